"""What a pane says where nothing passes: everything that narrows it, and the keys that take that away."""

from __future__ import annotations

from typing import Final

from store.queries.filters import Listing
from tui.commands import COMMANDS
from tui.reports.text import hanging, wrapped
from tui.safe_text import safe_text
from tui.state import Request
from tui.widgets.cells import Piece

_LABEL_SHOWN: Final = 200


def why_empty(listing: Listing, request: Request, width: int) -> list[list[Piece]]:
    """Return the lines of an empty pane: one for each part of the question, then how to get rid of it."""
    parts = [safe_text(part.label, _LABEL_SHOWN) for part in request.filters]
    if request.text:
        parts.append(f"typed “{safe_text(request.text, _LABEL_SHOWN)}”")
    if not parts:
        return wrapped([Piece(f"There are no {listing} in this store.", "quiet")], width)
    told = f"No {listing} pass {'this' if len(parts) == 1 else 'all of this'}:"
    lines = wrapped([Piece(told, "quiet")], width)
    for part in parts:
        lines += hanging([Piece("  · ", "quiet")], [Piece(part)], width)
    return [*lines, [], *wrapped(_ways_out(request), width)]


def _ways_out(request: Request) -> list[Piece]:
    ways = []
    if request.text:
        ways.append([Piece(_key("typing.clear"), "strong"), Piece(" clears what is typed", "quiet")])
    if request.filters:
        last = "it" if len(request.filters) == 1 and not request.text else "the last part of the second line"
        ways.append([Piece(_key("explorer.remove_last"), "strong"), Piece(f" removes {last}", "quiet")])
    if len(request.filters) > 1:
        ways.append([Piece(_key("explorer.remove_all"), "strong"), Piece(" removes everything", "quiet")])
    pieces = [piece for way in ways for piece in (*way, Piece(", ", "quiet"))]
    return [*pieces[:-1], Piece(".", "quiet")]


def _key(command: str) -> str:
    return next(known.first_key for known in COMMANDS if known.id == command)
