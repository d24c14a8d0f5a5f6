from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rich.style import Style
from textual.pilot import Pilot

from store.curation import Curator
from store.database import open_reader
from store.queries.contested import DAYS, Contradiction, contested
from store.queries.filters import EntityFilter, Filters, Listing, PairFilter
from store.queries.matrix import Matrix, matrix
from store.queries.path import paths
from store.queries.profile import profile
from store.queries.timeline import timeline
from store.records import Stance
from tests.tui.helpers import HOSTILE, explorer, pane, settle, wait_for
from tests.tui.test_hostile import painted
from tui.app import ConflictApp
from tui.reports.contested import contested_lines
from tui.reports.lines import laid_out
from tui.reports.path import path_lines
from tui.reports.profile import profile_lines
from tui.reports.timeline import timeline_lines
from tui.screens.ask import AskScreen
from tui.screens.matrix import MatrixScreen, MatrixView, mark
from tui.screens.report import ReportScreen
from tui.widgets.cells import fit_line, width_of

FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

OWN_ISOLATE = re.compile("^ +\u2068[^\u2066-\u2069]*\u2069 *$")
"""A name in another script stands alone on its line, inside an isolate that the program has put around it."""


@pytest.fixture
def db(larger_store: Path) -> Iterator[sqlite3.Connection]:
    connection = open_reader(larger_store)
    yield connection
    connection.close()


def test_a_profile_has_every_name_and_every_tie(db: sqlite3.Connection) -> None:
    found = profile(db, 5)
    assert found is not None
    stored = {r[0].casefold() for r in db.execute("SELECT name FROM names WHERE entity_id = 5")}
    assert {name.casefold() for each in found.names for name in (each.name, *each.also)} == stored
    ties = "SELECT count(*), sum(claims) FROM relationships WHERE subject_id = 5 OR object_id = 5"
    number, claims = db.execute(ties).fetchone()
    assert found.ties_total == number
    assert len(found.ties) == number and sum(tie.claims for tie in found.ties) == claims
    assert profile(db, 10**9) is None


def test_a_profile_tells_where_each_name_was_seen(db: sqlite3.Connection) -> None:
    found = profile(db, 5)
    assert found is not None
    shown = next(name for name in found.names if name.type == "canonical")
    assert shown.seen is not None
    sql = "SELECT count(DISTINCT article_id), min(date) FROM mentions JOIN articles ON articles.id = article_id WHERE entity_id = 5"
    assert (shown.seen.articles, shown.seen.date) == tuple(db.execute(sql).fetchone())
    sql = "SELECT DISTINCT o.name FROM mentions JOIN articles AS a ON a.id = article_id JOIN outlets AS o ON o.id = outlet_id WHERE entity_id = 5"
    assert set(shown.seen.outlets) == {row[0] for row in db.execute(sql)}


def test_a_name_in_other_case_is_no_other_name(own_store: Path) -> None:
    with closing(sqlite3.connect(own_store)) as db:
        (shown,) = db.execute("SELECT name FROM names WHERE entity_id = 5 AND type = 'canonical'").fetchone()
        added = [
            (shown.upper(), "acronym", "article", None, None),
            ("Ra'oud Column", "alias", "world", None, None),
            ("RAOUD COLUMN", "alias", "article", None, None),
            ("raoud column", "acronym", "article", None, None),
            ("Raoud Column", "former", "world", 2011, 2013),
        ]
        db.executemany(
            "INSERT INTO names (entity_id, name, folded, type, origin, since, until) VALUES (5, ?1, 'f' || ?1, ?2, ?3, ?4, ?5)",
            added,
        )
        db.commit()
    with closing(open_reader(own_store)) as db:
        found = profile(db, 5)
        assert found is not None
        names = {(each.name, each.since): each for each in found.names}
        assert names[shown, None].type == "canonical" and shown.upper() not in {name for name, _ in names}
        assert [also.casefold() for also in names["Ra'oud Column", None].also] == ["raoud column"]
        assert names["Raoud Column", 2011].type == "former"
        lines = [line.build(80) for line in laid_out(profile_lines(db, 5), 80)]
    texts = ["".join(piece.text for piece in line) for line in lines]
    assert sum("raoud column" in text.casefold() for text in texts) == 2
    assert all(width_of(text) <= 80 for text in texts)


def test_the_ledger_counts_an_outlet_once_for_all_relations_of_a_stance(db: sqlite3.Connection) -> None:
    found = profile(db, 1)
    assert found is not None
    for (other, stance), outlets in list(found.outlets.items())[:40]:
        sql = (
            "SELECT count(DISTINCT outlet_id) FROM claims JOIN articles ON articles.id = article_id JOIN relationships AS r"
            " ON r.id = relationship_id WHERE stance = ? AND 1 IN (r.subject_id, r.object_id) AND ? IN (r.subject_id, r.object_id)"
        )
        assert db.execute(sql, (stance.value, other)).fetchone()[0] == outlets


def test_places_are_held_or_lost_by_the_latest_dates(db: sqlite3.Connection) -> None:
    found = profile(db, 1)
    assert found is not None
    lines = ["".join(piece.text for piece in line.build(118)) for line in laid_out(profile_lines(db, 1), 118)]
    held = lines[lines.index(next(line for line in lines if "Territory held" in line)) :]
    split = next((n for n, line in enumerate(held) if "Territory lost" in line), len(held))
    last: dict[str, dict[str, str]] = {}
    for tie in found.ties:
        if tie.stance is Stance.TERRITORIAL and tie.outward and tie.claims > tie.denied:
            last.setdefault(tie.other, {})[tie.relation.value] = tie.last_date or ""
    assert last
    for place, dates in last.items():
        expected = dates.get("withdraws_from", "") > dates.get("controls", "") or "controls" not in dates
        line = next(n for n, line in enumerate(held) if f"▣ {place}  " in line)
        assert (line > split) == expected


def test_names_in_other_scripts_stand_alone_in_isolates(db: sqlite3.Connection) -> None:
    lines = ["".join(piece.text for piece in line.build(118)) for line in laid_out(profile_lines(db, 4), 118)]
    (line,) = [line for line in lines if "جبهة 4" in line]
    assert OWN_ISOLATE.match(line)


def test_a_profile_that_is_cut_says_so(db: sqlite3.Connection) -> None:
    last = laid_out(profile_lines(db, 1), 100)[-1]
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


def test_what_was_rejected_counts_neither_in_timelines_nor_in_contradictions(small_store: Path, tmp_path: Path) -> None:
    store = Path(shutil.copy(small_store, tmp_path / "s.db"))

    def told() -> tuple[int, int]:
        with closing(open_reader(store)) as connection:
            read = timeline(connection, Filters())
            return sum(sum(m.counts.values()) for m in read.months), len(contested(connection, Filters()))

    before = told()
    with closing(sqlite3.connect(store)) as connection:
        doubted = [row[0] for row in connection.execute("SELECT id FROM claims WHERE date IS NOT NULL")]
        counted = "SELECT count(*) FROM claims WHERE date IS NOT NULL AND status != 'denied' AND id IN (%s)"
        gone = connection.execute(counted % ",".join(map(str, doubted[:20]))).fetchone()[0]
    with Curator(store) as curator:
        curator.judge(doubted[:20], "rejected")
        assert told()[0] == before[0] - gone
        curator.judge(doubted, "rejected")
        assert told() == (0, 0)
        curator.undo()
        curator.undo()
    assert told() == before and before[1] > 0


def test_a_timeline_gives_the_numbers_beside_its_bars(db: sqlite3.Connection) -> None:
    filters = Filters((EntityFilter(1, "one"),))
    lines = ["".join(p.text for p in line.build(80)) for line in laid_out(timeline_lines(db, filters, "one"), 80)]
    for month in timeline(db, filters).months:
        (line,) = [line for line in lines if line.startswith(f" {month.month:<8}") and "│" in line]
        left, right = line.split("│")
        assert (re.findall(r"\d+", left[9:]) or ["0"]) == [str(month.counts[Stance.COOPERATIVE])]
        assert re.match(r" (\d+) |", right)[1] == (str(month.counts[Stance.HOSTILE] or "") or None)  # type: ignore[index]


def test_a_timeline_tells_what_it_has_not_marked(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def last() -> str:
        return "".join(piece.text for piece in laid_out(timeline_lines(db, Filters()), 120)[-1].build(120))

    assert "not marked" not in last()
    monkeypatch.setattr("store.queries.timeline.MOST_MARKED", 3)
    left_out = timeline(db, Filters()).unmarked
    assert left_out > 0 and f"{left_out:,} splits, mergers and renames are not marked" in last()


def test_splits_mergers_and_renames_stand_whole_below_their_month(db: sqlite3.Connection) -> None:
    filters = Filters((EntityFilter(1, "one"),))
    lines = ["".join(p.text for p in line.build(80)) for line in laid_out(timeline_lines(db, filters, "one"), 80)]
    marked = [month for month in timeline(db, filters).months if month.marks]
    assert marked
    for month in marked[:20]:
        place = next(n for n, line in enumerate(lines) if line.startswith(f" {month.month} "))
        below = " ".join(" ".join(lines[place + 1 : place + 1 + 3 * len(month.marks)]).split())
        mark = month.marks[0]
        assert f"{mark.subject} {mark.relation.words} {mark.object}" in below
        assert lines[place].rstrip()[-1] in "<>="


def test_contradictions_are_of_different_articles_within_the_weeks(db: sqlite3.Connection) -> None:
    found = contested(db, Filters())
    in_time = {Contradiction.FRIEND_AND_FOE, Contradiction.TWO_HOLDERS, Contradiction.DENIED}
    assert {each.sort for each in found} == in_time  # the sentences of this store name neither founders nor renames
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


def tell(store: Path, *told: tuple[int, str, int, str]) -> None:
    """Put claims into a store: article, subject by name, object by name, and what fired."""
    from store.relationships import file_claims

    with sqlite3.connect(store) as db:
        for article, subject, target, how in told:
            relation = "leads" if "found" in how else "same_as"
            ids = [
                db.execute("SELECT id FROM entities WHERE name = ?", (name,)).fetchone() for name in (subject, target)
            ]
            numbers = [
                row[0]
                if row
                else db.execute(
                    "INSERT INTO entities (name, kind, added_at) VALUES (?, 'armed_group', '')", (name,)
                ).lastrowid
                for row, name in zip(ids, (subject, target), strict=True)
            ]
            claim = db.execute(
                "INSERT INTO claims (article_id, subject_id, relation, object_id, start, end, status, confidence,"
                " extractor, extractor_version, reasons) VALUES (?, ?, ?, ?, 0, 9, 'asserted', 'high', 'x', '1', ?)",
                (article, numbers[0], relation, numbers[1], json.dumps([how, "found by a rule"])),
            ).lastrowid
            assert claim is not None
            touched = file_claims(db, [claim])
            db.executemany(
                "UPDATE relationships SET claims = claims + 1, asserted = 1 WHERE id = ?", [(t,) for t in touched]
            )
    db.close()


def test_differing_founders_of_different_articles_are_contested(small_store: Path, tmp_path: Path) -> None:
    store = shutil.copy(small_store, tmp_path / "s.db")
    tell(
        store,
        (1, "Ana", "Front", "verb 'founded' (found)"),
        (2, "Bo", "Front", "'founder' stands before the name"),
        (3, "Cy", "Brigade", "verb 'founded' (found)"),
        (3, "Di", "Brigade", "verb 'founded' (found)"),  # together, in one article
        (4, "Ed", "Front", "'leader' stands before the name"),  # leads it, but did not found it
    )
    found = [each for each in contested(open_reader(store), Filters()) if each.sort is Contradiction.FOUNDERS]
    assert [(each.claims, each.one != each.other) for each in found] == [(2, True)]
    names = "SELECT subject FROM readable_claims WHERE id IN (?, ?)"
    with sqlite3.connect(store) as db:
        assert {r[0] for r in db.execute(names, (found[0].one_claim, found[0].other_claim))} == {"Ana", "Bo"}
        db.execute("UPDATE claims SET verdict = 'rejected' WHERE id = ?", (found[0].one_claim,))
    db.close()
    assert Contradiction.FOUNDERS not in {each.sort for each in contested(open_reader(store), Filters())}


def test_differing_former_names_are_contested_whichever_way_they_are_told(small_store: Path, tmp_path: Path) -> None:
    store = shutil.copy(small_store, tmp_path / "s.db")
    tell(
        store,
        (1, "New Front", "Old Front", "'formerly' stands between the two names"),
        (2, "Elder Front", "New Front", "verb 'renamed' (rename)"),
        (3, "Old Front", "New Front", "verb 'renamed' (rename)"),
    )
    found = [each for each in contested(open_reader(store), Filters()) if each.sort is Contradiction.FORMER_NAMES]
    assert [each.claims for each in found] == [3]


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
        for line in (line for report in reports for line in laid_out(report, width)):
            text = "".join(piece.text for piece in fit_line(line.build(width), width))
            assert not FORBIDDEN.search(OWN_ISOLATE.sub("", text))
    for line in laid_out(contested_lines(db, Filters()), width):
        pieces = line.build(width)
        assert sum(width_of(piece.text) for piece in pieces) <= width
        assert not FORBIDDEN.search("".join(piece.text for piece in pieces))


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


async def test_the_matrix_shows_as_many_groups_as_wanted_and_keeps_its_place(larger_store: Path) -> None:
    app = ConflictApp(larger_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("m")
        await wait_for(pilot, lambda: isinstance(app.screen, MatrixScreen) and app.screen.read, "the matrix is read")
        screen = app.screen
        assert isinstance(screen, MatrixScreen)
        view = screen.view
        assert len(view.matrix.ids) == 60
        view.move(5, 7)
        pair = view.matrix.ids[5], view.matrix.ids[7]
        await pilot.press("plus")
        await wait_for(pilot, lambda: len(view.matrix.ids) == 120, "twice as many are shown")
        assert (view.matrix.ids[view.row], view.matrix.ids[view.column]) == pair
        await pilot.press("G")
        assert view.row == 119 and "showing 120 of " in str(screen.query_one("#report-box").border_subtitle)
        await pilot.press("minus", "minus")
        await wait_for(pilot, lambda: len(view.matrix.ids) == 30, "a quarter is shown")
        await pilot.press("n", *"900", "enter")
        assert isinstance(app.screen, AskScreen) and "from 4 to 500" in painted(app)
        await pilot.press("backspace", "backspace", "backspace", *"25", "enter")
        await wait_for(pilot, lambda: len(view.matrix.ids) == 25, "as many as were said are shown")


def test_columns_of_the_matrix_keep_their_numbers_apart() -> None:
    view = MatrixView()
    ids = tuple(range(1, 251))
    view.matrix = Matrix(ids, tuple(f"Group {number}" for number in ids), {}, len(ids))
    view._style = lambda parts: Style.null()  # type: ignore[method-assign]
    above, below = ("".join(segment.text for segment in view._numbers(line)) for line in (0, 1))
    numbers = [int(above[at : at + 3].strip() + below[at : at + 3].strip()) for at in range(0, len(below), 3)]
    assert numbers == list(ids)
    assert all(below[at] == " " for at in range(0, len(below), 3))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_where_names_were_seen_is_never_cut(db: sqlite3.Connection, width: int) -> None:
    lines = ["".join(piece.text for piece in line.build(width)) for line in laid_out(profile_lines(db, 5), width)]
    names = lines[lines.index(next(line for line in lines if line.startswith(" Names"))) :]
    ended = names[: next((number for number, line in enumerate(names[1:], 1) if not line.strip()), len(names))]
    assert len(ended) > 1 and all(width_of(line) <= width for line in ended)
    found = profile(db, 5)
    assert found is not None
    text = " ".join(" ".join(ended).split())
    shown = next(name for name in found.names if name.type == "canonical")
    assert shown.seen is not None and all(outlet in text for outlet in shown.seen.outlets[:3])


@pytest.mark.parametrize("width", [60, 78, 118, 198])
def test_the_legend_of_a_timeline_is_whole_at_any_width(db: sqlite3.Connection, width: int) -> None:
    lines = laid_out(timeline_lines(db, Filters(), "A Movement of a Long Name and Another One"), width)
    texts = ["".join(piece.text for piece in fit_line(line.build(width), width)) for line in lines[:4]]
    head = " ".join(" ".join(texts).split())
    assert "A Movement of a Long Name and Another One" in head
    assert "⊂ structural ▣ territorial < split > merger = rename" in head


@pytest.mark.parametrize("width", [50, 76, 118])
def test_dates_of_profiles_and_paths_are_whole_at_any_width(db: sqlite3.Connection, width: int) -> None:
    chains = path_lines(db, EntityFilter(1, "one"), EntityFilter(9, "nine"))
    for report in (profile_lines(db, 1), chains):
        texts = ["".join(piece.text for piece in line.build(width)) for line in laid_out(report, width)]
        assert any("outlet" in text for text in texts)
        # Bars are as wide as there is room for; what tells claims, outlets and dates fits.
        told = [text for text in texts if re.search(r"\d claims? · |\d outlets?$", text.rstrip())]
        assert told and all(width_of(text) <= width for text in told), [t for t in told if width_of(t) > width]
