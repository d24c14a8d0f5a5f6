"""What stands behind a verb and tells how it is meant: its hints, as slots that hold nobody."""

from __future__ import annotations

from typing import Final

from store.extraction.clauses.arguments import verb_before
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Referent
from store.extraction.lexicon.words import words_of
from store.extraction.patterns.settling import comes_to_terms
from store.extraction.patterns.surroundings import hits_people, hostile_thing

# "warned B that it would strike": what who warns will do.
_WILL: Final = frozenset({"will", "would"})
_ITSELF: Final = frozenset({"it", "they", "he", "we", "its", "their"})
_STRIKE: Final = frozenset(
    "strike attack bomb shell hit invade destroy crush fight punish kill march target respond retaliate force"
    " war".split()
)
_TALKS: Final = frozenset({"talks", "negotiations", "dialogue", "discussions", "table"})
_LISTED: Final = frozenset({"terrorist", "terrorists", "terror", "blacklist"})


def hints(clauses: Clauses, number: int) -> dict[str, list[Referent]]:
    """The hints that hold for verb ``number``, each with a placeholder."""
    item = clauses.items[number]
    low = clauses.document.tokens.low
    ahead = set(low[item.last + 1 : item.last + 9])
    further = set(low[item.last + 1 : item.last + 16])
    governing = verb_before(clauses, number - 1)
    merging = governing >= 0 and clauses.items[governing].lemma == "merge" and number - governing <= 3
    found = {
        "merged": merging,
        "hostile thing": hostile_thing(clauses, number),
        "terror list": bool(_LISTED & further) or further >= {"sanctions", "list"},
        "help": bool(words_of("given_help") & ahead),  # "thanked B for its weapons"
        "ultimatum": bool(words_of("warned_of") & ahead)
        or (_WILL & further and _ITSELF & further and _STRIKE & further),
        "purpose": _not_mutual(clauses, number),
        "settling": comes_to_terms(clauses, number),
        "people": hits_people(clauses, number),
        "talks": bool(_TALKS & further),
        "clause": _opens_clause(clauses, number),
    }
    return {name: [Referent(-1, 0, 0)] for name, holds in found.items() if holds}


def _opens_clause(clauses: Clauses, number: int) -> bool:
    """Whether what stands behind a verb is the subject of a clause: "announced the A had left"."""
    items = clauses.items
    k = number + 1
    while k + 1 < len(items) and items[k].tag in ("NP", "A", "P"):
        k += 1
    return k > number + 1 and k < len(items) and items[k].tag in ("V", "X", "M") and items[k].form != "participle"


def _not_mutual(clauses: Clauses, number: int) -> bool:
    """Whether several do not do it to each other: "A and B sent men to fight", "after two days of fighting"."""
    if not number:
        return False
    before = clauses.items[number - 1]
    behind = clauses.items[min(number + 1, len(clauses.items) - 1)]
    event = before.tag == "P" and clauses.items[number].form == "ing"
    return event or (before.tag == "T" and not clauses.named(behind))
