"""The Claims pane: each claim as its status, date, outlet and speaker, and below them the sentence itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from store.queries.filters import Filter, Listing
from tui.commands import Place
from tui.keys import bindings
from tui.panes.list_pane import ListPane
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit, width_of, wrap
from tui.wording import CONFIDENCE_SIGNS, SIGNS, STATUS_SIGNS, shown_date

if TYPE_CHECKING:
    from store.queries.claims import ClaimRow
    from store.records import Span

_INDENT = "   "
_SENTENCE_LINES = 3


class ClaimsPane(ListPane):
    """Claims with their evidence, newest first."""

    BINDINGS = bindings(Place.CLAIMS, "screen.")
    listing: ClassVar = Listing.CLAIMS
    number: ClassVar = 4
    row_height: ClassVar = 1 + _SENTENCE_LINES

    def heads(self, width: int) -> Sequence[Piece]:
        pieces = [Piece(" "), self.head(fit("status", 11), "status"), Piece(" "), self.head(fit("date", 11), "date")]
        return [
            *pieces,
            Piece(" "),
            self.head(fit("outlet", max(6, width - 37)), "outlet"),
            self.head("confidence ", "confidence"),
        ]

    def lines(self, record: ClaimRow, width: int) -> Sequence[Sequence[Piece]]:
        return [_facts(record, width), *evidence_lines(record, width, _SENTENCE_LINES)]

    def filter_of(self, record: ClaimRow) -> Filter:
        from store.queries.filters import ArticleFilter

        return ArticleFilter(record.article_id, record.title)


def _facts(record: ClaimRow, width: int) -> list[Piece]:
    """Return the first line: status, date, outlet, speaker, confidence."""
    status = f" {STATUS_SIGNS[record.status]} {record.status}"
    right = f"{record.confidence} {CONFIDENCE_SIGNS[record.confidence]} "
    if record.verdict:
        right = ("✓ confirmed  " if record.verdict == "confirmed" else "✗ rejected  ") + right
    outlet = safe_text(record.outlet, 200) or "no outlet"
    said = f" · said by {safe_text(record.said_by, 200)}" if record.said_by else ""
    said += " · direction open" if record.undirected else ""
    room = max(4, width - 25 - width_of(right) - 1)
    return [
        Piece(fit(status, 12), "warning" if record.status == "denied" else "strong"),
        Piece(" "),
        Piece(fit(shown_date(safe_text(record.date, 40)) or "undated", 11), "strong"),
        Piece(" "),
        Piece(fit(outlet + said, room)),
        Piece(" "),
        Piece(right, "quiet"),
    ]


def evidence_lines(record: ClaimRow, width: int, most: int) -> list[list[Piece]]:
    """Return the evidence in at most ``most`` lines, its two sides and the word that says it marked."""
    marked = [(span, record.stance.value) for span in record.sides]
    if record.trigger is not None:
        marked.append((record.trigger, "trigger"))
    text, parts = _marked(record.evidence, marked)
    wrapped = wrap(text, max(10, width - 2 * len(_INDENT) + 1))
    lines = []
    for number, (start, end) in enumerate(wrapped[:most]):
        sign = Piece(f" {SIGNS[record.stance]} ", record.stance.value)
        pieces, at = [Piece(_INDENT) if number else sign], start
        while at < end:
            stop = at + 1
            while stop < end and parts[stop] == parts[at]:
                stop += 1
            pieces.append(Piece(text[at:stop], parts[at]))
            at = stop
        if number == most - 1 and len(wrapped) > most:
            pieces.append(Piece("…", "quiet"))
        lines.append(pieces)
    return lines


def _marked(evidence: str, marked: list[tuple[Span, str]]) -> tuple[str, list[str]]:
    """Return the evidence made safe, and the part that each of its characters is."""
    cuts = sorted({0, len(evidence), *(place for span, _ in marked for place in (span.start, span.end))})
    cuts = [cut for cut in cuts if 0 <= cut <= len(evidence)]
    text, parts = "", []
    for start, end in pairwise(cuts):
        piece = safe_text(evidence[start:end])
        part = next((part for span, part in marked if span.start <= start and end <= span.end), "")
        text += piece
        parts += [part] * len(piece)
    return text, parts
