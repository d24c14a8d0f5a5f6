from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit, fit_line, wrap

texts = st.text(st.characters(codec="utf-8")).map(safe_text)


@given(texts, st.integers(1, 60), st.booleans())
def test_a_fitted_text_takes_exactly_its_cells(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right=right)) == width


@given(st.lists(texts, max_size=6), st.integers(1, 60))
def test_fitted_pieces_take_exactly_the_line(pieces: list[str], width: int) -> None:
    assert sum(cell_len(piece.text) for piece in fit_line([Piece(text) for text in pieces], width)) == width


def test_a_cut_is_shown() -> None:
    assert fit("Ahrar al-Sham", 8) == "Ahrar a…"


@given(texts, st.integers(10, 60))
def test_wrapped_lines_cover_the_text_in_order(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(text[start:end] for start, end in lines) == text


@given(texts, st.integers(10, 60))
def test_no_wrapped_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(cell_len(text[start:end].rstrip()) <= width for start, end in wrap(text, width))


def test_lines_break_between_words() -> None:
    text = "The group withdrew from the town after heavy shelling"
    assert [text[start:end].rstrip() for start, end in wrap(text, 20)] == [
        "The group withdrew",
        "from the town after",
        "heavy shelling",
    ]
