"""Editing the evidence of a claim: the two ends of the stretch are moved through the article's text."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen

from store.queries.connections import Connections
from store.queries.reading import text_around
from store.records import Span
from tui.commands import Place
from tui.keys import bindings
from tui.messages import StoreFailed
from tui.reports.text import marked_text, wrapped
from tui.safe_text import safe_text
from tui.widgets.cells import Piece
from tui.widgets.piece_view import PieceView
from tui.workers import AsksStore

_AROUND: Final = 3000
"""Characters of the text before and after the evidence within which its ends can be moved."""
_WORD: Final = re.compile(r"\S+")
_SENTENCE_END: Final = re.compile(r"[.!?؟。]['\"”’»)]*(?=\s|$)|\n")
_EDGES: Final = ("beginning", "end")


class TextRead(Message, bubble=False):
    """A part of the article's text is there."""

    def __init__(self, text: str, offset: int) -> None:
        super().__init__()
        self.text, self.offset = text, offset


class SpanScreen(AsksStore, ModalScreen[tuple[int, int] | None]):
    """Ends with the offsets of the stretch that is to be the evidence, or with None where it was left."""

    BINDINGS = bindings(Place.EVIDENCE)
    places: ClassVar = (Place.EVIDENCE,)

    def __init__(self, connections: Connections, article_id: int, start: int, end: int) -> None:
        super().__init__()
        self._connections, self._article_id = connections, article_id
        self._asked = (start, end)
        self.start, self.end = start, end
        self.edge = 1
        self.text: str | None = None
        self._offset = 0
        self._view = PieceView(id="span-text")

    def compose(self) -> ComposeResult:
        with Vertical(id="span") as box:
            box.border_title = "Evidence"
            yield self._view

    def on_mount(self) -> None:
        self.ask("span", partial(self._read, *self._asked))

    def _read(self, start: int, end: int) -> None:
        def question(connection: sqlite3.Connection) -> TextRead:
            return TextRead(*text_around(connection, self._article_id, start, end, _AROUND))

        self.answer(self._connections, "span", question)

    @on(StoreFailed)
    def _tell_failure(self, message: StoreFailed) -> None:
        self.notify(safe_text(message.reason), title="The text cannot be read", severity="error", markup=False)

    @on(TextRead)
    def _show(self, message: TextRead) -> None:
        self.text, self._offset = message.text, message.offset
        self.start, self.end = self._asked[0] - message.offset, self._asked[1] - message.offset
        self._draw()

    def _draw(self) -> None:
        box = self.query_one("#span")
        box.border_subtitle = f"moving the {_EDGES[self.edge]} · Tab the other · Enter saves · Esc leaves"
        self._view.show(self._lines, follow=self._place)

    def _lines(self, width: int) -> Sequence[Sequence[Piece]]:
        text = self.text or ""
        before, evidence, after = text[: self.start], text[self.start : self.end], text[self.end :]
        opening, closing = ("▶[", "]") if self.edge == 0 else ("[", "]◀")
        pieces = [
            Piece(safe_text(before), "quiet"),
            Piece(opening, "accent strong"),
            *marked_text(evidence, [(Span(0, len(evidence)), "strong", "")]),
            Piece(closing, "accent strong"),
            Piece(safe_text(after), "quiet"),
        ]
        return wrapped(pieces, width)

    def _place(self, lines: Sequence[Sequence[Piece]]) -> int:
        """Return the line that the moved end stands on."""
        sign = "▶[" if self.edge == 0 else "]◀"
        return next((n for n, line in enumerate(lines) if any(sign in p.text for p in line)), 0)

    def action_other_end(self) -> None:
        self.edge = 1 - self.edge
        self._draw()

    def action_word(self, step: int) -> None:
        words = [found.span() for found in _WORD.finditer(self.text or "")]
        self._move_to([word[self.edge] for word in words], step)

    def action_letter(self, step: int) -> None:
        self._move_to([(self.start, self.end)[self.edge] + step], step)

    def action_sentence(self, step: int) -> None:
        text = self.text or ""
        ends = [found.end() for found in _SENTENCE_END.finditer(text)]
        if self.edge == 1:
            places = [*ends, len(text)]
        else:
            starts = [0, *(end + len(text[end:]) - len(text[end:].lstrip()) for end in ends)]
            places = [start for start in starts if start < len(text)]
        self._move_to(places, step)

    def _move_to(self, places: Sequence[int], step: int) -> None:
        """Move the edge to the next of some places in a direction, as long as something stays between the two."""
        if self.text is None:
            return
        here = (self.start, self.end)[self.edge]
        beyond = [place for place in places if (place > here if step > 0 else place < here)]
        if not beyond:
            return
        place = min(beyond) if step > 0 else max(beyond)
        if self.edge == 0 and 0 <= place < self.end:
            self.start = place
        elif self.edge == 1 and self.start < place <= len(self.text):
            self.end = place
        self._draw()

    def action_save(self) -> None:
        if self.text is not None:
            self.dismiss((self.start + self._offset, self.end + self._offset))

    def action_leave(self) -> None:
        self.dismiss(None)
