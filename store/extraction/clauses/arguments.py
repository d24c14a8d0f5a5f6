"""Find who does it and to whom: the subject, object and prepositional arguments of a verb or noun in one sentence."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import Final

from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.complements import prepositional
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.lists import antecedent, list_ending, over_time
from store.extraction.clauses.objects import objects
from store.extraction.clauses.relatives import inside_another, opens, parenthesis, people_of, relative_before
from store.extraction.lexicon.words import words_of
from store.records import Kind

# Verbs behind which "for doing it" tells what their object did.
BLAMING: Final = frozenset(
    "accuse suspect blame prevent stop keep charge condemn criticize criticise sanction punish impose thank praise"
    " denounce arrest designate blacklist prosecute rebuke slam warn deter discourage ban convict".split()
)


_WHEN: Final = frozenset({"after", "before", "when", "while", "since", "until", "as"})
_BOUND_TO: Final = frozenset({"ally", "align", "affiliate", "link"})
_QUOTING: Final = frozenset({"quote", "cite", "portray", "describe", "depict", "see", "name"})
_PARTS: Final = frozenset({"wing", "arm", "branch", "faction", "affiliate", "offshoot", "unit"})


@lru_cache(maxsize=1)
def _causatives() -> frozenset[str]:
    return words_of("causative_verb")


def subjects(clauses: Clauses, number: int, depth: int = 0) -> list[Referent]:
    """Whom the subject of verb ``number`` denotes (of a passive verb: the one to whom it happens)."""
    items = clauses.items
    if depth > 4:
        return []
    j = number - 1
    while j >= 0 and items[j].tag in ("A", "X", "M", "G"):
        j -= 1
    if j > 1 and items[j].tag == "t" and items[j - 1].tag in ("P", "t", "NP", "O", ")"):
        while j > 1 and items[j].tag == "t":
            j -= 1  # "A fighters on Sunday sacked T"
        j -= items[j].tag == "P"
    if j < 0:
        fronted = (
            items[number].form in ("ing", "participle")
            or clauses.word(items[min(number + 1, len(items) - 1)]) == "by"
            or (
                items[number].form == "past" and items[min(number + 1, len(items) - 1)].tag == "P"
            )  # "Allied with B, A"
        )
        return following_subject(clauses, number) if fronted else []
    j = over_time(clauses, j)
    before = items[j]
    if before.tag == "T":
        return of_infinitive(clauses, j, depth)
    if before.tag == "V":
        return subjects(clauses, j, depth + 1)
    if before.tag in ("NP", "O"):
        if before.tag == "NP" or clauses.named(before):
            return phrase_left(clauses, j, items[number])
        return []
    if before.tag == "R":
        return antecedent(clauses, j) or _of_attack(clauses, j, depth)
    if before.tag == "C":
        return _coordinated_subject(clauses, j, items[number], depth)
    if before.tag == "P" and clauses.word(before) == "about":
        return []  # "had reservations about fighting B": nobody fights
    if before.tag in ("P", "S") and items[number].form == "ing":
        return _controller(clauses, number, depth)
    if before.tag == ")":
        opening = next((k for k in range(j - 1, -1, -1) if items[k].tag == "("), -1)
        if opening > 0 and items[opening - 1].tag == "NP":
            return phrase_left(clauses, opening - 1, items[number])
        return []
    if before.tag in (",", "-", "Q"):
        return over_comma(clauses, j, number, depth)
    return []


def _of_attack(clauses: Clauses, relative: int, depth: int) -> list[Referent]:
    """Who kills in "A claimed an attack that killed B soldiers": A."""
    items = clauses.items
    if relative < 2 or items[relative - 1].tag != "NP":
        return []
    head = clauses.low(items[relative - 1])
    if head not in words_of("strike_noun") and head.removesuffix("s") not in words_of("strike_noun"):
        return []
    verb = verb_before(clauses, relative - 2)
    if verb < 0 or items[verb].passive or items[verb].lemma not in words_of("light_verb"):
        return []
    return subjects(clauses, verb, depth + 1)


def phrase_left(clauses: Clauses, j: int, verb: Item) -> list[Referent]:
    """The noun phrase left of a verb, out of the prepositional phrases that hang on it."""
    items = clauses.items
    k = j
    while (
        k >= 2 and items[k - 1].tag == "P" and not opens(clauses, k - 1) and items[k - 2].tag in ("NP", "P", ")", "O")
    ):
        if items[k - 2].tag == "P":
            k -= 1
            continue
        if items[k - 2].tag == ")":
            opening = next((m for m in range(k - 3, -1, -1) if items[m].tag == "("), -1)
            if opening < 1:
                break
            k = opening - 1
            continue
        k -= 2
    if (
        k >= 3
        and items[k - 1].tag == "P"
        and items[k - 2].tag == "V"
        and items[k - 2].form in ("ing", "past", "participle")
        and items[k - 3].tag == "NP"
        and not items[k - 2].auxiliary
        and (items[k - 2].form == "ing" or clauses.word(items[k - 1]) in {"by", "with", "to", "from", "as"})
    ):
        # "groups belonging to A attacked": the groups
        return phrase_left(clauses, k - 3, verb)
    if k >= 2 and clauses.word(items[k - 1]) == "of" and items[k - 2].tag == "C" and (several := people_of(clauses, k)):
        return several
    if k >= 1 and items[k - 1].tag == "P" and not opens(clauses, k - 1):
        return []
    if k >= 1 and items[k - 1].tag in ("V", "A") and clauses.open_subject(k) is False:
        # the phrase is an object inside a relative clause: "A, a group that took weapons from B, attacked C"
        relative = relative_before(clauses, k)
        if items[k - 1].tag == "V" and items[k - 1].lemma in words_of("saying_verb"):
            relative = -1
        if relative >= 0 and verb.form not in ("ing", "participle"):
            return antecedent(clauses, relative)
    if k >= 1 and items[k - 1].tag == "NP" and clauses.low(items[k]) in words_of("leader_noun"):
        # "P an official of A accused": the commas were lost
        person = [r for r in clauses.named(items[k - 1]) if clauses.document.entities[r.entity].kind is Kind.PERSON]
        if person and clauses.tag(items[k].first) == "D" and not items[k].mentions:
            return person[-1:]
    wing = k >= 1 and items[k - 1].mentions and clauses.low(items[k]) in _PARTS and not items[k].mentions
    if wing and items[k - 1].mentions[-1].last == items[k - 1].last and clauses.tag(items[k].first) == "D":
        return clauses.named(items[k - 1])  # "A the youth wing of B attacked": the comma was lost
    found = list_ending(clauses, k)
    if found and k >= 1 and items[k - 1].tag == "NP" and all(r.via.startswith("described") for r in found):
        return list_ending(clauses, k - 1) or found  # "A and B a militia from T attacked": the commas were lost
    if found:
        return found
    if k >= 1 and items[k - 1].tag == "NP" and clauses.word(items[k]) in {"a", "an", "the", "one", "another"}:
        # apposition without its comma: "X a native of Y joined"
        return clauses.named(items[k - 1])
    if verb.form == "ing" and k >= 1 and (items[k - 1].tag == "V" or clauses.word(items[k - 1]) in words_of("have")):
        # "released a statement condemning B"
        return subjects(clauses, k - 1, 2)
    # "A and B fighters in Aleppo attacked": the phrase itself says nothing, one that hangs on it may
    if k != j and verb.form == "ing":
        return clauses.named(items[j])
    return []


def of_infinitive(clauses: Clauses, to: int, depth: int) -> list[Referent]:
    """Who is to do what stands behind "to"."""
    items = clauses.items
    j = to - 1
    while j >= 0 and items[j].tag in ("A", "Q", ","):
        j -= 1
    if j < 0:
        return following_subject(clauses, to)
    if items[j].tag == "V":
        return subjects(clauses, j, depth + 1)
    if items[j].tag == "S":
        return []
    if items[j].tag == "N" or items[j].tag == "X":
        return subjects(clauses, j, depth + 1)
    be = j - 1
    while be > 0 and items[be].tag == "A":
        be -= 1
    adjective = items[j].tag == "NP" and not items[j].mentions and clauses.tag(items[j].first) == "N"
    if adjective and be > 0 and items[be].tag == "X" and clauses.word(items[be]) in words_of("be"):
        return subjects(clauses, be, depth + 1)  # "A was willing to attack"
    # "urged X to attack": X; "sent fighters to attack", "its plan to attack": who sends, whose plan
    verb = verb_before(clauses, j)
    k = j
    while k >= 2 and items[k - 1].tag == "P" and items[k - 2].tag == "NP":
        k -= 2
    if verb >= 0 and items[verb].lemma in {"give", "grant"} and not items[verb].passive and j > verb + 1:
        return clauses.named(items[verb + 1])  # "gave B a week to leave"
    if verb >= 0 and items[verb].lemma in _causatives() and items[verb].passive:
        return subjects(clauses, verb, depth + 1)  # "was hired by B to fight C"
    if verb >= 0 and items[verb].lemma in _causatives():
        found = clauses.members(k) or clauses.denotes(j)
        if found:
            return found
    if items[k].tag == "NP":
        owned = [clauses.referent(m) for m in items[k].owners]
        if owned:
            return owned[-1:]
    while verb >= 0:
        found = subjects(clauses, verb, depth + 1)
        if found or items[verb].auxiliary or items[verb].form not in ("past", "participle", "ing"):
            return found
        verb = verb_before(clauses, verb - 1)
    return []


def verb_before(clauses: Clauses, j: int) -> int:
    """The nearest verb at or before item ``j`` in its clause, or -1."""
    items = clauses.items
    while j >= 0:
        if items[j].tag == "V":
            return j
        if items[j].tag in (";", "S", "."):
            return -1
        j -= 1
    return -1


def _coordinated_subject(clauses: Clauses, conjunction: int, verb: Item, depth: int) -> list[Referent]:
    """Who does the second thing in "A attacked B and captured C": the subject of the first verb."""
    items = clauses.items
    j = conjunction - 1
    passed = False
    while j >= 0:
        item = items[j]
        if item.lemma == "know" and item.passive and verb.form in ("past", "participle") and j + 2 < conjunction:
            # "when it was known as B and affiliated to C": what is said of B
            return clauses.denotes(j + 2)
        if item.tag == "V" and (
            item.form == verb.form
            or {item.form, verb.form} <= {"past", "participle", "s", "base"}
            or (verb.auxiliary and item.form in ("past", "s") and (passed or items[conjunction - 1].tag == ","))
        ):
            if item.form == "base" and item.modal and verb.form in ("past", "s") and not verb.auxiliary:
                j -= 1
                continue  # "said that B would go on, and condemned": who said so
            relative = any(items[k].tag == "R" for k in range(j + 1, conjunction))
            inside = parenthesis(clauses, j) if items[conjunction - 1].tag == "," and not relative else -1
            if inside > 0:
                j = inside  # "A has ties to B, which arms it, and controls T": A
                continue
            if not relative:
                return subjects(clauses, j, depth + 1)
        if item.tag == "X" and clauses.word(item) in words_of("have") and items[j + 1].tag == "NP" and j:
            before = items[j - 1]
            if before.tag in ("NP", "O") and verb.form in ("s", "past", "base"):
                return phrase_left(clauses, j - 1, verb) if before.tag == "NP" else clauses.named(before)
        if item.tag == "S" and verb.auxiliary and clauses.word(item) in _WHEN and clauses.open_subject(j) is False:
            passed = True  # "A fled after B was hit, and has been fighting C"
            j -= 1
            continue
        if item.tag in (";", "S"):
            return []
        if item.tag == "T" and verb.form == "base":
            return of_infinitive(clauses, j, depth + 1)
        j -= 1
    return []


def _controller(clauses: Clauses, number: int, depth: int) -> list[Referent]:
    """Who clashed in "after clashing with B, A withdrew": the subject of the main verb, before or behind."""
    items = clauses.items
    governing = verb_before(clauses, number - 1)
    blaming = governing >= 0 and (
        items[governing].lemma in BLAMING or clauses.low(items[number - 2]) in {"responsible", "accountable"}
    )
    if blaming and clauses.word(items[number - 1]) in {"of", "for", "from"}:
        if items[governing].passive:
            return subjects(clauses, governing, depth + 1)
        # "imposed sanctions on A for arming B": A
        return objects(clauses, governing) or prepositional(clauses, governing).get("on", [])
    if (
        number >= 3
        and clauses.word(items[number - 1]) == "of"
        and items[number - 2].tag == "NP"
        and items[number - 3].tag in ("C", ",")
        and any(item.tag == "V" and item.lemma == "accuse" for item in items[: number - 3])
    ):
        # "accused A of arming B, and C of sheltering it": C
        return clauses.named(items[number - 2])
    if governing >= 0 and clauses.word(items[number - 1]) == "as" and items[governing].lemma in _QUOTING:
        # "quoted P as accusing B": P
        return (subjects if items[governing].passive else objects)(clauses, governing)
    j = number - 2
    while j >= 0:
        if items[j].tag == "V" and items[j].form not in ("ing",):
            found = subjects(clauses, j, depth + 1)
            if found or items[j].auxiliary or items[j].form in ("past", "s", "base"):
                return found
        if items[j].tag == ";":
            break
        j -= 1
    return following_subject(clauses, number)


def following_subject(clauses: Clauses, number: int) -> list[Referent]:
    """The subject of the main clause behind a comma."""
    items = clauses.items
    for k in range(number + 1, len(items) - 1):
        if items[k].tag == ",":
            m = k + 1
            while m < len(items) and items[m].tag in ("A", "Q"):
                m += 1
            if m < len(items) and items[m].tag in ("NP", "O"):
                return clauses.members(m)
            return []
        if items[k].tag in (";", ".") or (
            items[k].tag == "V" and items[k].form != "ing" and items[k].form != "participle"
        ):
            return []
    return []


def over_comma(clauses: Clauses, comma: int, number: int, depth: int) -> list[Referent]:
    """Jump a parenthesis between commas, or go on with the verb before a comma."""
    items = clauses.items
    verb = items[number]
    if verb.lemma in _BOUND_TO and not verb.auxiliary and verb.form != "ing" and items[comma - 1].tag == "NP":
        beside = clauses.named(items[comma - 1])[-1:]
        if beside and clauses.document.entities[beside[0].entity].kind.acts:
            return beside  # "beaten by B, allied at the time with C": B
    if verb.form == "ing" and not verb.auxiliary and items[comma - 1].form == "ing" and comma:
        return subjects(clauses, comma - 1, depth + 1)  # "of arming, training and leading B"
    if verb.form == "ing" and not verb.auxiliary:
        j = verb_before(clauses, comma - 1)
        while j >= 0 and not items[j].auxiliary and (items[j].form == "ing" or clauses.word(items[j + 1]) == "by"):
            j = verb_before(clauses, j - 1)
        return subjects(clauses, j, depth + 1) if j >= 0 else []
    opening = next((k for k in range(comma - 1, -1, -1) if items[k].tag in (",", "-", "Q")), -1)
    if opening > 1 and items[opening - 1].tag == "X" and verb.form in ("past", "participle"):
        return subjects(clauses, opening, depth + 1)  # "A has, with help, trained B"
    if (whose := _long_relative(clauses, comma, opening)) >= 0:
        return phrase_left(clauses, whose, verb)
    while opening >= 1:
        inside = items[opening + 1 : comma]
        if items[opening - 1].tag in ("NP", ")", "O") and inside:
            first = inside[0]
            clause = first.tag == "NP" and any(
                i.tag == "V" and i.form in ("past", "s") for i in takewhile(lambda i: i.tag != "R", inside)
            )  # "B, to which A, C and D gave weapons, left"
            if first.tag in ("R", "P", "NP", "A", "V", "S") and not clause:
                if items[opening - 1].tag == ")":
                    bracket = next((k for k in range(opening - 2, -1, -1) if items[k].tag == "("), 0)
                    return phrase_left(clauses, bracket - 1, verb) if bracket > 0 else []
                if items[opening - 1].tag != "NP":
                    return clauses.named(items[opening - 1])
                owned = items[opening - 1]
                if owned.possessor is not None and len(inside) == 1 and (named := clauses.named(first)):
                    # "its commander, P, blamed", "its rivals, B, attacked"
                    person = clauses.document.entities[named[-1].entity].kind is Kind.PERSON
                    if person is (clauses.low(owned) in words_of("leader_noun")):
                        return named
                # "its military wing, the X Brigades, fired": where the noun says nothing, its apposition does
                found = phrase_left(clauses, opening - 1, verb)
                if found or not inside_another(clauses, opening):
                    return found or (clauses.named(first) if len(inside) == 1 else [])
        opening = next((k for k in range(opening - 1, -1, -1) if items[k].tag in (",", "-")), -1)
    if verb.form in ("past", "s") and comma > 0 and not verb.auxiliary:
        j = verb_before(clauses, comma - 1)
        if j >= 0 and (items[j].form == verb.form or {items[j].form, verb.form} <= {"past", "participle"}):
            return subjects(clauses, j, depth + 1)
    return []


def _long_relative(clauses: Clauses, comma: int, inner: int) -> int:
    """The phrase before a relative clause with commas of its own ("A, whose chief P, alias Q, left"), or -1."""
    items = clauses.items
    for k in range(inner - 1, 1, -1):
        if items[k].tag in (";", "S"):
            return -1
        if items[k].tag == "R":
            told = any(i.tag in ("V", "X") for i in items[inner:comma])
            whose = clauses.word(items[k]) == "whose" and items[k - 1].tag == "," and items[k - 2].tag == "NP"
            return k - 2 if told and whose else -1
    return -1
