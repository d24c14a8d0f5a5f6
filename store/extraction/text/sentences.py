"""Split a text into sentences, by rule: full stops, lines, and what does not end a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from store.extraction.text.lost_stops import SHORTEST_RUN, lost_sentences
from store.records import Span

# A text without a full stop is cut so that no step meets a sentence of any length.
LONGEST_SENTENCE: Final = 4000
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt brig adm cmdr sen rep gov st mt ft jr sr hon rev messrs pte cpl"
    " jan feb mar apr jun jul aug sep sept oct nov dec vs etc no nos vol pp fig al approx dept est inc ltd corp co"
    " u.s u.k u.n e.g i.e a.m p.m ph.d viz cf ca".split()
)
_BREAK: Final = re.compile(
    r"(?P<stop>[.!?…]+[\"'”’»)\]]*)(?=\s)"
    r"|(?P<glued>(?<=[a-z0-9)\"”’])\.(?=[A-Z][a-z]))"  # "Turkey.The town": a lost space
    r"|(?P<line>\n)"
    r"|(?P<foreign>[。！？۔؟।]+)"
)
# Every break begins with one of these: looking for them first is ten times faster.
_BREAK_STARTS: Final = re.compile(r"[.!?…\n。！？۔؟।]")
_INITIAL: Final = re.compile(r"(?:^|[\s(.\"“])[A-Z]$")


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the white space around them; they cover all that is not white space."""
    spans: list[Span] = []
    start = 0
    for match in _breaks(text):
        if match.lastgroup == "stop" and not _ends(text, start, match.start(), match.end()):
            continue
        if match.lastgroup == "line" and _runs_on(text, match.start(), match.end()):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _breaks(text: str) -> Iterator[re.Match[str]]:
    """What :data:`_BREAK` finds, in order."""
    after = 0
    for sign in _BREAK_STARTS.finditer(text):
        if sign.start() >= after and (match := _BREAK.match(text, sign.start())) is not None:
            yield match
            after = match.end()


def _ends(text: str, start: int, stop: int, after: int) -> bool:
    if text[stop] != "." or after - stop > 1:
        return True
    word = text[max(start, stop - 24) : stop].split()[-1:] or [""]
    bare = word[0].strip("\"'“”‘’([").lower()
    following = text[after : after + 48].lstrip()
    if bare in _ABBREVIATIONS:
        # "in the U.S. The army": a sentence may end with these, but not with a title
        return (
            "." in bare and following[:1].isupper() and following.split()[0].lower() in {"the", "in", "on", "it", "a"}
        )
    if _INITIAL.search(text[max(start, stop - 3) : stop]):
        return False
    return not following[:1].islower()


def _runs_on(text: str, line: int, after: int) -> bool:
    """Whether a line break stands inside a sentence: hard-wrapped text goes on with a small letter."""
    before = text[max(0, line - 1) : line]
    following = text[after : after + 1]
    return before not in ("", ".", "\n", ":", "!", "?") and following.islower()


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Add what stands between two breaks: mostly a sentence, several where full stops were lost."""
    if end - start >= SHORTEST_RUN:
        for begun in [start + offset for offset in lost_sentences(text[start:end])]:
            _add_sentence(spans, text, start, begun)
            start = begun
    _add_sentence(spans, text, start, end)


def _add_sentence(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        spans.append(Span(start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        spans.append(Span(start, end))
