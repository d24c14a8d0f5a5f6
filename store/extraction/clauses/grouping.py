"""Group the tagged tokens of one sentence into noun phrases and verbs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from store.extraction.clauses.items import Item, Referent
from store.extraction.document import Document
from store.extraction.lexicon.inflection import singulars
from store.extraction.lexicon.predicates import Lexicon, Predicate
from store.extraction.lexicon.words import words_of
from store.records import Kind, Relation

_WHERE: Final = frozenset({"in", "at", "near", "around", "outside", "inside"})


def _dateline(document: Document, first: int, last: int) -> int:
    """The dash behind the place (and date) with which a report begins: "NAIROBI, Kenya -", or the token before."""
    tokens = document.tokens
    if len(tokens.text[first]) < 3 or not tokens.text[first].isupper():
        return first - 1
    for i in range(first + 1, min(first + 10, last)):
        if tokens.text[i] in {"-", "–", "—", "--"} and not tokens.glued[i]:
            return i
        if tokens.shape[i] == "w":
            break
    return first - 1


# What keeps somebody from doing something: "barred from entering T".
_KEPT: Final = frozenset("barred blocked prevented stopped prohibited banned kept hindered barring preventing".split())
# Prefixes before a hyphen that turn a noun into its opposite: "a de-escalation zone", "non-aggression".
_UNDONE: Final = frozenset({"de", "non", "anti", "counter", "post", "pre", "strong"})

_LAST: Final = frozenset({"last", "next"})
_SPANS: Final = frozenset(
    "week month year night weekend spring summer autumn fall winter january february march april may june july august"
    " september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_DIRECTIONS: Final = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west outside"
    " inland upstream downstream".split()
)


class Grouped:
    """The tagged tokens of one sentence as items: noun phrases, verbs and the words between them."""

    def __init__(
        self, document: Document, first: int, last: int, tags: list[str], lexicon: Lexicon, *, headline: bool
    ) -> None:
        self.document = document
        self.first, self.last = first, last
        self.tags = tags
        self.lexicon = lexicon
        self.headline = headline
        self.items: list[Item] = []
        self.before: int | None = None
        self.umbrella: int | None = None
        self.merged = False
        self.title = False
        self.adjectives: Mapping[str, tuple[str, ...]] = {}
        self.states: dict[str, int] = {}
        self.dateline = _dateline(document, first, last)
        self.seats: Mapping[int, int] = {}
        self.rulers: Mapping[int, tuple[int | None, int | None]] = {}
        self._settled = False
        self._members: dict[int, list[Referent]] = {}
        self._following: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self.standing: dict[int, list[Predicate]] = {}
        # what can be claimed between those of the sentence, by their kinds
        self.relations: frozenset[Relation] = frozenset()
        self.item_of: list[int] = []
        self._group()
        self._mark_verbs()

    # --- building ---
    def tag(self, i: int) -> str:
        """The tag of a token, by its number in the document."""
        return self.tags[i - self.first]

    def _group(self) -> None:
        i = first = self.first
        last, tags = self.last, self.tags
        at, low = self.document.at, self.document.tokens.low
        while i <= last:
            tag = tags[i - first]
            joined = (
                tag == "V" and first < i < last and tags[i - first - 1] == "C" and tags[i - first + 1] in ("N", "E")
            )
            if joined and low[i] in words_of("allied_word"):
                tag = tags[i - first] = "N"  # "A and allied militias attacked"
            if (
                tag == "N"
                and low[i] in _LAST
                and self._is_span(i)
                and (i == first or tags[i - first - 1] not in ("P", "S"))
            ):
                self._add(Item("t", i, i + 1))  # "attacked A last week"
                i += 2
            elif tag in ("D", "N", "E", "s"):
                j = self._phrase_end(i)
                if at[i] >= 0:
                    j = self._people_apart(i, j)
                item = Item("NP", i, j)
                self._add(item)
                if "E" in tags[i - first : j - first + 1]:
                    self._fill(item)
                i = j + 1
            else:
                self._add(Item(tag, i, i))
                i += 1

    def _is_span(self, i: int) -> bool:
        """Whether a time begins here that needs no preposition: "last week", "next month"."""
        low = self.document.tokens.low
        return low[i] in _LAST and i < self.last and low[i + 1] in _SPANS

    def _people_apart(self, i: int, j: int) -> int:
        """Where a phrase ends that people without a comma stand behind: "in Aleppo | fighters of A attacked"."""
        mention = self.document.mention_at(i)
        if mention is None or i <= self.first or not i <= mention.last < j:
            return j
        low = self.document.tokens.low
        if self.document.entities[mention.entity].kind is not Kind.PLACE or low[i - 1] not in _WHERE:
            return j
        people = low[mention.last + 1]
        return mention.last if people.endswith("s") and people in words_of("group_noun") else j

    def _add(self, item: Item) -> None:
        self.item_of.extend([len(self.items)] * (item.last - item.first + 1))
        self.items.append(item)

    def _phrase_end(self, i: int) -> int:
        tokens, tags, first = self.document.tokens, self.tags, self.first
        j = i
        while j < self.last:
            tag = tags[j + 1 - first]
            if tag in ("N", "E", "s"):
                if (tokens.low[j + 1] in _LAST and self._is_span(j + 1)) or (
                    tokens.low[j + 1] in _DIRECTIONS and j + 2 <= self.last and tokens.low[j + 2] == "of"
                ):
                    break  # "attacked A south of T"
                j += 1
            elif tag == "D":
                # a determiner begins a phrase of its own, a number inside one does not ("ISIL 3 fighters")
                if (tokens.shape[j + 1] == "d" and self.tag(j) == "N") or self.tag(j) in ("D", "s"):
                    j += 1
                else:
                    break
            elif tag == "-" and j + 2 <= self.last and self.tag(j + 2) in ("N", "E", "V") and tokens.glued[j + 1]:
                j += 2
            elif tag == "(" and (bracket := self._same_in_brackets(j) or self._named_in_brackets(i, j)):
                j = bracket
            elif tag == "A" and self.tag(j) == "D" and j + 2 <= self.last and self.tag(j + 2) in ("N", "E"):
                j += 2
            elif tag == "V" and self.tag(j) == "-":
                j += 1
            elif tag == "Q" and j + 2 <= self.last and self.tag(j) in ("D", "N", "E") and self._quoted(j + 1):
                j = self._quoted(j + 1)
            else:
                break
        return j

    def _same_in_brackets(self, j: int) -> int:
        """The end of a bracket that only holds another form of the name before it: "Free Syrian Army (FSA)", or 0."""
        before = self.document.mention_at(j)
        if before is None:
            return 0
        for k in range(j + 2, min(j + 14, self.last + 1)):
            if self.tag(k) == ")":
                return k
            inside = self.document.mention_at(k)
            if inside is not None and inside.entity != before.entity:
                return 0
        return 0

    def _named_in_brackets(self, i: int, j: int) -> int:
        """The end of a bracket that only holds the acronym of whom a phrase describes: "local guards (LG)", or 0."""
        close = j + 3
        if close > self.last or self.tag(close) != ")" or self.document.tokens.shape[j + 2] != "A":
            return 0
        named = self.document.mention_at(j + 2)
        if named is None or "E" in self.tags[i - self.first : j + 1 - self.first]:
            return 0
        entity = self.document.entities[named.entity]
        return close if entity.kind.acts and not entity.source else 0

    def _quoted(self, quote: int) -> int:
        """The end of a short quotation inside a noun phrase ("a "surrogate" of"), or 0."""
        for k in range(quote + 1, min(quote + 4, self.last + 1)):
            if self.tag(k) == "Q":
                return k if k > quote + 1 else 0
            if self.tag(k) not in ("N", "E", "D"):
                return 0
        return 0

    def _fill(self, item: Item) -> None:
        k = item.first
        while k <= item.last:
            mention = self.document.mention_at(k)
            if mention is None:
                k += 1
                continue
            item.mentions.append(mention)
            k = mention.last + 1
            lost = mention.end < self.document.tokens.end[mention.last]
            if lost or (k <= item.last and self.tag(k) == "s"):
                item.owners.append(mention)

    def _mark_verbs(self) -> None:
        tokens = self.document.tokens
        for number, item in enumerate(self.items):
            if item.tag != "V":
                continue
            forms = self.lexicon.forms.get(tokens.low[item.first]) or ((tokens.low[item.first], "past"),)
            item.lemma, item.form = forms[0]
            k = number - 1
            auxiliary = ""
            while k >= 0 and self.items[k].tag in ("A", "X", "M", "G", "D"):
                before = self.items[k]
                low = tokens.low[before.first]
                if before.tag == "X":
                    auxiliary = auxiliary or low
                    item.auxiliary = True
                elif before.tag == "G":
                    item.negated = True
                elif before.tag == "M":
                    item.modal = low
                    item.auxiliary = True
                elif before.tag == "A" and low in ("never", "not"):
                    item.negated = True
                elif before.tag == "D":
                    break
                k -= 1
            if auxiliary in words_of("be"):
                item.passive = any(name in ("past", "participle") for _, name in forms) and item.form != "ing"
                if item.form not in ("ing",) and any(name == "participle" for _, name in forms):
                    item.form = "participle"
            names = {name for _, name in forms}
            if "ing" in names:
                item.form = "ing"
                lead = self.word(self.items[number - 1]) if number else ""
                kept = lead == "from" and number > 1 and self.word(self.items[number - 2]) in _KEPT
                item.negated = item.negated or lead == "without" or kept
            elif names & {"past", "participle"} and item.form == "base" and (item.auxiliary or k < 0):
                item.form = "participle"
            if not item.auxiliary and "participle" in names and self._goes_on_passive(number):
                item.passive, item.form = True, "participle"

    def _goes_on_passive(self, number: int) -> bool:
        """Whether a verb shares the auxiliary of a passive before it: "were taken to B and then sold to C"."""
        items = self.items
        k = number - 1
        while k > 0 and items[k].tag == "A":
            k -= 1
        if k < 1 or items[k].tag != "C" or number + 1 >= len(items) or items[number + 1].tag != "P":
            return False
        while k >= 0 and items[k].tag not in ("V", ";", "S", "R", "X", "O"):
            k -= 1
        if k < 0 or items[k].tag != "V" or not items[k].passive:
            return False
        alone = [p for p in self.lexicon.verbs.get(items[number].lemma, ()) if len(p.words) == 1]
        return bool(alone) and all("obj" in p.object or "obj" in p.subject for p in alone)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The folded words of the sentence, plurals with what they can be the plural of."""
        low = set(self.document.tokens.low[self.first : self.last + 1])
        plurals = [word for word in low if word.endswith(("s", "men"))]
        return frozenset(low.union(*map(singulars, plurals)))

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of all who are named in the sentence."""
        return frozenset(self.document.entities[number].kind for number in self.present())

    def present(self) -> set[int]:
        """The numbers of the entities that are named in the sentence."""
        document = self.document
        inside = {at for at in document.at[self.first : self.last + 1] if at >= 0}
        return {document.mentions[at].entity for at in inside}

    @cached_property
    def meant(self) -> frozenset[int]:
        """The numbers of the entities that are named, and of those for whom its pronouns and nouns stand.

        To be asked when references are resolved.
        """
        numbers = self.present()
        for item in self.items:
            if item.pronoun is not None:
                numbers.add(item.pronoun.entity)
            if item.possessor is not None:
                numbers.add(item.possessor.entity)
            if item.group:
                numbers.update(referent.entity for referent in item.group)
        return frozenset(numbers)

    @cached_property
    def by_adjective(self) -> frozenset[int]:
        """The numbers of the states that its adjectives mean, named elsewhere in the text."""
        words = self.adjectives.keys() & set(self.document.tokens.low[self.first : self.last + 1])
        return frozenset(self.states[key] for word in words for key in self.adjectives[word] if key in self.states)

    def undone(self, i: int) -> bool:
        """Whether a prefix turns a word into its opposite: the "escalation" of "de-escalation"."""
        tokens = self.document.tokens
        return i > self.first + 1 and tokens.text[i - 1] == "-" and tokens.low[i - 2] in _UNDONE

    def low(self, item: Item) -> str:
        """The folded last word of an item."""
        return self.document.tokens.low[item.last]

    def word(self, item: Item) -> str:
        """The folded first word of an item."""
        return self.document.tokens.low[item.first]
