from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database import open_reader
from store.queries.contested import DAYS, Contradiction, contested
from store.queries.filters import EntityFilter, Filters, Listing, PairFilter
from store.queries.matrix import matrix
from store.queries.path import paths
from store.queries.profile import profile
from store.queries.timeline import timeline
from store.records import Stance
from tests.tui.helpers import HOSTILE, explorer, pane, settle, wait_for
from tui.app import ConflictApp
from tui.reports.contested import contested_lines
from tui.reports.path import path_lines
from tui.reports.profile import profile_lines
from tui.reports.timeline import timeline_lines
from tui.screens.matrix import MatrixScreen, mark
from tui.screens.report import ReportScreen
from tui.widgets.cells import fit_line

FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture
def db(larger_store: Path) -> Iterator[sqlite3.Connection]:
    connection = open_reader(larger_store)
    yield connection
    connection.close()


def test_a_profile_has_every_name_and_every_tie(db: sqlite3.Connection) -> None:
    found = profile(db, 5)
    assert found is not None
    assert {n.name for n in found.names} == {r[0] for r in db.execute("SELECT name FROM names WHERE entity_id = 5")}
    ties = "SELECT count(*), sum(claims) FROM relationships WHERE subject_id = 5 OR object_id = 5"
    number, claims = db.execute(ties).fetchone()
    assert found.ties_total == number
    assert len(found.ties) == number and sum(tie.claims for tie in found.ties) == claims
    assert profile(db, 10**9) is None


def test_a_profile_that_is_cut_says_so(db: sqlite3.Connection) -> None:
    last = profile_lines(db, 1)[-1]
    text = "".join(piece.text for piece in last.build(100))
    total = db.execute("SELECT count(*) FROM relationships WHERE subject_id = 1 OR object_id = 1").fetchone()[0]
    assert text.strip() == f"showing 1,000 of {total:,} relationships"


def test_a_timeline_counts_every_dated_claim_that_is_not_denied(db: sqlite3.Connection) -> None:
    filters = Filters((EntityFilter(1, "one"),))
    read = timeline(db, filters)
    told = "FROM claims WHERE (subject_id = 1 OR object_id = 1) AND status != 'denied'"
    assert (
        sum(sum(m.counts.values()) for m in read.months)
        == db.execute(f"SELECT count(*) {told} AND date IS NOT NULL").fetchone()[0]
    )
    assert read.undated == db.execute(f"SELECT count(*) {told} AND date IS NULL").fetchone()[0]
    assert [m.month for m in read.months] == sorted({m.month for m in read.months})


def test_contradictions_are_of_different_articles_within_the_weeks(db: sqlite3.Connection) -> None:
    found = contested(db, Filters())
    assert {each.sort for each in found} == set(Contradiction)
    for each in found:
        one, other = (
            db.execute("SELECT * FROM claims WHERE id = ?", (claim,)).fetchone()
            for claim in (each.one_claim, each.other_claim)
        )
        if each.sort is Contradiction.DENIED:
            assert one["relationship_id"] == other["relationship_id"] and other["status"] == "denied" != one["status"]
            continue
        assert one["article_id"] != other["article_id"]
        apart = db.execute("SELECT abs(julianday(?) - julianday(?))", (one["date"], other["date"])).fetchone()[0]
        assert apart <= DAYS
        if each.sort is Contradiction.FRIEND_AND_FOE:
            assert {one["relation"], other["relation"]} == {"allied_with", "fights"}
            assert {one["subject_id"], one["object_id"]} == {other["subject_id"], other["object_id"]}
        else:
            assert one["object_id"] == other["object_id"] and one["subject_id"] != other["subject_id"]


@pytest.mark.parametrize(("first", "second"), [(1, 2), (1, 250), (120, 280), (299, 3)])
def test_paths_are_connected_and_as_short_as_any(db: sqlite3.Connection, first: int, second: int) -> None:
    chains = paths(db, first, second)
    near: dict[int, set[int]] = {}
    for one, other in db.execute("SELECT subject_id, object_id FROM relationships WHERE claims > 0"):
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    reached, length = {first}, 0
    while second not in reached and length < 10:
        reached |= {other for one in reached for other in near.get(one, ())}
        length += 1
    assert chains and {len(chain) for chain in chains} == {length}
    for chain in chains:
        here = first
        for link in chain:
            assert here in (link.subject_id, link.object_id)
            here = link.object_id if here == link.subject_id else link.subject_id
        assert here == second


def test_there_is_no_path_to_oneself_or_to_nobody(db: sqlite3.Connection) -> None:
    assert paths(db, 1, 1) == [] == paths(db, 1, 10**9)


def test_the_matrix_is_symmetric_and_puts_blocs_together(tmp_path: Path) -> None:
    """Two camps of four, friendly within, hostile across: every member stands beside its own."""
    from tests.tui.store_builder import Sizes, build_store

    store = build_store(tmp_path / "camps.db", Sizes(articles=1, groups=40))
    with sqlite3.connect(store) as writer:
        writer.execute("DELETE FROM claims")
        writer.execute("DELETE FROM relationship_outlets")
        writer.execute("DELETE FROM relationships")
        groups = [r[0] for r in writer.execute("SELECT id FROM entities WHERE kind = 'armed_group' LIMIT 8")]
        for place, one in enumerate(groups):
            for other in groups[place + 1 :]:
                same = groups.index(one) % 2 == groups.index(other) % 2
                relation, stance = ("allied_with", "cooperative") if same else ("fights", "hostile")
                columns = "(subject_id, relation, object_id, stance, claims)"
                row = (one, relation, other, stance)
                writer.execute(f"INSERT INTO relationships {columns} VALUES (?, ?, ?, ?, 2)", row)
    writer.close()
    found = matrix(open_reader(store), Filters())
    camps = [groups.index(entity) % 2 for entity in found.ids]
    assert camps in ([0] * 4 + [1] * 4, [1] * 4 + [0] * 4)
    assert found.cell(groups[0], groups[1]) == found.cell(groups[1], groups[0])


def test_marks_of_the_matrix_differ_without_colour(db: sqlite3.Connection) -> None:
    marks = {mark(cell)[0] for cell in matrix(db, Filters()).cells.values()} | {mark(None)[0]}
    assert marks <= {"·", "o", "●", "x", "X", "±"} and len(marks) > 3


@pytest.mark.parametrize("width", [40, 78, 118, 198])
def test_report_lines_of_hostile_names_fit_and_hold_no_control_character(hostile_store: Path, width: int) -> None:
    db = open_reader(hostile_store)
    assert HOSTILE
    for entity in range(1, 25):
        reports = [
            profile_lines(db, entity),
            timeline_lines(db, Filters((EntityFilter(entity, "x"),)), "\x1b[2Jx"),
            path_lines(db, EntityFilter(1, "\x1b[2J"), EntityFilter(entity, "\u202e")),
        ]
        for line in (line for report in reports for line in report):
            text = "".join(piece.text for piece in fit_line(line.build(width), width))
            assert not FORBIDDEN.search(text)
    for line in contested_lines(db, Filters()):
        assert not FORBIDDEN.search("".join(piece.text for piece in line.build(width)))


async def opened(pilot: Pilot[None], app: ConflictApp, *keys: str) -> ReportScreen:
    await settle(pilot)
    for key in keys:
        await pilot.press(key)
        if app.screen is explorer(app):
            await settle(pilot)
    await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen) and app.screen.read, "the report is read")
    assert isinstance(app.screen, ReportScreen)
    return app.screen


@pytest.mark.parametrize("key", ["i", "t", "c"])
async def test_a_line_of_a_report_opens_its_sentences(larger_store: Path, key: str) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=(120, 40)) as pilot:
        report = await opened(pilot, app, "2", key)
        await pilot.press("n")
        line = report.lines.current_record
        assert line.opens is not None
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is explorer(app), "the explorer is back")
        await settle(pilot)
        assert explorer(app).state.chain == line.opens.selections
        assert pane(app, Listing.CLAIMS).rows.has_focus
        assert len(pane(app, Listing.CLAIMS).rows.ids) > 0


async def test_a_path_is_asked_for_by_two_groups(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=(120, 40)) as pilot:
        report = await opened(pilot, app, "2", "p", "down", "p")
        text = "".join(piece.text for piece in report.lines.records[0].build(118))
        assert " and " in text and "link" in text


async def test_a_cell_of_the_matrix_opens_the_pair(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("m")
        await wait_for(pilot, lambda: isinstance(app.screen, MatrixScreen) and app.screen.read, "the matrix is read")
        assert isinstance(app.screen, MatrixScreen)
        view = app.screen.view
        one, other = next(iter(view.matrix.cells))
        view.move(view.matrix.ids.index(one), view.matrix.ids.index(other))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is explorer(app), "the explorer is back")
        await settle(pilot)
        chosen = explorer(app).state.chain[0].filter
        assert isinstance(chosen, PairFilter) and {chosen.first_id, chosen.second_id} == {one, other}
        stances = {r.stance for r in pane(app, Listing.RELATIONSHIPS).rows.records.values()}
        assert stances <= set(Stance)
