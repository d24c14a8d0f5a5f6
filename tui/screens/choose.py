"""A small question with a list of answers, filtered as you type."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from store.names import fold
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit
from tui.widgets.line_input import ListInput
from tui.widgets.windowed_list import WindowedList
from tui.wording import showing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """One answer: its words, a quiet note beside them, the value it stands for."""

    words: str
    value: T
    note: str = ""
    sign: str = ""


_AROUND: Final = 4
"""Lines of a dialog besides its answers: borders, the line to type in, and a free one."""
_LOWEST: Final = 8
_HIGHEST: Final = 24


class ChooseScreen(ModalScreen[T | None], Generic[T]):
    """Asks for one of many answers; escape means none. ``typed`` may make answers out of what is typed."""

    BINDINGS: ClassVar = [("escape", "leave", "back"), ("tab", "leave", "")]

    def __init__(
        self,
        title: str,
        answers: Sequence[Answer[T]],
        *,
        typed: Callable[[str], Sequence[Answer[T]]] | None = None,
        hint: str = "type to filter",
    ) -> None:
        super().__init__()
        self._title, self._answers, self._typed, self._hint = title, list(answers), typed, hint
        self._list = WindowedList(self._lines)

    def compose(self) -> ComposeResult:
        with Vertical(id="question") as box:
            box.border_title = Content(safe_text(self._title, 200))
            yield ListInput(self._list, hint=self._hint)
            yield self._list

    def on_mount(self) -> None:
        self._list.can_focus = False
        self._show("")

    def add_answers(self, answers: Sequence[Answer[T]]) -> None:
        """Offer more answers, such as those that had to be read first."""
        self._answers += answers
        self._show(self.query_one(Input).value)

    def _show(self, text: str) -> None:
        made = list(self._typed(text)) if self._typed and text.strip() else []
        words = fold(text).split()
        found = made + [answer for answer in self._answers if _matches(answer, words)]
        self._list.records.clear()
        self._list.add_records(dict(enumerate(found)))
        self._list.set_ids(array("q", range(len(found))), keep=False)
        # As high as what there is to choose from, and no smaller for what is typed.
        self.query_one("#question").styles.height = min(_HIGHEST, max(_LOWEST, len(self._answers) + _AROUND))
        self.query_one("#question").border_subtitle = showing(len(found), max(len(self._answers), len(found)))

    @staticmethod
    def _lines(answer: Answer[Any], width: int) -> Sequence[Sequence[Piece]]:
        note = safe_text(answer.note, 100)
        room = max(4, width - len(note) - 6)
        words = fit(safe_text(answer.words, 300), room)
        return [[Piece(f" {answer.sign or ' '} ", "quiet"), Piece(words), Piece(f"  {note}", "quiet")]]

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        record = self._list.current_record
        if record is not None:
            self.dismiss(record.value)

    @on(WindowedList.Moved)
    def _clicked_once(self, event: WindowedList.Moved) -> None:
        event.stop()

    @on(WindowedList.Chosen)
    def _chosen(self, event: WindowedList.Chosen) -> None:
        event.stop()
        self._submitted()

    @on(WindowedList.Wanted)
    def _nothing_to_fetch(self, event: WindowedList.Wanted) -> None:
        event.stop()

    def action_leave(self) -> None:
        self.dismiss(None)


def _matches(answer: Answer[Any], words: list[str]) -> bool:
    folded = fold(answer.words)
    return all(word in folded for word in words)
