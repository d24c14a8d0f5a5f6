"""The reader: an article with everyone it names marked, and the evidence of what it claims."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from store.queries.claims import ClaimRow
from store.queries.connections import Connections
from store.queries.filters import EntityFilter
from store.queries.reading import EventFacts, NamedEntity, ReadArticle, read_article
from tui.citation import cite_article, cite_claim
from tui.commands import Place
from tui.curation import curate
from tui.keys import bindings
from tui.messages import StoreFailed
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit, width_of
from tui.widgets.footer import CommandFooter
from tui.widgets.line_input import LineInput
from tui.widgets.text_view import Mark, TextView
from tui.widgets.windowed_list import WindowedList
from tui.wording import CONFIDENCE_SIGNS, KIND_SIGNS, KINDS, SIGNS, STATUS_SIGNS, VERBS, count, showing
from tui.workers import AsksStore

if TYPE_CHECKING:
    from store.curation import Verdict
    from store.journal import Entry

ENTITY_COLOURS = 6
_VERDICTS = {"confirmed": " · ✓ confirmed", "rejected": " · ✗ rejected"}
OUTLETS_NAMED = 4
"""Outlets of a story's copies that the head of the reader names."""


class ArticleRead(Message, bubble=False):
    """The article is there."""

    def __init__(self, article: ReadArticle | None) -> None:
        super().__init__()
        self.article = article


class ReaderScreen(AsksStore, Screen[EntityFilter | None]):
    """One article. It ends with the entity to walk to, or None."""

    BINDINGS = bindings(Place.READER)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - the framework declares it so
    AUTO_FOCUS = ""
    places: ClassVar = (Place.READER, Place.LIST)

    def __init__(
        self, connections: Connections, article_id: int, claim_id: int | None = None, around: int = 0, find: str = ""
    ) -> None:
        super().__init__()
        self._find = find
        self.connections = connections
        self.article: ReadArticle | None = None
        self._article_id, self._claim_id, self._around = article_id, claim_id, around
        self._found: list[tuple[int, int]] = []
        self._at_found = -1
        self.text = TextView(id="text")
        self.claims = WindowedList(self._claim_lines, row_height=2, id="reader-claims")
        self.names = WindowedList(self._name_lines, id="reader-names")
        self._colours: dict[int, int] = {}

    def compose(self) -> ComposeResult:
        yield Static(id="reader-title", markup=False)
        with Horizontal(id="reader"):
            yield self.text
            with Vertical(id="reader-side"):
                yield self.claims
                yield self.names
        yield CommandFooter()

    def on_mount(self) -> None:
        self.text.focus()
        self.claims.border_title, self.names.border_title = "Claims", "Named here"
        self.ask("reader", self._read)

    def _read(self) -> None:
        def question(connection: sqlite3.Connection) -> ArticleRead:
            return ArticleRead(read_article(connection, self._article_id, self._around))

        self.answer(self.connections, "reader", question)

    @on(StoreFailed)
    def _tell_failure(self, message: StoreFailed) -> None:
        self.notify(message.reason, title="The article cannot be read", severity="error", markup=False)

    @on(ArticleRead)
    def _show(self, message: ArticleRead) -> None:
        shown, article = self.article, message.article
        again = (
            shown is not None and article is not None and (shown.text, shown.offset) == (article.text, article.offset)
        )
        self.article = article
        if article is None:
            self.query_one("#reader-title", Static).update(Text("This article is no longer in the store."))
            return
        self.query_one("#reader-title", Static).update(self._title(article))
        self._colours = {entity.id: place % ENTITY_COLOURS for place, entity in enumerate(article.entities)}
        if not again:
            self.text.show(article.text)
        at = article.offset
        self.text.mark("names", [
            Mark(span.start - at, span.end - at, f"entity-{self._colours[entity.id]}")
            for entity in article.entities for span in entity.mentions
        ])  # fmt: skip
        self.text.mark("evidence", [Mark(c.start - at, c.end - at, "evidence") for c in article.claims])
        self.claims.add_records({claim.id: claim for claim in article.claims})
        self.claims.set_ids(array("q", [claim.id for claim in article.claims]))
        self.names.add_records({entity.id: entity for entity in article.entities})
        self.names.set_ids(array("q", [entity.id for entity in article.entities]))
        self.claims.border_subtitle = showing(len(article.claims), article.claims_total)
        self.names.border_subtitle = showing(len(article.entities), None)
        if again:
            if self.text.marks_of("now"):
                self._mark_claim()
        elif self._claim_id is not None:
            self.claims.reveal(self._claim_id)
            self.call_after_refresh(self._go_to_claim)
        elif self._find:
            self.call_after_refresh(self._look_for, self._find)

    @staticmethod
    def _title(article: ReadArticle) -> Text:
        text = Text(safe_text(article.title, 5000) or "(no title)", "bold", overflow="ellipsis", no_wrap=True)
        facts = [safe_text(article.outlet, 200) or "no outlet", safe_text(article.date, 40) or "undated"]
        if article.language:
            facts.append(safe_text(article.language, 20))
        if article.event is not None:
            facts += _event_facts(article.event)
        if article.copies:
            facts.append(_also_in(article))
        if article.address:
            facts.append(safe_text(article.address, 2000))
        if article.length > len(article.text):
            first, last = article.offset + 1, article.offset + len(article.text)
            facts.append(f"showing characters {first:,} to {last:,} of {article.length:,}")
        text.append("\n" + " · ".join(facts), "not bold")
        return text

    def _claim_lines(self, claim: ClaimRow, width: int) -> Sequence[Sequence[Piece]]:
        verb = f" {VERBS[claim.relation]} "
        subject, object_ = safe_text(claim.subject, 300), safe_text(claim.object, 300)
        room = max(4, width - 3 - width_of(verb))
        first = min(width_of(subject), max(room // 2, room - width_of(object_)))
        facts = f"{STATUS_SIGNS[claim.status]} {claim.status} · {CONFIDENCE_SIGNS[claim.confidence]}"
        if claim.extractor.startswith("coded: "):
            facts += " · coded"
        facts += _VERDICTS.get(claim.verdict or "", "")
        said = f" · {safe_text(claim.said_by, 200)}" if claim.said_by else ""
        sentence = [
            Piece(f" {SIGNS[claim.stance]} ", claim.stance.value),
            Piece(fit(subject, first)),
            Piece(verb, claim.stance.value),
            Piece(object_),
        ]
        return [sentence, [Piece("   "), Piece(facts + said, "quiet")]]

    def _name_lines(self, entity: NamedEntity, width: int) -> Sequence[Sequence[Piece]]:
        times = f" {len(entity.mentions):,}× " if entity.mentions else " in a column "
        kind = 13 if width >= 34 else 0
        name = fit(safe_text(entity.name, 300), max(4, width - 3 - (kind + 1 if kind else 0) - len(times)))
        colour = f"entity-{self._colours.get(entity.id, 0)}"
        line = [Piece(f" {KIND_SIGNS[entity.kind]} ", colour), Piece(name, colour)]
        return [[*line, Piece(" " + fit(KINDS[entity.kind], kind) if kind else "", "quiet"), Piece(times, "quiet")]]

    # Moving

    @on(WindowedList.Moved)
    def _list_moved(self, message: WindowedList.Moved) -> None:
        message.stop()
        if not message.by_hand:
            return
        if message.list is self.claims:
            self._go_to_claim()
        elif self.article is not None:
            entity = self.names.current_record
            if entity is not None and entity.mentions:
                self.text.go_to(entity.mentions[0].start - self.article.offset)

    @on(WindowedList.Wanted)
    def _all_there(self, message: WindowedList.Wanted) -> None:
        message.stop()

    @on(WindowedList.Chosen)
    def _chosen(self, message: WindowedList.Chosen) -> None:
        message.stop()
        if message.list is self.names:
            self.action_open_entity()

    def _go_to_claim(self) -> None:
        claim = self._mark_claim()
        if claim is not None and self.article is not None:
            self.text.go_to(claim.start - self.article.offset)

    def _mark_claim(self) -> ClaimRow | None:
        """Mark the evidence of the claim under the cursor."""
        claim: ClaimRow | None = self.claims.current_record
        if claim is None or self.article is None:
            return None
        at = self.article.offset
        marks = [Mark(claim.start - at, claim.end - at, "evidence-now")]
        if claim.trigger is not None:
            start = claim.start - at
            marks.append(Mark(start + claim.trigger.start, start + claim.trigger.end, "trigger"))
        self.text.mark("now", marks)
        return claim

    def action_next_claim(self) -> None:
        self._step(1)

    def action_previous_claim(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._found:
            self._at_found = (self._at_found + step) % len(self._found)
            self._show_found()
        elif self.claims.ids:
            started = bool(self.text.marks_of("now"))
            place = self.claims.cursor + step if started else 0 if step > 0 else len(self.claims.ids) - 1
            self.claims.cursor = place % len(self.claims.ids)
            self._go_to_claim()

    def action_next_list(self) -> None:
        stops = [widget for widget in (self.text, self.claims, self.names) if widget.display]
        here = next((n for n, widget in enumerate(stops) if widget.has_focus), -1)
        stops[(here + 1) % len(stops)].focus()

    def action_open_entity(self) -> None:
        entity = self.names.current_record
        claim = self.claims.current_record
        if self.claims.has_focus and claim is not None:
            self.dismiss(EntityFilter(claim.subject_id, claim.subject))
        elif entity is not None:
            self.dismiss(EntityFilter(entity.id, entity.name))

    # Searching in the text

    async def action_search(self) -> None:
        for line in self.query(Input):
            line.focus()
            return
        line = _SearchLine(placeholder="search in the text", compact=True)
        await self.mount(line, before=self.query_one(CommandFooter))
        line.focus()

    @on(Input.Changed)
    def _search_typed(self, message: Input.Changed) -> None:
        self._look_for(message.value)

    def _look_for(self, wanted: str) -> None:
        self._found = self.text.find(wanted)
        self._at_found = 0 if self._found else -1
        self._show_found()

    @on(Input.Submitted)
    def _search_done(self) -> None:
        self.text.focus()

    def _show_found(self) -> None:
        marks = [Mark(start, end, "found") for start, end in self._found]
        if self._at_found >= 0:
            start, end = self._found[self._at_found]
            marks.append(Mark(start, end, "found-now"))
            self.text.go_to(start)
        self.text.mark("found", marks)
        told = "nothing found" if any(line.value.strip() for line in self.query(Input)) else ""
        self.text.border_subtitle = f"{self._at_found + 1} of {len(self._found)} found" if self._found else told

    # Deciding

    def action_confirm(self) -> None:
        self._judge("confirmed")

    def action_reject(self) -> None:
        self._judge("rejected")

    def _judge(self, verdict: Verdict) -> None:
        claim = self._claim_meant()
        if claim is None:
            self.notify("Go to a claim first, with n or in the list.", severity="warning", markup=False)
            return
        ids, wanted = [claim.id], None if claim.verdict == verdict else verdict
        curate(self.app, lambda curator: curator.judge(ids, wanted))

    def show_curated(self, entries: Sequence[Entry]) -> None:
        """Read the article anew after a step; cursor and place in the text stay."""
        if entries and self.article is not None:
            self.ask("reader", self._read)

    # Leaving and taking along

    def action_back(self) -> None:
        lines = self.query(Input)
        if lines:
            lines.remove()
            self._found, self._at_found = [], -1
            self._show_found()
            self.text.border_subtitle = ""
            self.text.focus()
        else:
            self.dismiss(None)

    def _claim_meant(self) -> ClaimRow | None:
        """Return the claim that is walked to or under the cursor, none where the article as a whole is meant."""
        claim: ClaimRow | None = self.claims.current_record
        return claim if self.text.marks_of("now") or self.claims.has_focus else None

    def action_copy(self) -> None:
        if self.article is None:
            return
        claim = self._claim_meant()
        article = self.article
        cited = cite_article(article.title, article.outlet, article.date, article.address)
        self.app.copy_to_clipboard(cite_claim(claim) if claim is not None else cited)
        self.notify("copied", timeout=2, markup=False)

    def action_open_address(self) -> None:
        address = self.article.address if self.article else None
        if address and address.lower().startswith(("http://", "https://")):
            self.ask("browser", partial(self.app.open_url, address))
            self.notify(safe_text(address, 300), title="Opening in the browser", timeout=3, markup=False)
        else:
            self.notify("This article has no web address.", severity="warning", markup=False)


class _SearchLine(LineInput):
    """The line for the searched text."""


def _also_in(article: ReadArticle) -> str:
    """Say whose story it is and who else printed it, the few first by name."""
    names = dict.fromkeys(safe_text(each.outlet, 200) or "no outlet" for each in article.printings)
    own = safe_text(article.outlet, 200)
    names.pop(safe_text(article.first_outlet, 200), None) if article.first_article is not None else None
    others = [name for name in names if name != own]
    shown = ", ".join(others[:OUTLETS_NAMED])
    more = len(others) - OUTLETS_NAMED
    also = f"also in: {shown}{f' and {more} more' if more > 0 else ''}" if others else ""
    printed = f"printed {count(article.copies + 1, 'time')}"
    if article.first_article is None:
        return also or printed
    whose = f"counts as a copy of {safe_text(article.first_outlet, 200) or 'another article'}"
    return f"{whose} · {also}" if also else whose


def _event_facts(event: EventFacts) -> list[str]:
    """Return what the columns of a row of coded data say, and that nobody read it in a text."""
    facts = [f"coded data, not read text: {safe_text(event.dataset, 100)}"]
    facts += [safe_text(part, 200) for part in (event.type, event.subtype, event.place) if part]
    if event.deaths is not None:
        low, high = event.deaths_low, event.deaths_high
        span = f" ({low:,} to {high:,})" if low is not None and high is not None and low != high else ""
        facts.append(f"{event.deaths:,} {'death' if event.deaths == 1 else 'deaths'}{span}")
    if event.sources and ";" in event.sources:
        facts.append(f"sources: {safe_text(event.sources, 300)}")
    return facts
