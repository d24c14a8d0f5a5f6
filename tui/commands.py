"""Every command of the explorer, declared once: its keys, its footer text, its palette entry and its help line.

Screens and panes take their bindings from here, the footer its texts, the palette its entries and the help its chart;
there is no second list. Nothing of the screen library is imported, so that other programs may read the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Place(StrEnum):
    """Where a command works; the value is the heading in the key chart."""

    EVERYWHERE = "Everywhere"
    EXPLORER = "Explorer"
    ARTICLES = "Articles pane"
    GROUPS = "Groups pane"
    RELATIONSHIPS = "Relationships pane"
    CLAIMS = "Claims pane"
    LIST = "Any list"
    TYPING = "While typing a filter"
    READER = "Reader"
    REPORT = "Profile, timeline, contested, path, journal"
    GRID = "Matrix"
    SEARCH = "Search"
    IMPORT = "Import"
    LOG = "Log"
    REVIEW = "Review"
    EVIDENCE = "Editing the evidence"


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``action`` is the method that runs it, ``keys`` in the screen library's names, the first one shown.

    ``footer`` is empty for what the footer leaves out; ``title`` and ``help`` stand in palette and key chart.
    """

    action: str
    keys: tuple[str, ...]
    place: Place
    title: str
    help: str
    footer: str = ""
    palette: bool = True

    @property
    def id(self) -> str:
        """The name of the command in the settings: its place and its action."""
        action = self.action.replace("('", "_").removesuffix("')")
        return f"{self.place.name.lower()}.{action}"

    @property
    def bound_keys(self) -> tuple[str, ...]:
        """The keys that run it: those of the settings, or its own."""
        return _REBOUND.get(self.id, self.keys)

    @property
    def key_text(self) -> str:
        """The keys as printed on a keyboard, the alternatives apart by a space."""
        return " ".join(_printed(key) for key in self.bound_keys)

    @property
    def first_key(self) -> str:
        """The first key as printed on a keyboard."""
        return _printed(self.bound_keys[0])


_REBOUND: Final[dict[str, tuple[str, ...]]] = {}


def rebind(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Let other keys stand in footer, palette and chart, by the ids of commands; all others get their own back."""
    _REBOUND.clear()
    _REBOUND.update(keys)


def _printed(key: str) -> str:
    return _KEY_NAMES.get(key, key.replace("ctrl+", "^"))


_KEY_NAMES: Final = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "shift+left": "⇧←",
    "shift+right": "⇧→",
    "asterisk": "*",
    "slash": "/",
    "question_mark": "?",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "f1": "F1",
}

_E = Place.EXPLORER

COMMANDS: Final[tuple[Command, ...]] = (
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
        "narrow by stance, kind, outlet, dates, status, confidence",
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
    Command(
        "next_claim", ("n",), Place.READER, "Next evidence", "next evidence, or next place of the searched text", "next"
    ),
    Command("previous_claim", ("N",), Place.READER, "Previous evidence", "previous evidence or place", "previous"),
    Command("search", ("slash",), Place.READER, "Search in the text", "search in the text", "search"),
    Command("next_list", ("tab",), Place.READER, "Text, claims, names", "go between text, claims and names", "switch"),
    Command(
        "open_entity",
        ("o",),
        Place.READER,
        "Walk to the named group",
        "walk to the group under the cursor in the names, or to the claim's subject",
        "walk",
    ),
    Command(
        "copy",
        ("y",),
        Place.READER,
        "Copy as a citation",
        "copy the sentence with outlet, title, date and address",
        "copy",
    ),
    Command(
        "open_address",
        ("b",),
        Place.READER,
        "Open the address in the browser",
        "open the article's address in the browser",
        "browser",
    ),
    Command("back", ("escape",), Place.READER, "Back to the explorer", "back, or end the search in the text", "back"),
    Command(
        "open_line",
        ("enter",),
        Place.REPORT,
        "Open its sentences",
        "open the sentences behind the line",
        "open",
        palette=False,
    ),
    Command("next_line", ("n",), Place.REPORT, "Next line that opens", "next line that opens something", "next"),
    Command(
        "previous_line",
        ("N",),
        Place.REPORT,
        "Previous line that opens",
        "previous line that opens something",
        "previous",
    ),
    Command("back", ("escape",), Place.REPORT, "Back to the explorer", "back to the explorer", "back"),
    Command(
        "open_cell",
        ("enter",),
        Place.GRID,
        "Open its sentences",
        "open the sentences of the two groups",
        "open",
        palette=False,
    ),
    Command("cursor_left", ("left", "h"), Place.GRID, "Left", "left", palette=False),
    Command("cursor_right", ("right", "l"), Place.GRID, "Right", "right", palette=False),
    Command("cursor_up", ("up", "k"), Place.GRID, "Up", "up", palette=False),
    Command("cursor_down", ("down", "j"), Place.GRID, "Down", "down", palette=False),
    Command("back", ("escape",), Place.GRID, "Back to the explorer", "back to the explorer", "back"),
    Command(
        "choose", ("enter",), Place.SEARCH, "Go there", "go to what is found, or show more", "go there", palette=False
    ),
    Command("leave", ("escape",), Place.SEARCH, "Close the search", "close the search", "back", palette=False),
    Command("confirm", ("c", "C"), Place.REVIEW, "Confirm", "confirm the claim, merge what is suggested", "confirm"),
    Command("reject", ("r", "R"), Place.REVIEW, "Reject", "reject the claim, keep apart what is suggested", "reject"),
    Command("mark", ("space",), Place.REVIEW, "Mark", "mark it: the next key means all that is marked", "mark"),
    Command("mark_all", ("asterisk",), Place.REVIEW, "Mark all", "mark everything listed, or nothing", "mark all"),
    Command("retype", ("t",), Place.REVIEW, "Another relation", "say what relation it really is", "relation"),
    Command("swap", ("w",), Place.REVIEW, "Swap subject and object", "swap subject and object", "swap"),
    Command("redate", ("d",), Place.REVIEW, "Another date", "say when it happened", "date"),
    Command("respan", ("e",), Place.REVIEW, "Other evidence", "move the ends of the evidence", "evidence"),
    Command("set_status", ("S",), Place.REVIEW, "Another status", "say whether it is asserted, planned, denied …"),
    Command("merge", ("m", "M"), Place.REVIEW, "Merge the two", "merge the two of the suggestion", "merge"),
    Command("keep_apart", ("a",), Place.REVIEW, "Keep the two apart", "keep the two apart for good", "apart"),
    Command("open", ("enter",), Place.REVIEW, "Read it", "read it in its article, or walk to the group", palette=False),
    Command("doubt", ("f",), Place.REVIEW, "Which claims", "review claims of low, medium or any confidence"),
    Command("filter_text", ("slash",), Place.REVIEW, "Filter as you type", "filter the queue as you type", "filter"),
    Command("remove_all", ("x", "X"), Place.REVIEW, "Remove the filters", "remove the filters"),
    Command("sort", ("s",), Place.REVIEW, "Sort the claims by …", "sort the claims by another column"),
    Command("copy", ("y",), Place.REVIEW, "Copy as a citation", "copy the sentence with outlet, title, date, address"),
    Command("detail_down", ("right_square_bracket",), Place.REVIEW, "Details down", "scroll the details down"),
    Command("detail_up", ("left_square_bracket",), Place.REVIEW, "Details up", "scroll the details up"),
    Command("back", ("escape",), Place.REVIEW, "Back to the explorer", "back to the explorer", "back"),
    Command("other_end", ("tab",), Place.EVIDENCE, "The other end", "move the other end", palette=False),
    Command("word(1)", ("right", "l"), Place.EVIDENCE, "A word on", "a word on", palette=False),
    Command("word(-1)", ("left", "h"), Place.EVIDENCE, "A word back", "a word back", palette=False),
    Command("letter(1)", ("shift+right", "L"), Place.EVIDENCE, "A letter on", "a letter on", palette=False),
    Command("letter(-1)", ("shift+left", "H"), Place.EVIDENCE, "A letter back", "a letter back", palette=False),
    Command("sentence(1)", ("down", "j"), Place.EVIDENCE, "A sentence on", "a sentence on", palette=False),
    Command("sentence(-1)", ("up", "k"), Place.EVIDENCE, "A sentence back", "a sentence back", palette=False),
    Command("save", ("enter",), Place.EVIDENCE, "Save", "make this the evidence", palette=False),
    Command("leave", ("escape",), Place.EVIDENCE, "Leave it", "leave the evidence as it was", palette=False),
    Command("undo", ("u",), Place.EVERYWHERE, "Undo", "undo the latest step of curation"),
    Command("redo", ("ctrl+r",), Place.EVERYWHERE, "Redo", "make the step again that was undone last"),
    Command("journal", ("J",), Place.EVERYWHERE, "Journal", "every step of curation, with those undone"),
    Command(
        "take", ("enter",), Place.IMPORT, "Add, or start", "add what is typed; with nothing typed, start", palette=False
    ),
    Command(
        "cancel",
        ("ctrl+x",),
        Place.IMPORT,
        "Cancel",
        "cancel the import, what is finished stays; or take the last source away",
        palette=False,
    ),
    Command("leave", ("escape",), Place.IMPORT, "Close", "close; a running import goes on", "back", palette=False),
    Command("leave", ("escape", "q"), Place.LOG, "Close the log", "close the log", "back", palette=False),
    Command(
        "import_articles",
        ("I",),
        Place.EVERYWHERE,
        "Import files, folders, addresses",
        "import files, folders and addresses, beside the explorer",
    ),
    Command(
        "write_out",
        ("W",),
        Place.EVERYWHERE,
        "Write what is on the screen to a file",
        "write what is on the screen to a file: CSV, JSON, Markdown, SVG",
    ),
    Command("jump", ("ctrl+o",), Place.EVERYWHERE, "Jump", "jump to a pane or control by the letter over it"),
    Command(
        "show_log",
        ("ctrl+l",),
        Place.EVERYWHERE,
        "Log",
        "the program's own messages: imports, slow questions, failures",
    ),
    Command(
        "search_all",
        ("ctrl+f",),
        Place.EVERYWHERE,
        "Search everything",
        "search groups, people, places, articles and claims",
        "search",
    ),
    Command(
        "help", ("question_mark", "f1"), Place.EVERYWHERE, "Help: every key", "every key, and what works here", "help"
    ),
    Command(
        "command_palette",
        ("ctrl+p",),
        Place.EVERYWHERE,
        "All commands",
        "all commands, by name",
        "commands",
        palette=False,
    ),
    Command(
        "change_theme", ("T",), Place.EVERYWHERE, "Change the theme", "change the theme: light, dark, high contrast …"
    ),
    Command(
        "picture",
        ("P",),
        Place.EVERYWHERE,
        "Save a picture of the screen",
        "save a picture of the screen (SVG) in the current folder",
    ),
    Command("quit", ("q", "ctrl+q"), Place.EVERYWHERE, "Leave", "leave the program"),
)


def commands_of(place: Place) -> list[Command]:
    """Return the commands that work in a place, in the order of the chart."""
    return [command for command in COMMANDS if command.place is place]
