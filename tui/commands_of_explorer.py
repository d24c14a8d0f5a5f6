"""The commands of the explorer's panes, of lists and of the line in which a filter is typed."""

from __future__ import annotations

from typing import Final

from tui.command import Command, Place

_E = Place.EXPLORER

EXPLORER_COMMANDS: Final[tuple[Command, ...]] = (
    # What Enter does differs by pane, so it is declared for each.
    Command("open", ("enter",), Place.ARTICLES, "Read the article", "read the article", "read", palette=False),
    Command(
        "open",
        ("enter",),
        Place.GROUPS,
        "Relationships of the group",
        "go on to the group's relationships",
        "relationships",
        palette=False,
    ),
    Command(
        "open",
        ("enter",),
        Place.RELATIONSHIPS,
        "Claims of the relationship",
        "go on to the sentences that claim it",
        "claims",
        palette=False,
    ),
    Command(
        "open",
        ("enter",),
        Place.CLAIMS,
        "Read the sentence in its article",
        "read it in its article",
        "read",
        palette=False,
    ),
    Command("back", ("escape",), _E, "Go back one step", "go back one step: text, selection, kept filter", "back"),
    Command(
        "filter_text", ("slash",), _E, "Filter this pane as you type", "filter the focused pane as you type", "filter"
    ),
    Command(
        "narrow",
        ("f",),
        _E,
        "Narrow by stance, kind, outlet, dates …",
        "narrow by stance, kind, status, relation, outlet, dates …",
        "narrow",
    ),
    Command(
        "keep",
        ("space",),
        _E,
        "Keep the selection as a filter",
        "keep the selection as a filter and go on from there",
        "keep",
    ),
    Command("remove_last", ("x",), _E, "Remove the last filter", "remove the last filter of the breadcrumb", "remove"),
    Command("remove_all", ("X",), _E, "Remove all filters", "remove all filters"),
    Command("exact", ("e",), _E, "Exact spelling, or any", "find typed names in exactly this spelling, or in any"),
    Command("sort", ("s",), _E, "Sort this pane by …", "sort the focused pane by another column", "sort"),
    Command("reverse", ("S",), _E, "Turn the order round", "turn the order of the focused pane round"),
    Command(
        "walk",
        ("o",),
        Place.RELATIONSHIPS,
        "Walk to the other side",
        "walk to the other side: its relationships",
        "other side",
    ),
    Command("walk_subject", ("O",), Place.RELATIONSHIPS, "Walk to the subject", "walk to the subject's relationships"),
    Command("profile", ("i",), _E, "Profile of the group", "profile of the group under the cursor", "profile"),
    Command("timeline", ("t",), _E, "Timeline", "timeline of the group or of the two sides under the cursor"),
    Command(
        "matrix", ("m",), _E, "Matrix: who stands how to whom", "matrix of who stands how to whom, within the filters"
    ),
    Command(
        "contested",
        ("c",),
        _E,
        "Contested: claims against each other",
        "claims that contradict each other, within the filters",
    ),
    Command("path", ("p",), _E, "Path between two groups", "path between two groups: press it on both"),
    Command(
        "review",
        ("v",),
        _E,
        "Review: what waits for a verdict",
        "review doubtful claims and merge suggestions within the filters",
    ),
    Command("rename", ("N",), Place.GROUPS, "Rename the group", "show the group by another name", "rename"),
    Command("merge", ("M",), Place.GROUPS, "Merge two groups", "make two groups one: press it on both", "merge"),
    Command("confirm", ("C",), Place.CLAIMS, "Confirm the claim", "confirm the claim, or take that back", "confirm"),
    Command("reject", ("R",), Place.CLAIMS, "Reject the claim", "reject the claim, or take that back", "reject"),
    Command("focus_pane('articles')", ("1",), _E, "Go to Articles", "go to Articles"),
    Command("focus_pane('groups')", ("2",), _E, "Go to Groups", "go to Groups"),
    Command("focus_pane('relationships')", ("3",), _E, "Go to Relationships", "go to Relationships"),
    Command("focus_pane('claims')", ("4",), _E, "Go to Claims", "go to Claims"),
    Command("next_pane", ("tab",), _E, "Next pane", "next pane", palette=False),
    Command("previous_pane", ("shift+tab",), _E, "Previous pane", "previous pane", palette=False),
    Command("copy", ("y",), _E, "Copy as a citation", "copy the sentence with outlet, title, date and address"),
    Command("refresh", ("r",), _E, "Read the store again", "read the store again, the position is kept", "refresh"),
    Command("cursor_down", ("down", "j"), Place.LIST, "Down", "down", palette=False),
    Command("cursor_up", ("up", "k"), Place.LIST, "Up", "up", palette=False),
    Command("page_down", ("pagedown", "ctrl+d"), Place.LIST, "Page down", "page down", palette=False),
    Command("page_up", ("pageup", "ctrl+u"), Place.LIST, "Page up", "page up", palette=False),
    Command("first", ("home", "g"), Place.LIST, "First row", "first row", palette=False),
    Command("last", ("end", "G"), Place.LIST, "Last row", "last row", palette=False),
    Command(
        "done",
        ("enter", "tab"),
        Place.TYPING,
        "Keep the text",
        "keep the text and go to the list",
        "keep",
        palette=False,
    ),
    Command(
        "clear",
        ("escape",),
        Place.TYPING,
        "Clear the text",
        "clear the text, then leave the line",
        "clear",
        palette=False,
    ),
)
