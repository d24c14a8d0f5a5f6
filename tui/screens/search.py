"""Search: one box over groups, people, places, articles and claims, answered while it is typed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count as count_up
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from store.errors import StoreError
from store.queries.articles import ArticleRow
from store.queries.claims import ClaimRow
from store.queries.connections import Connections, Superseded
from store.queries.groups import GroupRow
from store.queries.name_filter import SpellingFilter
from store.queries.search import CLOSE, MOST_SHOWN, OPEN, Found, Hit, search
from tui.commands import Place
from tui.keys import bindings
from tui.messages import StoreFailed
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit, width_of, wrap
from tui.widgets.line_input import ListInput
from tui.widgets.windowed_list import WindowedList
from tui.wording import KIND_SIGNS, KINDS, SIGNS, STATUS_SIGNS, VERBS, count
from tui.workers import AsksStore

_MORE: Final = 6
"""How many times as many hits are shown when more are asked for."""

_TURNS: Final = count_up(1)
"""Questions are numbered over all openings of the search, or those of a second one would count as outdated."""

_HINT: Final = 'a name in any script, words, "a phrase", outlet: from: to: group: relation: …'

LANGUAGE: Final = (
    ("truce idlib", "every word must occur; the last may be unfinished"),
    ('"took control"', "words side by side"),
    ("bombard*", "words that begin so"),
    ("truce -ghouta", "the first word without the second; also NOT ghouta"),
    ("title:truce", "in the title of an article"),
    ("outlet:reuters", 'published there; outlet:"Orontes Monitor"'),
    ("from:2016-01 to:2016", "between dates: years, months or days"),
    ("group:nusra", "what has to do with a name, in any spelling"),
    ("relation:supports", "also stance:hostile, status:denied, confidence:high, kind:state, lang:ar"),
    ("-outlet:reuters", "a minus takes away"),
)
"""The query language by example, shown while nothing is typed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the answer: a hit, or two lines of words; ``more`` where Enter shows more."""

    hit: Hit | None = None
    words: tuple[str, str] = ("", "")
    more: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where the search goes: the record that was chosen, and the words that found it."""

    record: GroupRow | ArticleRow | ClaimRow
    words: str


class SearchAnswered(Message, bubble=False):
    """Some sections of an answer are there; ``done`` when all are."""

    def __init__(self, turn: int, found: Found, *, done: bool) -> None:
        super().__init__()
        self.turn, self.found, self.done = turn, found, done


class NamesReady(Message, bubble=False):
    """Names are found in every spelling from now on."""


class SearchScreen(AsksStore, ModalScreen[Target | None]):
    """Asks for a query and ends with what was chosen, or None."""

    places: ClassVar = (Place.SEARCH,)
    BINDINGS = bindings(Place.SEARCH)

    def __init__(self, connections: Connections, names: SpellingFilter, typed: str = "") -> None:
        super().__init__()
        self._connections, self._names, self._typed = connections, names, typed
        self._turn, self._most = 0, MOST_SHOWN
        self.answered = True
        self.found: Found | None = None
        self.rows = WindowedList(_lines, row_height=2, id="search-rows")
        self.line = ListInput(self.rows, typed, _HINT)

    def compose(self) -> ComposeResult:
        with Vertical(id="search") as box:
            box.border_title = "Search"
            yield self.line
            yield self.rows

    def on_mount(self) -> None:
        self.rows.can_focus = False
        self.line.focus()
        if not self._names.ready:
            self.ask("names", self._prepare)
        self._ask(self._typed)

    def _prepare(self) -> None:
        try:
            with self._connections.use("names") as connection:
                if not self._names.ready:
                    self._names.prepare(connection)
            self.post_message(NamesReady())
        except (Superseded, StoreError):
            return  # the typed letters alone decide

    @on(NamesReady)
    def _search_again(self) -> None:
        self._ask(self.line.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._most = MOST_SHOWN
        self._ask(event.value)

    def _ask(self, typed: str) -> None:
        self._turn = next(_TURNS)
        self._typed, self.answered = typed, False
        self.ask("search", partial(self._search, typed, self._turn, self._most))

    def _search(self, typed: str, turn: int, most: int) -> None:
        try:
            with self._connections.use("search", turn) as connection:
                found = None
                for found in search(connection, typed, self._names, most):
                    self.post_message(SearchAnswered(turn, found, done=False))
                if found is not None:
                    self.post_message(SearchAnswered(turn, found, done=True))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error)))

    @on(StoreFailed)
    def _tell_failure(self, message: StoreFailed) -> None:
        message.stop()
        self.answered = True
        self.query_one("#search").border_subtitle = Content(fit(safe_text(message.reason, 200), 70).rstrip())

    @on(SearchAnswered)
    def _show(self, message: SearchAnswered) -> None:
        if message.turn != self._turn:
            return
        self.found = message.found
        rows = _rows(message.found, done=message.done)
        self.rows.records.clear()
        self.rows.forget_strips()
        self.rows.add_records(dict(enumerate(rows)))
        self.rows.set_ids(array("q", range(len(rows))), keep=self.answered or self.rows.cursor > 0)
        self.answered = message.done
        told = "; ".join(message.found.notes) or " · ".join(_counted(message.found))
        self.query_one("#search").border_subtitle = Content(told or "Esc closes")

    def action_choose(self) -> None:
        row: Row | None = self.rows.current_record
        if row is None:
            return
        if row.hit is not None and self.found is not None:
            self.dismiss(Target(row.hit.record, self.found.query.name))
        elif row.more:
            self._most *= _MORE
            self._ask(self._typed)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    @on(WindowedList.Moved)
    @on(WindowedList.Wanted)
    def _nothing_follows(self, event: WindowedList.Moved | WindowedList.Wanted) -> None:
        event.stop()

    @on(WindowedList.Chosen)
    def _chosen(self, event: WindowedList.Chosen) -> None:
        event.stop()
        self.action_choose()

    def action_leave(self) -> None:
        self.dismiss(None)


def _counted(found: Found) -> list[str]:
    words = {"groups": "group", "articles": "article", "claims": "claim", "places": "place"}
    return [
        f"{section.total:,}+ {section.name}"
        if section.more
        else count(section.total, words.get(section.name, "person"), section.name)
        for section in found.sections
    ]


def _rows(found: Found, *, done: bool) -> list[Row]:
    if found.query.empty:
        return [Row(words=example) for example in LANGUAGE]
    rows: list[Row] = []
    for section in found.sections:
        rows += [Row(hit) for hit in section.hits]
        if section.total > len(section.hits) or section.more:
            more = f"{section.total:,}{' or more' if section.more else ''}"
            told = f"… showing {len(section.hits):,} of {more} {section.name}"
            rows.append(Row(words=(told, "Enter shows more"), more=section.total > len(section.hits)))
    if not rows:
        words = ("nothing found", "fewer words find more; -word and from: take away") if done else ("searching …", "")
        rows.append(Row(words=words))
    return rows


def _lines(row: Row, width: int) -> Sequence[Sequence[Piece]]:
    if row.hit is None:
        return [
            [Piece(f" {row.words[0]}", "strong" if not row.more else "quiet")],
            [Piece(f"   {row.words[1]}", "quiet")],
        ]
    record = row.hit.record
    match record:
        case GroupRow():
            sign, part, title = KIND_SIGNS[record.kind], "quiet", safe_text(record.name, 300)
            facts = f"{KINDS[record.kind]} · {count(record.claims, 'claim')} · {count(record.articles, 'article')}"
        case ArticleRow():
            sign, part, title = "≡", "quiet", safe_text(record.title, 400).strip() or "(no title)"
            facts = f"{fit(safe_text(record.outlet, 100) or 'no outlet', 20).strip()} · {record.date or 'undated'}"
        case ClaimRow():
            sign, part = SIGNS[record.stance], record.stance.value
            title = f"{safe_text(record.subject, 200)} {VERBS[record.relation]} {safe_text(record.object, 200)}"
            outlet = fit(safe_text(record.outlet, 100) or "no outlet", 18).strip()
            facts = f"{STATUS_SIGNS[record.status]} {outlet} · {record.date or 'undated'}"
    facts = safe_text(facts)
    room = max(8, width - width_of(facts) - 6)
    first = [Piece(f" {sign} ", part), Piece(fit(title, room), "strong"), Piece(f"  {facts}", "quiet")]
    return [first, [Piece("   "), *_why(row.hit.why, max(8, width - 4))]]


def _why(why: str, width: int) -> list[Piece]:
    """Return what matched in one line that shows the first match, the matching words marked."""
    pieces: list[Piece] = []
    for number, part in enumerate(why.split(OPEN)):
        inside, closed, after = part.partition(CLOSE)
        if number and closed:
            pieces += [Piece(safe_text(inside, 500), "accent strong"), Piece(safe_text(after, 2000), "quiet")]
        else:
            pieces.append(Piece(safe_text(part, 2000), "quiet"))
    before, match = pieces[0].text, pieces[1].text if len(pieces) > 1 else ""
    too_long = width_of(before) + width_of(match) > width - 4
    if match and too_long:
        # The match would stand beyond the right edge: what comes before it gives way, at a space.
        lines = wrap(before[::-1], max(8, width - width_of(match) - 24))
        start, end = lines[0]
        pieces[0] = Piece("… " + before[::-1][start:end][::-1].lstrip(), "quiet")
    return pieces
