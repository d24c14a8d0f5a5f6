"""Find the runs of capitals in a sentence that can be names, and tell which sentences are headlines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from store.extraction.lexicon.words import words_of
from store.extraction.text.tokens import Tokens

_POSSESSORS: Final = frozenset(
    "people peoples workers women farmers peasants citizens children students lord patriots soldiers veterans".split()
)
# Officers of justice whose possessive stands inside the name of what they head: "Attorney General's Office".
_OFFICERS: Final = frozenset(
    "general prosecutor prosecutors attorney ombudsman comptroller president governor sheriff mayor secretary coroner"
    " procurator".split()
)
SEATS: Final = frozenset({"office", "bureau", "ministry", "directorate", "department"})
_LETTERS: Final = str.isalpha


def is_headline(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a sentence writes (nearly) every long word with a capital, so that capitals tell nothing in it."""
    capitals = smalls = 0
    small = _small_words()
    end = last + 1
    # Behind a full stop a sentence of many names is no line without its verb.
    most = 0 if tokens.text[last] == "." else (end - first) // 8
    for shape, text, low in zip(tokens.shape[first:end], tokens.text[first:end], tokens.low[first:end], strict=True):
        if shape == "w":
            if len(text) > 2 and low not in small:
                smalls += 1
                if smalls > most:
                    return False
        elif (shape == "C" and len(text) > 3) or (shape == "A" and len(text) > 5):
            capitals += 1
    return capitals >= 3 and smalls * 8 < capitals


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    return words_of("preposition") | words_of("determiner") | words_of("coordinator")


def capital_runs(tokens: Tokens, first: int, last: int, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """The longest runs of capitalised words between two tokens, joiners such as "of" and "al-" inside."""
    articles = words_of("article_arabic")
    after = first
    for i in range(first, last + 1):
        shape = tokens.shape[i]
        if i < after or shape in "ps" or (shape == "w" and tokens.low[i] not in articles and _LETTERS(tokens.text[i])):
            continue
        start = _run_start(tokens, i, last, taken)
        if start < 0:
            continue
        k = start
        while (following := _next(tokens, k, last, taken)) > k:
            k = following
        yield i, k
        after = k + 1


def _run_start(tokens: Tokens, i: int, last: int, taken: list[bool]) -> int:
    """The first capitalised token of a run that begins at ``i`` ("al-Araby" begins at its article), or -1."""
    if taken[i]:
        return -1
    if tokens.shape[i] in "CA" and tokens.text[i] not in {"I", "A"}:
        return i
    if tokens.low[i] in words_of("article_arabic") and tokens.shape[i] == "w":
        j = i + 1
        if j < last and tokens.text[j] == "-" and tokens.glued[j]:
            j += 1
            return j if tokens.shape[j] in "CA" and not taken[j] and tokens.glued[j] else -1
        if tokens.low[i] == "al" and j <= last and tokens.shape[j] == "C" and not taken[j]:
            return j
    if tokens.shape[i] in "dw" and _is_ordinal(tokens.text[i]) and i < last:
        j = i + 1
        while j < min(i + 4, last) and tokens.shape[j] == "C" and not taken[j]:
            if tokens.low[j] in words_of("group_head"):
                break
            j += 1
        if tokens.shape[j] == "C" and tokens.low[j] in words_of("group_head") and not taken[j]:
            return i
    return -1


def _is_ordinal(word: str) -> bool:
    return word[:-2].isdigit() and word[-2:] in {"st", "nd", "rd", "th"}


def _next(tokens: Tokens, k: int, last: int, taken: list[bool]) -> int:
    """The next capitalised token that goes on with the run at ``k``, or ``k`` itself."""
    j = k + 1
    if j > last or taken[j]:
        return k
    shape = tokens.shape[j]
    if shape in "CA":
        return k if _opens_sentence(tokens, j) else j
    if (
        tokens.text[j] == "."
        and tokens.glued[j]
        and j < last
        and len(tokens.text[k]) <= 5
        and tokens.shape[j + 1] == "C"
    ):
        # "Gen. Joseph", "Gary J. Volesky"
        short = len(tokens.text[k]) == 1 or tokens.low[k] in words_of("title") or tokens.text[k] in {"St", "Ste", "Mt"}
        return j + 1 if short and not taken[j + 1] else k
    if (
        tokens.text[j] in "-–"
        and j + 1 < last
        and not tokens.glued[j]
        and tokens.low[k] in bodies()
        and tokens.shape[j + 1] == "C"
    ):
        # "Tijuana Cartel - New Generation"
        return (
            j + 1
            if not taken[j + 1] and tokens.low[j + 1] in {"new", "operation", "general", "real", "red", "political"}
            else k
        )
    if tokens.text[j] == "-" and j < last and tokens.glued[j] and tokens.glued[j + 1] and not taken[j + 1]:
        return (
            j + 1
            if tokens.shape[j + 1] in "CAd" and tokens.shape[j + 1] != "d"
            else _hyphen_article(tokens, j, last, taken, k)
        )
    if (tokens.shape[j] == "s" or tokens.text[j] in "'’") and tokens.low[k] in _POSSESSORS:
        # "People's Party", "Workers' Front": whose it is belongs to its name
        return j + 1 if j < last and tokens.shape[j + 1] == "C" and not taken[j + 1] else k
    if tokens.shape[j] == "s" and tokens.low[k] in _OFFICERS and j < last and tokens.low[j + 1] in SEATS:
        return j + 1 if tokens.shape[j + 1] == "C" and not taken[j + 1] else k
    if tokens.text[j] in '"“”' and j + 1 < last and tokens.shape[j + 1] in "CA":
        return _nickname(tokens, j, last, k)
    if _title_preposition(tokens, k) and tokens.text[j] == "the" and j < last and tokens.shape[j + 1] == "C":
        # "Behind the News": in the middle of a sentence only a title writes its preposition with a capital
        return k if taken[j + 1] else j + 1
    # joiners, at most three of them ("Front for the Liberation of", "Hay'at Tahrir al-Sham")
    m = j
    while m <= last and m - j < 4 and not taken[m]:
        if tokens.shape[m] in "CA" and m > j:
            return m
        if not _joins(tokens, k, m):
            return k
        m += 1
    return k


def _title_preposition(tokens: Tokens, k: int) -> bool:
    """Whether a preposition with a capital stands in the middle of a sentence: "told Behind the Lines News"."""
    return k > 0 and tokens.shape[k] == "C" and tokens.shape[k - 1] == "w" and tokens.low[k] in words_of("preposition")


def _opens_sentence(tokens: Tokens, j: int) -> bool:
    """Whether a capitalised word begins a sentence whose full stop was lost: "... Dhaka The attackers ..."."""
    low = tokens.low[j]
    if (low in words_of("opener") or low in words_of("adverb")) and tokens.shape[j] == "C":
        following = tokens.shape[j + 1] if j + 1 < len(tokens) else "p"
        if low == "police" and j > 1 and tokens.low[j - 2] in {"the", "by", "with"}:
            return False  # "arrested by the Palamu Police"
        return following != "C" or low in {"the", "in", "on", "he", "she", "it", "they", "at", "a", "an"}
    return False


def _hyphen_article(tokens: Tokens, j: int, last: int, taken: list[bool], k: int) -> int:
    """Read "Lashkar-e-Taiba", "Tehrik-i-Taliban": small words between hyphens; and "Ban Ki-moon"."""
    if tokens.low[j + 1] in words_of("name_tail") and k > 0 and tokens.shape[k - 1] == "C":
        return j + 1
    if j + 3 <= last and tokens.low[j + 1] in words_of("name_joiner") and tokens.text[j + 2] == "-":
        return j + 3 if tokens.shape[j + 3] in "CA" and not taken[j + 3] else k
    return k


def _nickname(tokens: Tokens, quote: int, last: int, k: int) -> int:
    """Read a nickname inside a name: Pedro "El Viejo" Ramos."""
    m = quote + 1
    while m <= min(last, quote + 4):
        if tokens.text[m] in '"“”' and m < last and tokens.shape[m + 1] == "C":
            return m + 1
        if tokens.shape[m] not in "CAw":
            return k
        m += 1
    return k


def _joins(tokens: Tokens, k: int, m: int) -> bool:
    low = tokens.low[m]
    if tokens.text[m] == "-":
        return tokens.glued[m] and tokens.low[m - 1] in words_of("name_joiner")
    if tokens.shape[m] != "w":
        return False
    if low == "of":
        return tokens.low[m - 1] in bodies() or tokens.low[m - 1] in words_of("takes_of")
    if low in words_of("name_joiner"):
        return low not in {"at", "as", "an", "us"} or tokens.text[m + 1 : m + 2] == ["-"]
    before = tokens.low[m - 1]
    if low == "the":
        return before in {"of", "for", "in", "to"}
    if low in {"for", "against"}:
        return tokens.low[k] in bodies()
    return low == "and" and _inside_body(tokens, k)


def _inside_body(tokens: Tokens, k: int) -> bool:
    """Whether "and" may stand inside a name: "Office on Drugs and Crime", "Ministry of Trade and Industry"."""
    return k >= 2 and tokens.low[k - 1] in {"of", "for", "on"} and tokens.low[k - 2] in bodies()


@lru_cache(maxsize=1)
def bodies() -> frozenset[str]:
    """The heads of names of bodies: organizations, state bodies and groups."""
    return words_of("org_head") | words_of("state_head") | words_of("group_head")
