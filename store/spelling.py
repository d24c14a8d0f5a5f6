"""Other spellings of a name the store knows: found by their consonants, judged by :func:`store.names.similarity`.

Two spellings of one name share its consonants however they write its vowels: Jabhat al-Nusra, Jabhet an-Nusrah. The
store keeps these consonants beside every name, so that finding candidates is one look into an index.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from store.names import MERGE_THRESHOLD, SUGGEST_THRESHOLD, fold, similarity
from store.records import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_MOST_CANDIDATES: Final = 40

LONE_WORD_SUGGEST: Final = 0.85
"""From here on two names of one word are worth suggesting: short words sound alike by accident (Baghdad, Bogotá)."""


def sounds(name: str) -> str:
    """Return the consonants of a name, word by word, words sorted; small words such as articles left out.

    Scripts are read into one set of consonant classes, so an Arabic spelling shares its key with a Latin one. Empty
    where the name has no letter.
    """
    from store.names import acronyms, folding

    words = folding.words(fold(name))
    words = [word for word in words if word not in acronyms.SMALL_WORDS] or words
    return " ".join(sorted(filter(None, map(_word_sounds, words))))


@lru_cache(maxsize=100_000)
def _word_sounds(word: str) -> str:
    from store.names import scripts

    if len(word) > 4 and word.startswith("ال"):  # the Arabic article, joined to its word
        word = word[2:]
    number, units = scripts.units(word)
    classes = scripts.script(number).classes
    found = ""
    for unit in units:
        if unit.isdigit():
            found += unit
            continue
        consonant = classes.get(unit, "")[:1]
        # The breath sounds come and go between spellings: Nusra, Nusrah.
        if consonant not in ("", "-", "H") and not found.endswith(consonant):
            found += consonant
    # A word of vowels alone, or of a script that nothing reads, stands for itself.
    return found or word


def other_spelling(
    connection: sqlite3.Connection, name: str, kinds: Sequence[Kind]
) -> tuple[int | None, list[tuple[int, float, str]]]:
    """Return the entity of these kinds that surely bears ``name`` in another spelling, and those that perhaps do.

    From ``MERGE_THRESHOLD`` on a name is taken for another spelling; from ``SUGGEST_THRESHOLD`` on, a pair is worth
    the analyst's look. The second part lists (entity id, score, why), best first, where nothing was sure.
    """
    rows = connection.execute(
        "SELECT n.entity_id, n.name FROM names AS n JOIN entities AS e ON e.id = n.entity_id"
        f" WHERE n.sounds = ? AND e.kind IN ({','.join('?' * len(kinds))}) AND n.type != 'acronym'"
        f" ORDER BY n.id LIMIT {_MOST_CANDIDATES}",
        (sounds(name), *kinds),
    ).fetchall()
    best: dict[int, tuple[float, str]] = {}
    for entity_id, known in rows:
        score = similarity(name, known)
        if score > best.get(entity_id, (0.0, ""))[0]:
            best[entity_id] = (score, known)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    if ranked and ranked[0][1][0] >= MERGE_THRESHOLD:
        return ranked[0][0], []
    threshold = SUGGEST_THRESHOLD if " " in fold(name) else LONE_WORD_SUGGEST
    return None, [
        (entity_id, score, f"“{name}” sounds like “{known}”")
        for entity_id, (score, known) in ranked
        if score >= threshold
    ]
