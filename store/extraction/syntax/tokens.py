"""Tokens of an English sentence, after the conventions of the Universal Dependencies treebanks EWT and GUM.

Clitics are split ("do n't", "Syria 's"), so are compounds with a hyphen ("Turkey - backed"). Kept whole, unlike in the
treebanks, are Arabic and Persian names ("al-Aqsa", "Tehreek-e-Taliban") and type names ("AK-47", "MS-13").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """Offsets of a token in its sentence, in code points, end exclusive."""

    start: int
    end: int


# Letters, digits, underscore, and the marks that scripts put on letters, which \w leaves out.
_W = (
    r"[\w\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0903\u093a-\u094f\u200c\u200d]"
)
_APOSTROPHE = "['’ʼ`´‘]"
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Cpl|Sgt|Adm|Brig|Cmdr|Gov|Sen|Rep|Prof|St|Jr|Sr|Inc|Corp|Co|Ltd|Bros|vs|etc|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Ft|Mt|al|Rev|Hon|Dept|approx|Pvt|Pres|Amb|Msgr|Fr|Sh|Ave|Blvd"
)

_TOKEN = re.compile(
    rf"""
    (?P<url> (?:https?://|www\.)\S+ )
  | (?P<mail> [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}})+ )
  | (?P<date> \d{{4}}-\d\d-\d\d(?!\w) | \d\d-\d\d-\d{{4}}(?!\w) | (?:\d-)?\d{{3}}-(?:\d{{3}}-)?\d{{4}}(?!\w) )
  | (?P<number> \d+(?:[.,:/]\d+)+ (?:s|st|nd|rd|th)?(?!{_W}) | \.\d+(?!{_W}) )
  | (?P<measure> \d+(?:[.,]\d+)?(?=(?:[ap]m|[AP]M|kms?|kgs?|[cm]m|mph|bn|tn|[kKmM])(?!{_W})) )
  | (?P<initials> (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!{_W}))? | [A-Z]\.(?=\s+[A-Z]) )
  | (?P<abbreviation> (?:{_ABBREVIATIONS})\.(?=\s*\S) )
  | (?P<ordinal> [Nn]o\.(?=\s*\d) )
  | (?P<word> {_W}+(?:{_APOSTROPHE}{_W}+)*(?:[-‐‑]{_W}+(?:{_APOSTROPHE}{_W}+)*)* )
  | (?P<clitic> {_APOSTROPHE}(?:s|S)(?!{_W}) )
  | (?P<sign> \.{{2,}} | -{{2,}} | [!?]+ | '' | `` | << | >> | \*+ | =+ | \#+ | \S )
    """,
    re.VERBOSE,
)

_CLITIC = re.compile(rf"(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|m|re|ve|ll|d))$", re.IGNORECASE)
_DECADE = re.compile(rf"\d+{_APOSTROPHE}s$")
_NEGATION = re.compile(r"(?:do|does|did|wo|would|could|should|is|are|was|were|has|have|had|ca)(nt)$", re.IGNORECASE)
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}

_PARTICLES = frozenset(
    ["al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az", "es", "ez", "ed", "e", "i", "abu", "bin", "ibn"]
)
_INNER = frozenset(["e", "i", "ul", "al", "ad", "el", "ur", "ut", "us", "uz"])
_PREFIXES = frozenset(
    [
        "non",
        "anti",
        "pro",
        "pre",
        "post",
        "co",
        "ex",
        "re",
        "mid",
        "multi",
        "semi",
        "sub",
        "neo",
        "e",
        "counter",
        "cross",
        "mini",
        "inter",
        "intra",
        "ultra",
        "pan",
        "trans",
        "vice",
        "un",
        "mega",
        "micro",
        "macro",
        "pseudo",
        "quasi",
        "arch",
        "socio",
        "geo",
        "bio",
        "para",
        "over",
        "under",
        "hyper",
        "extra",
    ]
)
# "AK" of "AK-47", "Su" of "Su-24M", "MiG" of "MiG-23".
_TYPE_NAME = re.compile(r"(?:[A-Z]{1,3}[a-z]?|[A-Z][a-z][A-Z]?)$")
# "ISIS-K", "FARC-EP": a wing's letters after an acronym, but not two parties as in "PKK-US".
_ACRONYM = re.compile(r"[A-Z]{3,}$")
_WING = re.compile(r"(?!US|UN|UK|EU|IS)[A-Z]{1,2}$")
_TRAILING = "\"'.,;:!?)]}>”’»…"


def tokenize(sentence: str) -> list[Token]:
    """Tokens of a sentence in order. They never overlap and cover everything but white space; of any string."""
    return list(_tokens(sentence))


def _tokens(sentence: str) -> Iterator[Token]:
    position = 0
    while (found := _TOKEN.search(sentence, position)) is not None:
        start, end = found.span()
        kind = found.lastgroup
        if kind == "word":
            yield from _word(sentence, start, end)
        else:
            if kind == "url":
                end = start + len(found.group().rstrip(_TRAILING))
            yield Token(start, end)
        position = end


def _word(sentence: str, start: int, end: int) -> Iterator[Token]:
    """Split a run of letters, apostrophes and hyphens at its hyphens, then each part at its clitic."""
    parts: list[tuple[int, int]] = []
    position = start
    for found in re.finditer("[-‐‑]", sentence[start:end]):
        parts.append((position, start + found.start()))
        position = start + found.end()
    parts.append((position, end))
    texts = [sentence[a:b] for a, b in parts]
    begin = start
    for i, (_, part_end) in enumerate(parts):
        last = i == len(parts) - 1
        if not last and _keeps_hyphen(texts, i):
            continue
        yield from _clitics(sentence, begin, part_end)
        if not last:
            yield Token(part_end, part_end + 1)
            begin = part_end + 1


def _keeps_hyphen(parts: list[str], i: int) -> bool:
    """Whether the hyphen after part `i` stays inside a token."""
    left, right = parts[i], parts[i + 1]
    if left.lower() in _PARTICLES and (right[:1].isupper() or left[:1].isupper()):
        return True
    if left.lower() in _PREFIXES and i == 0 and right[:1].isalnum():
        return True
    if right.lower() in _INNER and i + 2 < len(parts) and left[:1].isupper():
        return True
    if _ACRONYM.match(left) and _WING.match(right):
        return True
    return _TYPE_NAME.match(left) is not None and right[:1].isdigit()


def _clitics(sentence: str, start: int, end: int) -> Iterator[Token]:
    word = sentence[start:end] if end - start <= 40 else sentence[end - 40 : end]
    cut = 0
    if found := _CLITIC.search(word):
        cut = 0 if _DECADE.search(word) else len(word) - found.start()
    elif found := _NEGATION.fullmatch(word):
        cut = 2
    elif word.lower() in _FUSED:
        cut = len(word) - _FUSED[word.lower()]
    if 0 < cut < end - start:
        yield Token(start, end - cut)
        yield Token(end - cut, end)
    else:
        yield Token(start, end)
