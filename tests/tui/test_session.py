from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.queries.filters import DateFilter, EntityFilter, Listing, OutletFilter, StanceFilter
from store.queries.listing import Order
from store.records import Stance
from tests.tui.helpers import explorer, pane, settle, wait_for
from tests.tui.store_builder import Sizes, build_store
from tui.app import ConflictApp
from tui.session import Session, from_plain, read_session, to_plain, write_session
from tui.session_path import session_path
from tui.state import ExplorerState, Selection

GROUP = EntityFilter(3, "Ahrar al-Sham")


def left() -> Session:
    state = ExplorerState()
    state.add(OutletFilter(1, "Reuters"))
    state.add(StanceFilter(Stance.HOSTILE))
    state.add(DateFilter("2014", "2016-03"))
    state.chain = (Selection(Listing.GROUPS, GROUP),)
    state.typed[Listing.ARTICLES] = 'truce "took control"'
    state.orders[Listing.GROUPS] = Order("name", reverse=True)
    state.focus = Listing.RELATIONSHIPS
    return Session(state, {Listing.GROUPS: 3, Listing.ARTICLES: 77}, "conflict-light")


def test_a_session_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "session.json"
    assert write_session(path, to_plain(left())) == ""
    assert read_session(path) == (left(), "")
    assert [file.name for file in path.parent.iterdir()] == ["session.json"]


def test_each_store_has_a_session_of_its_own(tmp_path: Path) -> None:
    assert session_path(tmp_path / "a.db") != session_path(tmp_path / "b.db")
    assert session_path(tmp_path / "a.db") == session_path(tmp_path / "x" / ".." / "a.db")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_broken_file_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(content)
    session, problem = read_session(path)
    assert session is None and "everything is shown" in problem and "\n" not in problem


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(list(Listing)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
names = ["kept", "chain", "typed", "orders", "focus", "rows", "theme", "is", "listing", "filter", "EntityFilter"]


@given(plain | st.dictionaries(st.sampled_from(names), plain | st.dictionaries(st.sampled_from(names), plain)))
def test_whatever_a_file_holds_a_session_is_made_of_it(value: object) -> None:
    made = from_plain(value)
    assert from_plain(json.loads(json.dumps(to_plain(made)))) == made


async def test_the_next_start_begins_where_the_last_one_ended(small_store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "session.json"
    app = ConflictApp(small_store, session_path=kept)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2", "s", *"name", "enter")
        await settle(pilot)
        await pilot.press("down", "down", "down")
        await settle(pilot)
        await pilot.press("3")
        app.theme = "conflict-light"
        await settle(pilot)
        chosen, listed = explorer(app).state.chain, pane(app, Listing.RELATIONSHIPS).rows.ids
        cursor = pane(app, Listing.GROUPS).rows.current
    assert chosen and kept.exists()
    again = ConflictApp(small_store, session_path=kept)
    async with again.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = explorer(again)
        assert screen.state.chain == chosen and screen.state.focus is Listing.RELATIONSHIPS
        assert screen.state.orders[Listing.GROUPS] == Order("name") and again.theme == "conflict-light"
        assert pane(again, Listing.GROUPS).rows.current == cursor
        assert pane(again, Listing.RELATIONSHIPS).rows.ids == listed
        assert pane(again, Listing.RELATIONSHIPS).rows.has_focus


async def test_what_another_store_at_the_same_path_does_not_know_is_forgotten(tmp_path: Path) -> None:
    store, kept = build_store(tmp_path / "s.db", Sizes(articles=40)), tmp_path / "session.json"
    connection = sqlite3.connect(store)
    name = connection.execute("SELECT name FROM entities WHERE id = 2").fetchone()[0]
    connection.close()
    session = Session()
    session.state.kept = session.state.kept & EntityFilter(2, name) & EntityFilter(1, "Somebody Else")
    session.state.chain = (Selection(Listing.GROUPS, EntityFilter(5, "Nobody")),)
    session.state.orders[Listing.GROUPS] = Order("size")
    write_session(kept, to_plain(session))
    app = ConflictApp(store, session_path=kept)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        state = explorer(app).state
        assert state.kept.parts == (EntityFilter(2, name),) and state.chain == ()
        assert state.orders[Listing.GROUPS] == Order("claims")


async def test_a_broken_session_is_a_line_in_the_log_and_no_more(small_store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "session.json"
    kept.write_text("{nonsense", encoding="utf-8")
    app = ConflictApp(small_store, session_path=kept)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await wait_for(pilot, lambda: pane(app, Listing.GROUPS).settled, "everything is shown")
        assert any("last session cannot be read" in entry.text for entry in app.told.entries())
    assert json.loads(kept.read_text(encoding="utf-8"))["version"] == 1


async def test_without_a_path_nothing_is_kept(
    small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    app = ConflictApp(small_store)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
    assert not any(tmp_path.iterdir())
