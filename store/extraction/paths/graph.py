"""The dependency tree of one sentence, asked for what stands around a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from store.extraction.clauses.arguments import BLAMING
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.words import words_of
from store.records import Kind

if TYPE_CHECKING:
    from store.extraction.syntax import Parse

_NAME_PARTS = frozenset({"flat", "fixed", "goeswith"})


@lru_cache(maxsize=256)
def _plain(label: str) -> str:
    return label.split(":", 1)[0]


@dataclass(slots=True)
class Graph:
    """Heads, labels and children of a sentence's tokens, numbered as in the document.

    ``plain`` are the labels without their subtypes.
    """

    clauses: Clauses
    head: dict[int, int] = field(default_factory=dict)
    label: dict[int, str] = field(default_factory=dict)
    plain: dict[int, str] = field(default_factory=dict)
    upos: dict[int, str] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    meant: dict[int, list[Referent]] = field(default_factory=dict)
    owned: dict[int, Referent] = field(default_factory=dict)

    @classmethod
    def of(cls, clauses: Clauses, parse: Parse) -> Graph:
        """The graph of a sentence from its parse."""
        graph = cls(clauses)
        first = clauses.first
        numbers = range(first, first + len(parse.heads))
        graph.label = dict(zip(numbers, parse.labels, strict=True))
        graph.plain = dict(zip(numbers, map(_plain, parse.labels), strict=True))
        graph.upos = dict(zip(numbers, parse.upos, strict=True))
        graph.head = {token: first + head - 1 if head else -1 for token, head in zip(numbers, parse.heads, strict=True)}
        for token, above in graph.head.items():
            graph.children.setdefault(above, []).append(token)
        for item in clauses.items:
            if item.group or item.pronoun is not None:
                graph.meant[item.last] = clauses.named(item)
            if item.possessor is not None:
                graph.owned[item.first] = item.possessor
        return graph

    def low(self, token: int) -> str:
        """The folded word of a token."""
        return self.clauses.document.tokens.low[token]

    def below(self, token: int, *labels: str) -> list[int]:
        """The children of a token with one of these labels (a label also stands for its subtypes)."""
        children = self.children.get(token)
        if children is None:
            return []
        label, plain = self.label, self.plain
        return [c for c in children if label[c] in labels or plain[c] in labels]

    def case(self, token: int) -> str:
        """The preposition of a noun, with the words fixed to it: "out of", "such as"."""
        marks = list(self.below(token, "case"))
        if not marks:
            return ""
        words = [self.low(marks[0])]
        words += [self.low(c) for c in self.children.get(marks[0], ()) if self.label[c] == "fixed"]
        if len(marks) > 1:
            words += [self.low(m) for m in marks[1:2]]
        return " ".join(words)

    def conjuncts(self, token: int) -> Iterator[int]:
        """The token and all that is coordinated with it."""
        yield token
        for child in self.children.get(token, ()):
            if self.label[child] == "conj":
                yield from self.conjuncts(child)

    def denotes(self, token: int, depth: int = 0) -> list[Referent]:
        """Whom a noun denotes, its coordinated ones included."""
        found: list[Referent] = []
        for one in self.conjuncts(token):
            for referent in self._one(one, depth):
                if all(referent.entity != other.entity for other in found):
                    found.append(referent)
        return found

    def _one(self, token: int, depth: int) -> list[Referent]:
        document = self.clauses.document
        mention = document.mention_at(token)
        if mention is not None:
            return [self.clauses.referent(mention)]
        if token in self.meant:
            return self.meant[token]
        if depth > 3 or self.upos.get(token) in ("VERB", "ADP"):
            return []
        head = self.low(token)
        people = head in words_of("fighter_noun") or head in words_of("group_noun")
        body = head in words_of("body_noun")
        leader = head in words_of("leader_noun")
        place = head in words_of("place_lead") or head in words_of("part_noun") or head in words_of("place_head")
        asset = head in words_of("asset_noun") or head in words_of("military_noun")
        if people or body or leader:
            for child in self.below(token, "compound", "flat", "appos", "amod"):
                found = self._named(child, "its " + head)
                if found:
                    return found
        if asset or head == "ministry":
            for child in self.below(token, "nmod:poss"):
                found = [self.owned[child]] if child in self.owned else self._named(child, "its " + head)
                if found:
                    return found
        if place:
            for child in self.below(token, "compound", "appos", "flat"):
                found = self._named(child, head)
                if found and document.entities[found[0].entity].kind is Kind.PLACE:
                    return found
        for child in self.below(token, "nmod"):
            case = self.case(child)
            member = (people and case in {"of", "from", "within", "in"} and case != "in") or case in {
                "including", "such as", "like", "among", "notably", "especially", "particularly",
            }  # fmt: skip
            if head in {"alliance", "coalition"} and case in {"between", "of"}:
                member = True
            if (member and (people or body or head in {"alliance", "coalition"})) or (
                place and case in {"of", "in", "around", "including"}
            ):
                gone = Clauses.FORMER if self.low(max(token - 1, self.clauses.first)) in {"former", "ex"} else ""
                via = f"{gone}{head} {case}"
                found = [Referent(r.entity, r.first, r.last, via) for r in self.denotes(child, depth + 1)]
                if found:
                    return found
        return []

    def _named(self, token: int, via: str) -> list[Referent]:
        mention = self.clauses.document.mention_at(token)
        if mention is None:
            return []
        return [Referent(mention.entity, mention.first, mention.last, via)]

    def way(self, start: int, referent: Referent) -> str:
        """The labels that lead from a word to where somebody is named: "nsubj", "up xcomp, nsubj"; "" where none do."""
        named = [i for i in range(referent.first, referent.last + 1) if i in self.head]
        node = next((i for i in named if not referent.first <= self.head[i] <= referent.last), -1)
        above = {start: 0}
        climbed: list[str] = []
        at = start
        while (up := self.head.get(at, -1)) >= 0 and up not in above:
            climbed.append(f"up {self.label[at]}")
            above[up] = len(climbed)
            at = up
        down: list[str] = []
        while node >= 0 and node not in above:
            down.append(self.label[node])
            node = self.head[node]
        if node < 0:
            return ""
        return ", ".join([*climbed[: above[node]], *reversed(down)])

    # --- arguments of verbs ---
    def subject(self, verb: int, depth: int = 0) -> list[Referent]:
        """Whom the surface subject of a verb, adjective or predicate noun denotes, also where it is understood."""
        own = self.below(verb, "nsubj", "csubj")
        own = [c for c in own if self.label[c].startswith("nsubj")]
        if own:
            if self._is_relative(own[0]):
                return self._antecedent(verb)
            return self.denotes(own[0])
        if depth > 5:
            return []
        label, above = self.label.get(verb, ""), self.head.get(verb, -1)
        base = label.split(":", 1)[0]
        if above < 0:
            return []
        if label == "acl:relcl":
            return []
        if base == "acl":
            if self.below(verb, "mark"):
                return self._owner_of(above, depth)
            return self.denotes(above)
        if base == "xcomp":
            objects = self.below(above, "obj", "iobj")
            if objects and self.lemma_of(above) in words_of("causative_verb"):
                return self.denotes(objects[0])
            return self.subject(above, depth + 1)
        if base in ("advcl", "conj", "parataxis") or (base == "ccomp" and depth == 0):
            if base == "advcl" and self.lemma_of(above) in words_of("causative_verb"):
                objects = self.below(above, "obj")
                if objects and any(self.low(m) == "to" for m in self.below(verb, "mark")):
                    return self.denotes(objects[0])
            marks = [self.low(m) for m in self.below(verb, "mark", "case")]
            if base == "advcl" and marks and marks[0] in {"for", "of"} and self.lemma_of(above) in BLAMING:
                slots = self.below(above, "obj")
                blamed = self.denotes(slots[0]) if slots else []
                for child in self.below(above, "obl", "nmod"):
                    blamed = blamed or (self.denotes(child) if self.case(child) in {"on", "against"} else [])
                return blamed
            if base == "conj" and self.upos.get(above) not in ("VERB", "AUX", "ADJ", "NOUN"):
                return []
            return self.subject(above, depth + 1)
        return []

    def _owner_of(self, noun: int, depth: int) -> list[Referent]:
        """Whose "plan to attack" it is: the owner of the noun, or the subject of its verb."""
        for child in self.below(noun, "nmod:poss", "compound"):
            found = [self.owned[child]] if child in self.owned else self._named(child, "its " + self.low(noun))
            if found:
                return found
        above = self.head.get(noun, -1)
        if above >= 0 and self.label[noun] in ("obj", "obl", "xcomp"):
            return self.subject(above, depth + 1)
        return []

    def _antecedent(self, verb: int) -> list[Referent]:
        node = verb
        for _ in range(4):
            if self.label.get(node, "").startswith("acl"):
                return self.denotes(self.head[node])
            node = self.head.get(node, -1)
            if node < 0:
                return []
        return []

    def _is_relative(self, token: int) -> bool:
        return self.low(token) in words_of("relative") and self.clauses.document.at[token] < 0

    def lemma_of(self, token: int) -> str:
        """The lemma of a verb form (the word itself where it is none)."""
        forms = self.clauses.lexicon.forms.get(self.low(token))
        return forms[0][0] if forms else self.low(token)

    def is_passive(self, verb: int) -> bool:
        """Whether the subject of a verb is the one to whom it happens."""
        if self.below(verb, "aux:pass") or any(self.label[c] == "nsubj:pass" for c in self.children.get(verb, ())):
            return True
        label = self.label.get(verb, "")
        forms = {name for _, name in self.clauses.lexicon.forms.get(self.low(verb), ())}
        if label == "acl" and forms & {"past", "participle"} and "base" not in forms:
            return not self.below(verb, "mark")
        if label == "conj" and not self.below(verb, "nsubj", "aux") and forms & {"participle", "past"}:
            return self.is_passive(self.head[verb]) and not self.below(verb, "obj")
        return False

    def slots(self, verb: int) -> dict[str, list[Referent]]:
        """All that stands around a verb: ``subj``, ``obj``, ``by`` and the other prepositions."""
        found: dict[str, list[Referent]] = {"subj": self.subject(verb), "obj": []}
        for child in self.below(verb, "obj"):
            if self._is_relative(child):
                found["obj"] = self._antecedent(verb)
            else:
                found["obj"] = found["obj"] or self.denotes(child)
        if self.label.get(verb) == "acl:relcl" and not self.below(verb, "obj"):
            subjects = [c for c in self.below(verb, "nsubj") if not self._is_relative(c)]
            if subjects and not self.is_passive(verb):
                found["obj"] = found["obj"] or self.denotes(self.head[verb])
        for child in self.below(verb, "obl", "nmod", "iobj"):
            case = self.case(child)
            if not case and self.label[child] == "obl:agent":
                case = "by"
            self._add_slot(found, case, child)
        for child in self.below(verb, "obj"):
            # prepositions hang on the object as often as on the verb
            for inner in self.below(child, "nmod"):
                self._add_slot(found, self.case(inner), inner)
        for child in self.below(verb, "xcomp", "ccomp"):
            if self.upos.get(child) in ("NOUN", "PROPN"):
                found.setdefault("obj2", self.denotes(child))
        return found

    def _add_slot(self, found: dict[str, list[Referent]], case: str, child: int) -> None:
        if not case:
            return
        who = self.denotes(child)
        if not found.get(case):
            found[case] = who
        for inner in self.below(child, "nmod"):
            phrase = f"{case} {self.low(child)} {self.case(inner)}"
            found.setdefault(phrase, self.denotes(inner))
