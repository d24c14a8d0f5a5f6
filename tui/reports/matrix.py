"""The marks of the matrix, and the matrix as lines of plain text."""

from __future__ import annotations

from typing import Final

from store.queries.matrix import Cell, Matrix
from tui.safe_text import safe_text
from tui.widgets.cells import fit, width_of

MANY_OUTLETS: Final = 3
"""Outlets from which a mark is a filled one."""
_CELL: Final = 3
_MOST_NAME: Final = 26
_FEWEST_COLUMNS: Final = 4


def mark(cell: Cell | None) -> tuple[str, str]:
    """Return the mark of a cell and its part: ``o`` and ``●`` cooperative, ``x`` and ``X`` hostile, ``±`` both."""
    if cell is None or not (cell.cooperative or cell.hostile):
        return "·", "quiet"
    if cell.cooperative and cell.hostile:
        return "±", "territorial strong"
    many = cell.outlets >= MANY_OUTLETS
    if cell.cooperative:
        return ("●" if many else "o"), "cooperative strong"
    return ("X" if many else "x"), "hostile strong"


def matrix_text(found: Matrix, width: int) -> list[str]:
    """Return the matrix as lines, each band as many columns as fit into a width; 0 is any width."""
    cell = max(_CELL, len(str(len(found.ids))) + 1)
    names = [safe_text(name, 100) for name in found.names]
    room = min(_MOST_NAME, max(map(width_of, names)))
    at_once = len(names) if not width else max(_FEWEST_COLUMNS, (width - room - 4) // cell)
    lines: list[str] = []
    for first in range(0, len(names), at_once):
        columns = range(first, min(first + at_once, len(names)))
        lines += [""] if lines else []
        lines.append(" " * (room + 4) + "".join(f"{column + 1:>{cell}}" for column in columns))
        for row, name in enumerate(names):
            marks = (
                " -" if row == column else " " + mark(found.cell(found.ids[row], found.ids[column]))[0]
                for column in columns
            )
            lines.append(f"{row + 1:>3} {fit(name, room)}" + "".join(f"{sign:>{cell}}" for sign in marks))
    return lines
