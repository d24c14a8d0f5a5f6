"""Lemmas of English words by irregular forms and suffix rules. The words are in data/lemmas.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

_HAS_VOWEL = re.compile("[aeiouy]+")


@dataclass(frozen=True, slots=True)
class _Words:
    """What data/lemmas.tsv lists."""

    irregular: dict[str, dict[str, str]] = field(default_factory=lambda: {"VERB": {}, "NOUN": {}, "ADJ": {}, "ADV": {}})
    listed: dict[str, set[str]] = field(
        default_factory=lambda: {"e": set(), "bare": set(), "double": set(), "positive": set()}
    )


@cache
def _words() -> _Words:
    words = _Words()
    with (Path(__file__).parent / "data" / "lemmas.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            kind, base, *forms = line.rstrip("\n").split("\t")
            if kind in words.irregular:
                lemmas = words.irregular[kind]
                lemmas.setdefault(base, base)
                lemmas.update(dict.fromkeys(forms[0].split() if forms else (), base))
            elif kind in words.listed:
                words.listed[kind].add(base)
    return words


@lru_cache(maxsize=1 << 14)
def lemma(word: str, upos: str) -> str:
    """Lemma of a word with a universal part of speech: of any string, never empty unless the word is.

    Verbs, auxiliaries and nouns come in lower case; proper nouns and all else as written, comparatives excepted.
    """
    lower = word.lower().replace("’", "'")
    kind = "VERB" if upos == "AUX" else upos
    irregular = _words().irregular
    if kind in irregular:
        if (known := irregular[kind].get(lower)) is not None:
            return known
        if kind == "VERB":
            return _verb(lower)
        if upos == "NOUN":
            return _noun(_short(word) or lower)
        if upos == "ADJ" and not word.islower() and not lower.endswith(("er", "est")):
            return word if word[1:].islower() and lower.endswith(_DEMONYM) else lower
        return _positive(lower)
    return word if upos in {"PROPN", "X", "SYM"} else lower


_CODES = frozenset(["TV", "IT", "HR", "DNA", "GIS", "USB", "CD", "DVD", "Q1", "Q2", "Q3", "Q4", "CO2"])
_DEMONYM = ("an", "ish", "ese", "i", "ite")


def _short(word: str) -> str:
    """Singular of acronyms in the plural ("RPGs", "T72s"), which keep their capitals; nothing for other words."""
    letters = word[:-1] if word.endswith("s") else word
    acronym = letters != word and len(letters) > 1 and letters.isupper()
    return letters if acronym or letters in _CODES or (len(word) == 1 and word != "I") else ""


_NOT_MEN = ("specimen", "regimen", "abdomen", "acumen", "omen", "hymen", "semen", "stamen", "yemen")


def _noun(word: str) -> str:
    if word[:1].isdigit():
        return word.replace("'", "")
    if word.endswith("'s") and len(word) > 2:
        return word[:-2]
    if word.endswith("men") and len(word) > 5 and (word.endswith("women") or not word.endswith(_NOT_MEN)):
        return word[:-2] + "an"
    if word.endswith(("wives", "knives")):
        return word[:-3] + "fe"
    if word.endswith(("bis", "dis", "fis", "his", "kis", "mis", "qis")) and len(word) > 4:  # jihadis, rabbis
        return word[:-1]
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("elves", "alves", "olves", "eaves")) and not word.endswith(("valves", "weaves")):
        return word[:-3] + "f"
    return _without_s(word)


def _without_s(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")) or (word.endswith("oes") and len(word) > 4):
        return word[:-2]
    return word[:-1]


def _positive(word: str) -> str:
    """The positive of a comparative or superlative; the word itself when it is none."""
    positives = _words().listed["positive"]
    for ending in ("er", "est"):
        stem = word.removesuffix(ending)
        if stem == word:
            continue
        if stem in positives:
            return stem
        if stem + "e" in positives:
            return stem + "e"
        if stem[:-1] in positives and stem[-1:] == stem[-2:-1]:
            return stem[:-1]
        if stem.endswith("i") and len(stem) > 3:
            return stem[:-1] + "y"
    return word


_PREFIX = re.compile(r"(?:re|co|pre)-|re|over|under|out|un|mis|fore|inter|dis|counter|pre|co")
# Not "sent" or "lying" with a prefix.
_NOT_PREFIXED = frozenset({"present", "resent", "relying"})


def _verb(word: str) -> str:
    if (prefixed := _prefixed(word)) is not None:
        return prefixed
    if word.endswith(("ing", "in'")) and len(word) > 4 and _HAS_VOWEL.search(word[:-3]):
        return _stem(word[:-3])
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed"):
        return word
    if word.endswith("ed") and len(word) > 3 and _HAS_VOWEL.search(word[:-2]):
        return _stem(word[:-2])
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return _without_s(word)
    return word


def _prefixed(word: str) -> str | None:
    """Base of an irregular verb with a prefix: "retook" is "retake" by "took"."""
    found = _PREFIX.match(word)
    if found is None or word in _NOT_PREFIXED:
        return None
    rest = word[found.end() :]
    known = _words().irregular["VERB"].get(rest)
    return found.group() + known if known and known != rest and min(len(rest), len(known)) > 2 else None


# Stems that lose an e before -ed and -ing, after the listed exceptions.
_LOSES_E = re.compile(
    r"""
    (?: [^k]?[cvzs]                      # force, arrive, seize, accuse
      | (?<!o)u                          # pursue
      | (?<!n)g                          # besiege, judge; but hang
      | (?:[^aeiou]ra|^ra|cha|sta)ng     # arrange, change
      | [bcdfgkptz]l                     # settle
      | (?:ent|ab|ib)r                   # centre
      | [aeiouy].*[^eo]at      # evacuate; but treat, float
      | ..iat                            # negotiate
      | (?<![oe])(?<!c)ur                # injure; but pour, occur
      | (?<![aeiou])[au]k                # take
    )$
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=1 << 12)
def _stem(stem: str) -> str:
    """The base of a verb from what stands before -ed or -ing."""
    listed = _words().listed
    if stem in listed["bare"]:
        return stem
    unprefixed = stem[found.end() :] if (found := _PREFIX.match(stem)) else stem
    if stem + "e" in listed["e"] or (len(unprefixed) > 2 and unprefixed + "e" in listed["e"]):
        return stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        return _undoubled(stem)
    if stem.endswith("ick") and len(stem) > 5:  # panicked, trafficking
        return stem[:-1]
    if stem.endswith("tz"):
        return stem
    return stem + "e" if _LOSES_E.search(stem) else stem


def _undoubled(stem: str) -> str:
    if stem in _words().listed["double"]:
        return stem
    if stem[-1] == "l":
        # kill, call, poll keep both; control, cancel, rebel do not.
        return stem if len(_HAS_VOWEL.findall(stem)) == 1 else stem[:-1]
    return stem if stem[-1] in "sfz" else stem[:-1]
