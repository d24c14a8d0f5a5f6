"""How the parts of a line look, by name: colours of the theme and text styles.

Lists of many parts take them from here and not from component classes, each of which costs a styled node in every list
before the first frame is painted.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.widget import Widget


class Look(NamedTuple):
    """Names of theme colours for letters and background (empty: as it is), and whether bold, underlined."""

    colour: str = ""
    background: str = ""
    bold: bool | None = None
    underline: bool | None = None


LOOKS: Final[dict[str, Look]] = {
    "cursor": Look(background="cursor-row", bold=True),
    "blurred": Look(background="blurred-row"),
    "quiet": Look("quiet"),
    "strong": Look(bold=True),
    "accent": Look("accent"),
    "warning": Look("hostile", bold=True),
    "trigger": Look(underline=True),
    "hostile": Look("hostile"),
    "cooperative": Look("cooperative"),
    "structural": Look("structural"),
    "territorial": Look("territorial"),
    "entity-0": Look("cooperative"),
    "entity-1": Look("hostile"),
    "entity-2": Look("structural"),
    "entity-3": Look("success"),
    "entity-4": Look("territorial"),
    "entity-5": Look("primary"),
}


def style_of(widget: Widget, parts: str) -> Style:
    """Return the style of a widget's text with some parts laid over it, their names apart by spaces."""
    style = widget.rich_style
    for name in parts.split():
        look = LOOKS[name]
        background = _colour(widget, look.background)
        # Themes of the terminal's own colours have none for the row under the cursor: it stands out by being turned.
        turned = True if name == "cursor" and background == "default" else None
        style += Style(
            color=_colour(widget, look.colour), bgcolor=background,
            bold=look.bold, underline=look.underline, reverse=turned,
        )  # fmt: skip
    return style


def _colour(widget: Widget, name: str) -> str | None:
    """Return a theme colour as the terminal gets it, laid over the widget's background where it is translucent."""
    if not name:
        return None
    value = widget.app.theme_variables.get(name)
    if value is None:
        return None
    try:
        colour = Color.parse(value)
    except ColorParseError:  # the terminal's own colours cannot be thinned: "ansi_default 50%"
        colour = Color.parse(value.split()[0])
    if colour.ansi is None and colour.a < 1:
        colour = widget.background_colors[1] + colour
    return colour.rich_color.name
