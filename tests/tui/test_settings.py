from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.queries.filters import Listing
from store.queries.listing import Order
from tests.tui.helpers import explorer, pane, settle, wait_for
from tests.tui.test_hostile import painted
from tui.app import ConflictApp
from tui.commands import COMMANDS, rebind
from tui.settings import COLUMNS, DOCUMENTED, Settings, load_settings
from tui.wording import dates, set_date_format, short_dates, shown_date, sparkline

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def own_keys_and_dates() -> Iterator[None]:
    yield
    rebind({})
    set_date_format("iso")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_is_as_documented(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == (Settings(), [])


def test_every_setting_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        store = "/data/work.db"
        theme = "conflict-light"
        date_format = "day-first"
        remember = false
        narrow_below = 120
        slow_query = 0.5
        [columns]
        groups = ["claims"]
        [keys]
        "explorer.sort" = ["f5", "ctrl+s"]
        """,
    )
    settings, problems = load_settings(path)
    assert problems == []
    assert settings == Settings(
        store=Path("/data/work.db"),
        theme="conflict-light",
        date_format="day-first",
        remember=False,
        narrow_below=120,
        slow_query=0.5,
        columns={"groups": frozenset({"claims"})},
        keys={"explorer.sort": ("f5", "ctrl+s")},
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme = 3", "theme must be a text in quotes"),
        ("narrow_below = true", "narrow_below must be a whole number"),
        ("slow_query = -1", "slow_query must be a number of seconds"),
        ('date_format = "french"', "date_format must be one of iso, day-first, month-first"),
        ('remember = "no"', "remember must be true or false"),
        ("colour = 1", "colour is no setting"),
        ('[columns]\ngroups = ["size"]', "columns of groups must be a list out of kind, articles"),
        ("columns = 3", "columns must be a table"),
        ('[keys]\n"explorer.dance" = "d"', "keys know no command explorer.dance"),
        ('[keys]\n"explorer.sort" = ""', 'keys of explorer.sort must be a key such as "s"'),
        ('[keys]\n"explorer.sort" = "f"', "key f of explorer.sort belongs to explorer.narrow"),
        ("this is no TOML", "is not TOML"),
        ("\x00", "is not TOML"),
    ],
)
def test_what_cannot_be_used_costs_itself_and_one_line(tmp_path: Path, text: str, told: str) -> None:
    settings, problems = load_settings(written(tmp_path, text))
    assert settings == Settings()
    assert len(problems) == 1 and told in problems[0] and "\n" not in problems[0].replace("\n", "", 0)


def test_a_good_line_is_taken_beside_a_bad_one(tmp_path: Path) -> None:
    settings, problems = load_settings(written(tmp_path, "theme = 1\nnarrow_below = 90\n"))
    assert settings == Settings(narrow_below=90) and len(problems) == 1


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_file_whatever_is_in_it_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    path.write_bytes(content)
    settings, problems = load_settings(path)
    assert settings == Settings() and len(problems) <= len(content)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    settings, problems = load_settings(tmp_path)
    assert settings == Settings() and "cannot be read" in problems[0]


async def test_a_key_of_the_settings_works_and_stands_in_footer_and_chart(small_store: Path) -> None:
    app = ConflictApp(small_store, Settings(keys={"explorer.reverse": ("f6",), "explorer.filter_text": ("f7",)}))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "f7 filter" in painted(app)
        await pilot.press("2", "S")
        await settle(pilot)
        assert explorer(app).state.orders[Listing.GROUPS] == Order("claims")
        await pilot.press("f6")
        turned = Order("claims", reverse=True)
        await wait_for(pilot, lambda: explorer(app).state.orders[Listing.GROUPS] == turned, "f6 turns the order")


async def test_columns_and_dates_follow_the_settings(small_store: Path) -> None:
    columns = {"groups": frozenset({"claims"}), "articles": frozenset({"outlet"})}
    app = ConflictApp(small_store, Settings(columns=columns, date_format="day-first"))
    async with app.run_test(size=(200, 60)) as pilot:
        await settle(pilot)
        heads = [line for line in painted(app).split("\n") if "name" in line]
        assert "claims" in heads[0] and "articles" not in heads[0] and "kind" not in heads[0]
        record = pane(app, Listing.ARTICLES).rows.current_record
        assert shown_date(record.date) in painted(app) and shown_date(record.date).count(".") == 2


async def test_what_is_wrong_with_the_settings_is_told_and_logged(small_store: Path) -> None:
    app = ConflictApp(small_store, Settings(theme="no-such-theme"), problems=["settings.toml: theme must be …"])
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert app.theme == "conflict-dark"
        told = " ".join(entry.text for entry in app.told.entries())
        assert "no-such-theme" in told and "theme must be" in told


async def test_a_wider_threshold_turns_panes_into_tabs(small_store: Path) -> None:
    app = ConflictApp(small_store, Settings(narrow_below=130))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert explorer(app).has_class("-narrow")
        await pilot.resize_terminal(140, 40)
        await wait_for(pilot, lambda: explorer(app).has_class("-wide"), "there is room now")


def test_dates_are_written_as_wanted() -> None:
    set_date_format("day-first")
    assert (shown_date("2016-03-25"), shown_date("2016-03"), shown_date("2016")) == ("25.03.2016", "03.2016", "2016")
    assert dates("2013-01-02", "2016-03-25") == "01.2013 – 03.2016"
    set_date_format("month-first")
    assert (shown_date("2016-03-25"), short_dates("2016-03-01", "2016-03-25")) == ("03/25/2016", "03/2016")
    set_date_format("iso")
    assert shown_date("2016-03-25") == "2016-03-25"


def test_bars_over_time_are_scaled_to_the_most() -> None:
    assert sparkline((0, 1, 8, 4), 4) == " ▁█▄"
    assert sparkline(None, 4) == sparkline((0, 0), 4) == "    "
    assert len(sparkline((1,) * 10, 6)) == 6


def test_the_documentation_names_every_setting_and_command() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for setting in DOCUMENTED:
        assert f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else ''} | {setting.meaning} |" in page
    for listing, columns in COLUMNS.items():
        assert f"| `{listing}` | {', '.join(f'`{column}`' for column in columns)} |" in page
    for command in COMMANDS:
        assert f"`{command.id}`" in page, command.id
