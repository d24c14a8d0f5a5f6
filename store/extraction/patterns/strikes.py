"""Claims about whose weapons hit whom: "A rockets hit B posts", "attacks by A killed ten B fighters"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.extraction.candidates import Candidate, fits
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item, Referent
from store.extraction.clauses.objects import objects
from store.extraction.lexicon.words import words_of
from store.records import Relation

_WEAPONS: Final = frozenset(
    "rocket missile shell mortar bomb drone mine grenade bomber projectile car-bomb warplane jet helicopter gunship"
    " sniper gun tank".split()
)
_HITTING: Final = frozenset(
    "kill wound injure hit strike target destroy pound level devastate hammer batter rip demolish flatten slam wipe pin"
    " decimate".split()
)
_BETWEEN: Final = frozenset({"NP", "P", "A", "t", "C", "D", ","})
_FARTHEST: Final = 9


def strike_claims(clauses: Clauses, sentence: int) -> Iterator[Candidate]:
    """Candidates of attacks and weapons that hit somebody: whoever's they are fights those whom they hit."""
    for number, item in enumerate(clauses.items[:-2]):
        if item.tag != "NP" or not _strikes(clauses.low(item)):
            continue
        doers, behind = _whose(clauses, item, number)
        verb = _hitting(clauses, behind) if doers else -1
        if verb < 0:
            continue
        for doer in doers:
            for hit in objects(clauses, verb):
                if fits(clauses.document, Relation.FIGHTS, doer.entity, hit.entity):
                    word = clauses.word(clauses.items[verb])
                    yield Candidate(
                        doer, Relation.FIGHTS, hit, clauses.items[verb].first, sentence, "strike", 0.9,
                        [f"its {clauses.low(item)} '{word}'"], item=verb, verb=True,
                    )  # fmt: skip


def _strikes(head: str) -> bool:
    single = head.removesuffix("s")
    return single in _WEAPONS or head in words_of("strike_noun") or single in words_of("strike_noun")


def _whose(clauses: Clauses, item: Item, number: int) -> tuple[list[Referent], int]:
    """Whose an attack or weapon is, and the number of the item behind the words that tell."""
    items = clauses.items
    if item.mentions and item.mentions[-1].last < item.last:
        found = [clauses.referent(item.mentions[-1])]
        behind = number + 1
    elif item.possessor is not None:
        found, behind = [item.possessor], number + 1
    elif number + 2 < len(items) and clauses.word(items[number + 1]) in {"by", "from"}:
        found, behind = clauses.members(number + 2), number + 3
    else:
        return [], number
    return [one for one in found if clauses.document.entities[one.entity].kind.acts], behind


def _hitting(clauses: Clauses, number: int) -> int:
    """The verb of hitting whose subject the attack is, or -1."""
    for k in range(number, min(number + _FARTHEST, len(clauses.items) - 1)):
        item = clauses.items[k]
        if item.tag == "V":
            mine = item.lemma in _HITTING and not item.passive and not item.negated and item.form not in ("ing", "part")
            return k if mine else -1
        if item.tag not in _BETWEEN:
            return -1
    return -1
