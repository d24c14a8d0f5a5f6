"""Deciding in the explorer: the queue, verdicts from the panes, undo everywhere, and a store that is locked."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.curation import Curator
from store.queries.filters import EntityFilter, Listing
from store.queries.review import Doubt
from tests.tui.helpers import explorer, pane, settle, wait_for
from tui import curation
from tui.app import ConflictApp
from tui.screens.ask import AskScreen
from tui.screens.choose import ChooseScreen
from tui.screens.reader import ReaderScreen
from tui.screens.report import ReportScreen
from tui.screens.review import ReviewScreen
from tui.screens.span import SpanScreen


@pytest.fixture
def store(own_store: Path) -> Path:
    """A store of one's own to decide in, with two suggestions to merge."""
    return own_store


def ask(store: Path, sql: str) -> list[Any]:
    db = sqlite3.connect(store)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


async def review(pilot: Pilot[None], app: ConflictApp) -> ReviewScreen:
    await settle(pilot)
    await pilot.press("v")
    await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen) and app.screen.read, "the queue is read")
    assert isinstance(app.screen, ReviewScreen)
    screen = app.screen
    await wait_for(pilot, lambda: screen.rows.settled and bool(screen.detail.text), "the queue is shown")
    return screen


async def first_claim(pilot: Pilot[None], screen: ReviewScreen) -> int:
    """Put the cursor on the first claim of the queue and return its id."""
    number = next(number for number in screen.rows.ids if number > 0)
    screen.rows.reveal(number)
    await wait_for(pilot, lambda: screen.rows.current_record is not None, "the claim is read")
    await pilot.pause()
    return number


def steps(store: Path) -> list[tuple[str, bool]]:
    return [(row[0], bool(row[1])) for row in ask(store, "SELECT action, undone_at FROM journal ORDER BY id")]


async def test_a_queue_that_is_opened_again_lists_what_waits(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await review(pilot, app)
        before = list(screen.rows.ids)
        for _ in range(3):
            screen.reload()
        await pilot.press("escape")
        screen = await review(pilot, app)
        assert list(screen.rows.ids) == before


async def test_confirming_leaves_the_queue_and_u_brings_it_back(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await review(pilot, app)
        claim = await first_claim(pilot, screen)
        before = list(screen.rows.ids)
        after = before[before.index(claim) + 1]
        await pilot.press("c")
        assert claim not in screen.rows.ids and screen.rows.current == after  # at once, whatever the store does
        await wait_for(pilot, lambda: steps(store) == [("verdict", False)], "the verdict is written")
        assert ask(store, f"SELECT verdict FROM claims WHERE id = {claim}") == [("confirmed",)]
        await pilot.press("u")
        await wait_for(pilot, lambda: list(screen.rows.ids) == before, "the claim is back")
        assert screen.rows.current == claim
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: claim not in screen.rows.ids, "it is confirmed again")


async def test_many_keys_in_a_row_each_decide_the_next_item(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await review(pilot, app)
        await first_claim(pilot, screen)
        claims = [number for number in screen.rows.ids if number > 0][:4]
        await pilot.press("c", "r", "c", "r")
        await wait_for(pilot, lambda: len(steps(store)) == 4, "all four are written")
        told = dict(ask(store, "SELECT id, verdict FROM claims WHERE verdict IS NOT NULL"))
        assert [told[claim] for claim in claims] == ["confirmed", "rejected", "confirmed", "rejected"]


async def test_a_suggestion_is_merged_or_kept_apart(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await review(pilot, app)
        assert list(screen.rows.ids[:2]) == [-1, -2]
        assert "may be" in screen.detail.text and "stays" in screen.detail.text and "would go" in screen.detail.text
        await pilot.press("m", "a")
        await wait_for(pilot, lambda: len(steps(store)) == 2, "both are decided")
        assert [step[0] for step in steps(store)] == ["merge", "keep apart"]
        assert ask(store, "SELECT state FROM merge_suggestions ORDER BY id") == [("merged",), ("apart",)]


async def test_everything_marked_is_decided_in_one_step(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await review(pilot, app)
        claims = {number for number in screen.rows.ids if number > 0}
        assert len(claims) > 3
        await pilot.press("asterisk")
        assert screen.marked == set(screen.rows.ids)
        screen.rows.reveal(-1)
        await pilot.press("space", "space", "r")
        await wait_for(pilot, lambda: steps(store) == [("verdict", False)], "one step is written")
        assert {row[0] for row in ask(store, "SELECT id FROM claims WHERE verdict = 'rejected'")} == claims
        assert list(screen.rows.ids) == [-1, -2] and not screen.marked


async def test_mended_claims_stay_under_the_cursor(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await review(pilot, app)
        claim = await first_claim(pilot, screen)
        subject, target = ask(store, f"SELECT subject_id, object_id FROM claims WHERE id = {claim}")[0]
        for kind in ("subject_id", "object_id"):
            with Curator(store) as curator:
                curator.db.conn.execute(
                    f"UPDATE entities SET kind = 'armed_group' WHERE id = (SELECT {kind} FROM claims WHERE id = {claim})"
                )
        await pilot.press("t")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen), "the relations are offered")
        await pilot.press(*"accuses", "enter")
        await wait_for(pilot, lambda: ("retype", False) in steps(store), "the relation is changed")
        await pilot.press("w")
        await wait_for(pilot, lambda: ("swap", False) in steps(store), "the sides are swapped")
        await pilot.press("S")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen), "the statuses are offered")
        await pilot.press(*"planned", "enter")
        await wait_for(pilot, lambda: ("set status", False) in steps(store), "the status is changed")
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the date is asked for")
        app.screen.query_one(Input).value = "yesterday"
        await pilot.press("enter")
        assert isinstance(app.screen, AskScreen)  # which says what is wrong
        app.screen.query_one(Input).value = "2014-05"
        await pilot.press("enter")
        await wait_for(pilot, lambda: ("redate", False) in steps(store), "the date is changed")
        told = ask(
            store, f"SELECT relation, subject_id, object_id, status, date, verdict FROM claims WHERE id = {claim}"
        )
        assert told == [("accuses", target, subject, "planned", "2014-05", "confirmed")]
        await wait_for(pilot, lambda: "2014-05" in screen.detail.text, "the detail shows it")
        assert screen.rows.current == claim and "accuses" in screen.detail.text


async def test_the_ends_of_the_evidence_are_moved_through_the_text(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await review(pilot, app)
        claim = await first_claim(pilot, screen)
        article, start, end = ask(store, f"SELECT article_id, start, end FROM claims WHERE id = {claim}")[0]
        text = ask(store, f"SELECT text FROM articles WHERE id = {article}")[0][0]
        await pilot.press("e")
        await wait_for(
            pilot, lambda: isinstance(app.screen, SpanScreen) and app.screen.text is not None, "the text is there"
        )
        await pilot.press("right", "left", "shift+left", "tab", "right", "shift+right", "shift+left", "enter")
        await wait_for(pilot, lambda: ("respan", False) in steps(store), "the evidence is changed")
        new_start, new_end = ask(store, f"SELECT start, end FROM claims WHERE id = {claim}")[0]
        second = start + text[start:end].index(" ") + 1
        assert (new_start, new_end) == (second, end - 1)


@pytest.mark.parametrize(("key", "edge"), [("down", 1), ("up", 0)])
async def test_an_end_of_the_evidence_goes_to_the_end_of_a_sentence(store: Path, key: str, edge: int) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await review(pilot, app)
        await first_claim(pilot, screen)
        await pilot.press("e")
        await wait_for(
            pilot, lambda: isinstance(app.screen, SpanScreen) and app.screen.text is not None, "the text is there"
        )
        span = app.screen
        assert isinstance(span, SpanScreen) and span.text is not None
        before = (span.start, span.end)
        await pilot.press(*(["tab"] if edge == 0 else []), key)
        assert (span.start, span.end)[1 - edge] == before[1 - edge]
        if edge == 1:
            assert span.end > before[1] and span.text[span.end - 1] in ".\n"
        else:
            assert span.start < before[0] and (span.start == 0 or span.text[span.start - 1].isspace())
        await pilot.press("escape")
        assert steps(store) == []


async def test_f_takes_in_claims_of_more_confidence(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await review(pilot, app)
        few = len(screen.rows.ids)
        await pilot.press("f", *"any", "enter")
        await wait_for(pilot, lambda: screen.queue.doubt is Doubt.ALL and len(screen.rows.ids) > few, "more is listed")


async def test_review_keeps_the_filters_of_the_explorer_and_x_drops_them(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2", "down")
        await settle(pilot)
        screen = await review(pilot, app)
        (chosen,) = screen.filters
        assert isinstance(chosen, EntityFilter)
        few = list(screen.rows.ids)
        await pilot.press("x")
        await wait_for(pilot, lambda: len(screen.rows.ids) > len(few), "everything is listed")


async def test_typing_filters_the_queue(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await review(pilot, app)
        name = ask(store, "SELECT name FROM entities WHERE id = 3")[0][0]
        await pilot.press("slash")
        await wait_for(pilot, lambda: bool(screen.query(Input)), "the line is there")
        screen.query_one(Input).value = name
        await wait_for(pilot, lambda: screen.rows.ids[:1].tolist() == [-2], "only what names it is listed")
        await pilot.press("enter")
        assert screen.rows.has_focus


async def test_enter_reads_the_claim_in_its_article(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await review(pilot, app)
        await first_claim(pilot, screen)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ReaderScreen), "the reader is open")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the queue is back")


async def test_a_verdict_from_the_claims_pane_shows_by_itself_and_is_taken_back_by_the_same_key(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("4", "down", "down")
        await settle(pilot)
        rows = pane(app, Listing.CLAIMS).rows
        claim, place = rows.current, rows.cursor
        await pilot.press("R")
        await wait_for(
            pilot,
            lambda: rows.current_record is not None and rows.current_record.verdict == "rejected",
            "the pane shows it",
        )
        assert (rows.current, rows.cursor) == (claim, place)
        await pilot.press("R")
        await wait_for(
            pilot, lambda: rows.current_record is not None and rows.current_record.verdict is None, "it is taken back"
        )
        explorer(app)._look()
        await pilot.pause()
        assert "new data" not in str(explorer(app).header.render())  # one's own step is no news


async def test_renaming_from_the_groups_pane(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2", "down")
        await settle(pilot)
        rows = pane(app, Listing.GROUPS).rows
        group = rows.current
        await pilot.press("N")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the name is asked for")
        app.screen.query_one(Input).value = "[b]Renamed[/b] Front"
        await pilot.press("enter")
        await wait_for(
            pilot,
            lambda: rows.current_record is not None and rows.current_record.name == "[b]Renamed[/b] Front",
            "the pane shows the name",
        )
        assert rows.current == group


async def test_two_groups_are_merged_from_the_groups_pane(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2", "down")
        await settle(pilot)
        rows = pane(app, Listing.GROUPS).rows
        one = rows.current
        await pilot.press("M", "down")
        await settle(pilot)
        other = rows.current
        await pilot.press("M")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen), "which stays is asked")
        await pilot.press("enter")
        await wait_for(pilot, lambda: steps(store) == [("merge", False)], "they are merged")
        await wait_for(pilot, lambda: len({one, other} & set(rows.ids)) == 1, "the pane lists one of them")
        await pilot.press("u")
        await wait_for(pilot, lambda: {one, other} <= set(rows.ids), "both are back")


async def test_the_journal_lists_steps_and_follows_undo(store: Path) -> None:
    with Curator(store) as curator:
        curator.rename(1, "\x1b[2J[/]One")
        curator.judge([1], "confirmed")
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("J")
        await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen) and app.screen.read, "the journal is read")
        journal = app.screen
        assert isinstance(journal, ReportScreen)

        def shown() -> str:
            lines = journal.lines.records.values()
            return "\n".join("".join(piece.text for piece in line.build(118)) for line in lines)

        assert "confirmed 1 claim (1)" in shown() and "[/]One" in shown() and "\x1b" not in shown()
        await pilot.press("u")
        await wait_for(pilot, lambda: "undone" in shown(), "the undone step is marked")
        await pilot.press("n", "enter")
        await wait_for(pilot, lambda: app.screen is explorer(app), "what the step was about is opened")


async def test_a_locked_store_gives_a_clear_message_and_the_queue_is_as_it_was(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.BUSY_SECONDS", 0.3)
    monkeypatch.setattr(curation, "PATIENCE_SECONDS", 0.05)
    writer = sqlite3.connect(store, isolation_level=None)
    app = ConflictApp(store)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await review(pilot, app)
        before = list(screen.rows.ids)
        writer.execute("BEGIN IMMEDIATE")
        await pilot.press("c")
        told: Callable[[], str] = lambda: " ".join(note.message for note in app._notifications)  # noqa: E731
        await wait_for(pilot, lambda: "locked by another program" in told(), "the lock is told")
        assert "waiting for another program" in told()
        await wait_for(pilot, lambda: list(screen.rows.ids) == before, "the queue is as it was")
        writer.execute("ROLLBACK")
        await pilot.press("c")
        await wait_for(pilot, lambda: len(steps(store)) == 1, "now it is written")
    writer.close()


async def test_u_with_nothing_to_undo_says_so(store: Path) -> None:
    app = ConflictApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await wait_for(
            pilot, lambda: any("nothing is left" in note.message for note in app._notifications), "it is told"
        )


async def test_the_place_in_a_long_list_is_kept_after_a_step(larger_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    shutil.copy(larger_store, path)
    app = ConflictApp(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        rows = pane(app, Listing.CLAIMS).rows
        await pilot.press("4", "end", "up", "up")
        await settle(pilot)
        place = rows.cursor
        assert place > 2000
        await pilot.press("C")
        await wait_for(
            pilot,
            lambda: rows.current_record is not None and rows.current_record.verdict == "confirmed",
            "the pane shows it",
        )
        assert rows.cursor == place
