"""The explorer's own themes, and what its extra colour names mean under any other theme.

These are the only places where colours stand as numbers. Hostile is vermilion and cooperative is blue, which people
with any kind of colour vision tell apart; glyphs and places carry the meaning without them.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="conflict-dark",
    primary="#7AA2C8",
    secondary="#9A8FB5",
    accent="#E0B46A",
    warning="#E0B46A",
    error="#E5734D",
    success="#7FB88F",
    foreground="#D5D8DC",
    background="#16191D",
    surface="#1B1F24",
    panel="#262C33",
    boost="#20252B",
    dark=True,
    variables={
        "hostile": "#F0805A",
        "cooperative": "#6FB4E8",
        "structural": "#B9A6DC",
        "territorial": "#D8BE6A",
        "quiet": "#858D96",
        "line": "#39414A",
        "cursor-row": "#2F4356",
        "blurred-row": "#262D35",
        "evidence": "#3A3524",
        "evidence-now": "#574B22",
        "found": "#5C4A6E",
        "scrollbar": "#39414A",
        "scrollbar-hover": "#4A5560",
        "scrollbar-active": "#7AA2C8",
        "scrollbar-background": "#1B1F24",
        "scrollbar-background-hover": "#1B1F24",
        "scrollbar-background-active": "#1B1F24",
        "scrollbar-corner-color": "#1B1F24",
        "border-blurred": "#39414A",
    },
)

LIGHT: Final = Theme(
    name="conflict-light",
    primary="#2B6CA3",
    secondary="#6B5B95",
    accent="#9A6700",
    warning="#9A6700",
    error="#C2410C",
    success="#2E7D4F",
    foreground="#24292F",
    background="#F4F3EF",
    surface="#FBFAF7",
    panel="#E9E7E0",
    boost="#EFEDE7",
    dark=False,
    variables={
        "hostile": "#B83A05",
        "cooperative": "#0B5FA5",
        "structural": "#6A4C93",
        "territorial": "#7A5C00",
        "quiet": "#6B7178",
        "line": "#CFCBC0",
        "cursor-row": "#CFE1F1",
        "blurred-row": "#E6E9EA",
        "evidence": "#F6EDC8",
        "evidence-now": "#F2DD8A",
        "found": "#E2D3F0",
        "scrollbar": "#CFCBC0",
        "scrollbar-hover": "#B8B4A8",
        "scrollbar-active": "#2B6CA3",
        "scrollbar-background": "#FBFAF7",
        "scrollbar-background-hover": "#FBFAF7",
        "scrollbar-background-active": "#FBFAF7",
        "scrollbar-corner-color": "#FBFAF7",
        "border-blurred": "#CFCBC0",
    },
)

HIGH_CONTRAST: Final = Theme(
    name="conflict-high-contrast",
    primary="#FFFFFF",
    secondary="#FFD54A",
    accent="#FFD54A",
    warning="#FFD54A",
    error="#FF8A5C",
    success="#8CFFB0",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#1A1A1A",
    boost="#101010",
    dark=True,
    variables={
        "hostile": "#FF9468",
        "cooperative": "#7CC7FF",
        "structural": "#D9C6FF",
        "territorial": "#FFE27A",
        "quiet": "#C8C8C8",
        "line": "#8A8A8A",
        "cursor-row": "#0050A0",
        "blurred-row": "#303030",
        "evidence": "#3D3600",
        "evidence-now": "#6B5E00",
        "found": "#6A2C91",
        "border-blurred": "#8A8A8A",
    },
)

THEMES: Final = (DARK, LIGHT, HIGH_CONTRAST)


def extra_variables(variables: dict[str, str]) -> dict[str, str]:
    """Return our colour names for a theme that does not define them, made of the names that every theme has."""
    return {
        "hostile": variables.get("text-error", variables["error"]),
        "cooperative": variables.get("text-primary", variables["primary"]),
        "structural": variables.get("text-secondary", variables["secondary"]),
        "territorial": variables.get("text-warning", variables["warning"]),
        "quiet": variables["foreground-muted"],
        "line": variables["border-blurred"],
        "cursor-row": variables["block-cursor-blurred-background"],
        "blurred-row": variables["boost"],
        "evidence": variables["warning-muted"],
        "evidence-now": variables["accent-muted"],
        "found": variables["secondary-muted"],
    }
