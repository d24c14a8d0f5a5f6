"""Comparison of two names: whether they are two spellings of one name.

A search may guess; taking two names for one may not. So this stands on rules, not on fitted likenesses: two words are
one word when documented romanisation practice (ALA-LC, BGN/PCGN, IJMES, French use) writes one sound both ways. Fitted
likeness only ever leads to a suggestion.

| similarity | meaning |
| --- | --- |
| 1.0 | the same letters |
| 0.9 and more (``MERGE_THRESHOLD``) | the same name in another spelling, script or word order of a translation |
| 0.68 and more (``SUGGEST_THRESHOLD``) | perhaps the same name: for the analyst to decide |
| less | different names |
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from store.names import acronyms, folding, lexicon, scripts

MERGE_THRESHOLD: Final = 0.9
"""From here on two names are taken for one without asking."""
SUGGEST_THRESHOLD: Final = 0.68
"""From here on two names are shown to the analyst as perhaps one."""

_TRANSLATED: Final = 0.92
_ONE_SOUND: Final = 0.95
_ONLY_COMMON_WORDS: Final = 0.8
_OTHER_ORDER: Final = 0.85
_GENERIC_REST: Final = 0.8
_REST: Final = 0.6
_LIKE: Final = 0.86
"""The most that fitted likeness can give."""
_GENERIC: Final = frozenset({"group", "organization", "society", "association"})
_ORDINALS: Final = {
    word: str(number)
    for number, words in enumerate(
        "first 1st,second 2nd,third 3rd,fourth,fifth,sixth,seventh,eighth,ninth,tenth".split(","), start=1
    )
    for word in words.split()
}
_NUMBER: Final = re.compile(r"(\d+)(?:st|nd|rd|th)?$")

_CANONICAL: Final = str.maketrans({"q": "k", "c": "k", "w": "v", "G": "g", "x": "k"})
_SPLIT: Final = re.compile("([aeiouy]*)([^aeiouy]|$)")
_SHORT_VOWELS: Final = frozenset({frozenset("ae"), frozenset("ei"), frozenset("ou")})
_FIRST_VOWELS: Final = frozenset({frozenset("ei"), frozenset("ou")})
_FEMININE_END: Final = re.compile(r"(?<=[^aeiouy])([ae])[ht]$")
_DOUBLED: Final = re.compile(r"([a-z])\1+")


def similarity(a: str, b: str) -> float:
    """Give how surely two names are spellings of one name: 0 to 1, symmetric.

    Every word must find its like, save articles, small words and legal forms: a word that differs (North and South,
    4th and 5th, Army and Front, one word more) keeps two names apart, however much else they share.
    """
    left, right = folding.words(folding.fold(a)), folding.words(folding.fold(b))
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    if "".join(left) == "".join(right):
        return 0.99
    left, right = _content(left), _content(right)
    if left == right:
        return 0.97
    if left > right:
        left, right = right, left
    return max(_word_by_word(left, right), _joined(left, right))


def _content(words: list[str]) -> list[str]:
    """Give the words that tell a name from others."""
    slight = acronyms.SMALL_WORDS | lexicon.with_role("legal")
    return [w for w in words if scripts.roman(w) not in slight] or words


def _joined(left: list[str], right: list[str]) -> float:
    """Compare names whose word breaks differ: Abdel Rahim and Abdelrahim."""
    if len(left) == len(right):
        return 0.0
    return 0.93 if one_sound("".join(left), "".join(right)) else 0.0


def _word_by_word(left: list[str], right: list[str]) -> float:
    if len(left) == len(right):
        straight = min(_alike(x, y) for x, y in zip(left, right, strict=True))
        if straight >= SUGGEST_THRESHOLD:
            return _told_apart(left, right, straight)
    free = list(range(len(right)))
    found: list[tuple[str, str, float]] = []
    for word in left:
        scored = [(_alike(word, right[k]), -k) for k in free]
        best, place = max(scored, default=(0.0, 0))
        if best >= SUGGEST_THRESHOLD:
            free.remove(-place)
            found.append((word, right[-place], best))
    rest = [w for w in left if w not in {x for x, _, _ in found}] + [right[k] for k in free]
    if not found:
        return 0.0
    worst = min(value for _, _, value in found)
    if not rest:
        # A translation turns words about; else another order may be another person.
        turned = any(x != y and set(_meanings(x)) & set(_meanings(y)) for x, y, _ in found)
        return _told_apart(
            [x for x, _, _ in found], [y for _, y, _ in found], worst if turned else _OTHER_ORDER * worst
        )
    generic = all(_GENERIC.intersection(_meanings(w)) for w in rest)
    own = any(not _meanings(x) for x, _, _ in found)
    return round(worst * (_GENERIC_REST if generic and own else _REST), 4)


def _told_apart(left: list[str], right: list[str], value: float) -> float:
    """Lower the similarity of names that share only common words in translation: there are many National Fronts."""
    translated = any(x != y and _meanings(x) and not one_sound(x, y) for x, y in zip(left, right, strict=True))
    own = any(not _meanings(x) or not _meanings(y) for x, y in zip(left, right, strict=True))
    if translated:
        value = min(value, _TRANSLATED if own else _ONLY_COMMON_WORDS)
    return round(value, 4)


def _meanings(word: str) -> tuple[str, ...]:
    return lexicon.meanings().get(word, ())


def _number(word: str) -> str | None:
    found = _NUMBER.match(word)
    return str(int(found[1])) if found else _ORDINALS.get(word)


@lru_cache(maxsize=100_000)
def _alike(left: str, right: str) -> float:
    """Compare two words."""
    if left == right:
        return 1.0
    numbers = _number(left), _number(right)
    if numbers != (None, None):
        return 1.0 if numbers[0] == numbers[1] else 0.0
    meant = set(_meanings(left)), set(_meanings(right))
    if meant[0] & meant[1]:
        return _ONE_SOUND
    if meant[0] and meant[1]:
        return 0.0
    if one_sound(left, right):
        return _ONE_SOUND
    if 1 in {len(left), len(right)}:
        return _ONLY_COMMON_WORDS if left[0] == right[0] else 0.0
    return _like(left, right)


def one_sound(left: str, right: str) -> bool:
    """Say whether two words are one word by documented practice."""
    scripts_of = scripts.script_of(left), scripts.script_of(right)
    if scripts_of == (scripts.LATIN, scripts.LATIN):
        return _one_latin_sound(scripts.roman(left), scripts.roman(right))
    if scripts_of[0] == scripts.LATIN:
        return _reads_as(right, scripts_of[1], scripts.roman(left))
    if scripts_of[1] == scripts.LATIN:
        return _reads_as(left, scripts_of[0], scripts.roman(right))
    return False


def _syllables(word: str) -> tuple[list[str], str]:
    """Give the vowels before each consonant (and after the last), and the consonants in canonical letters."""
    read = scripts.script(scripts.LATIN).read(word)
    read = _FEMININE_END.sub("a", read)
    parts = _SPLIT.findall(read)
    vowels = [v.replace("y", "i") for v, _ in parts]
    # Diphthongs are written many ways: ai, ay, ei, ey; au, aw.
    vowels = [re.sub(r"([aeiou])\1+", r"\1", v) for v in vowels]
    vowels = ["E" if v in {"ai", "ei"} else "O" if v in {"au", "ao"} else v for v in vowels]
    return vowels, "".join(c for _, c in parts).translate(_CANONICAL)


def _one_latin_sound(left: str, right: str) -> bool:
    vowels, consonants = _syllables(left)
    others, same = _syllables(right)
    if consonants != same or not consonants:
        return False
    for place, (x, y) in enumerate(zip(vowels, others, strict=True)):
        if x == y:
            continue
        pair = frozenset((x, y))
        first = place == 0
        if pair not in (_FIRST_VOWELS if first else _SHORT_VOWELS) and pair not in ({"E", "e"}, {"E", "a"}):
            return False
    return True


@lru_cache(maxsize=10_000)
def _readings(word: str, number: int) -> re.Pattern[str]:
    """Give a pattern of all Latin readings that the script's table allows for a word."""
    from store.names.query import without_article

    table = scripts.script(number)
    vowels = "[aeiou]{0,2}" if number in {scripts.ARABIC, scripts.HEBREW} else ""
    parts = []
    letters = [m[0] for m in re.finditer(table.pattern, without_article(word, number))]
    letters = [x for k, x in enumerate(letters) if k == 0 or x != letters[k - 1]]
    for place, letter in enumerate(letters):
        reads = {_DOUBLED.sub(r"\1", r) for r in table.reads.get(letter, ())}
        unit = table.spellings.get(letter, "")
        silent = "-" in table.classes.get(unit, "-") and number != scripts.CYRILLIC
        inner = silent and (place > 0 or (len(letters) > place + 1 and letters[place + 1] in "يیوיו"))
        optional = "?" if not reads or inner else ""
        parts.append(f"(?:{'|'.join(sorted(reads, key=len, reverse=True))}){optional}" if reads else "")
    return re.compile(vowels.join(parts) + (vowels if vowels else ""))


def _reads_as(word: str, number: int, latin: str) -> bool:
    if number == scripts.LATIN:
        return False
    if _readings(word, number).fullmatch(_DOUBLED.sub(r"\1", latin)):
        return True
    if number != scripts.CYRILLIC:
        return False
    reads = scripts.script(number).reads
    usual = scripts.script(number).pattern.sub(lambda m: (reads.get(m[0]) or ("",))[0], word)
    # BGN/PCGN writes kh where Arabic and Serbian names have h.
    return _one_latin_sound(usual, latin) or _one_latin_sound(usual.replace("kh", "h"), latin)


def _like(left: str, right: str) -> float:
    """Give the fitted likeness of two words, as far as it may count."""
    import numpy as np

    from store.names import costs

    (a, read_a), (b, read_b) = scripts.units(left), scripts.units(right)
    if not read_a or not read_b:
        return 0.0
    dearest = 0.0
    for (x, query), (y, candidate) in (((a, read_a), (b, read_b)), ((b, read_b), (a, read_a))):
        table = costs.between(x, y)
        codes = np.concatenate([scripts.place(y, candidate), np.zeros(scripts.WORD_LIMIT, dtype=np.uint8)])
        place = np.zeros(1, dtype=np.int32), np.array([len(candidate)], dtype=np.int32)
        whole, _, _ = costs.distances(table, scripts.place(x, query), codes, *place)
        dearest = max(dearest, float(whole[0]))
    by_unit = dearest / costs.SCALE / max(len(read_a), len(read_b))
    # Scripts without vowels cost about one natural logarithm a unit where nothing differs.
    allowed = 1.0 if a == b else 1.8
    return round(max(0.0, min(_LIKE, SUGGEST_THRESHOLD + 0.2 * (allowed - by_unit))), 4)
