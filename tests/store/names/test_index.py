"""The index finds names in other spellings and scripts, keeps up with imports, and never fails on bad text."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.names import NameIndex, fold

NAMES = [
    (1, "Jabhat al-Nusra"),
    (1, "جبهة النصرة"),
    (1, "Nusra Front"),
    (2, "Islamic State"),
    (3, "Sudan Liberation Army"),
    (4, "Hay'at Tahrir al-Sham"),
    (5, "Wagner Group"),
    (6, "Harakat Ahrar al-Sham al-Islamiyya"),
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.build(NAMES)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Jabhet an-Nusrah", 1),
        ("Джебхат ан-Нусра", 1),
        ("جبهة النصره", 1),
        ("Front Nusra", 1),
        ("Nusr", 1),
        ("SLA", 3),
        ("Hayat Tahrir Ash Sham", 4),
        ("هيئة تحرير الشام", 4),
        ("Вагнер", 5),
        ("wagnr", 5),
    ],
)
def test_other_spellings_find_the_name_first(index: NameIndex, query: str, wanted: int) -> None:
    assert index.search(query)[0].id == wanted


def test_each_id_comes_once_with_its_best_name(index: NameIndex) -> None:
    found = index.search("Nusra Front")
    assert found[0].name == "Nusra Front"
    assert len({m.id for m in found}) == len(found)


def test_added_names_are_found_at_once_and_removed_ones_no_more() -> None:
    index = NameIndex.build(NAMES)
    index.add([(7, "Lord's Resistance Army")])
    assert index.search("Lords Resistance")[0].id == 7
    index.remove([7])
    assert all(m.id != 7 for m in index.search("Lords Resistance"))
    index.add([(7, "New Name Entirely")])
    assert index.search("New Name Entirely")[0].id == 7
    assert "Lord's Resistance Army" not in {m.name for m in index.search("Lords Resistance")}


def test_exact_mode_wants_the_same_script_and_spelling(index: NameIndex) -> None:
    assert [m.id for m in index.search("al-nusra", exact=True)] == [1]
    assert index.search("an-Nusra", exact=True) == []
    assert [m.name for m in index.search("جبهة", exact=True)] == ["جبهة النصرة"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "😀😀",
        "x" * 10_000,
        "a " * 5_000,
        "\x00\x1b[31m",
        "\u202eabc\u202c",
        "\ud800",
        "Вagner جبهة",
        "'-.,",
        "٣",
    ],
)
def test_bad_input_is_answered_quickly_without_an_exception(index: NameIndex, query: str) -> None:
    index.search(query)
    start = time.perf_counter()
    index.search(query)
    index.search(query, exact=True)
    assert time.perf_counter() - start < 0.1
    assert isinstance(fold(query), str)


def test_a_cache_file_gives_the_same_answers(tmp_path: Path, index: NameIndex) -> None:
    index.save(tmp_path / "names.cache", "stamp 1")
    again = NameIndex.load(tmp_path / "names.cache", "stamp 1")
    assert again is not None
    assert again.search("Jabhet an-Nusrah") == index.search("Jabhet an-Nusrah")


def test_a_stale_or_damaged_cache_file_is_no_cache(tmp_path: Path, index: NameIndex) -> None:
    path = tmp_path / "names.cache"
    assert NameIndex.load(path, "stamp 1") is None
    index.save(path, "stamp 1")
    assert NameIndex.load(path, "stamp 2") is None
    good = path.read_bytes()
    for cut in (0, 10, 40, len(good) // 2, len(good) - 1):
        path.write_bytes(good[:cut])
        assert NameIndex.load(path, "stamp 1") is None
    flipped = bytearray(good)
    flipped[-3] ^= 0xFF
    path.write_bytes(bytes(flipped))
    assert NameIndex.load(path, "stamp 1") is None


def test_names_that_come_in_one_by_one_are_all_found() -> None:
    index = NameIndex.build(NAMES)
    for number in range(20):
        index.add([(100 + number, f"Brigade {'abcdefghijklmnopqrst'[number] * 3}o")])
    for number in range(20):
        assert index.search(f"brigade {'abcdefghijklmnopqrst'[number] * 3}o")[0].id == 100 + number
    assert index.search("Jabhet an-Nusrah")[0].id == 1
    assert len(index) == len(NAMES) + 20


def test_an_empty_index_answers_nothing() -> None:
    index = NameIndex.build([])
    assert index.search("Nusra") == []
    index.add([(1, "Nusra"), (2, "---"), (3, "")])
    assert [m.id for m in index.search("Nusra")] == [1]


def test_searches_from_several_threads_do_not_disturb_each_other(index: NameIndex) -> None:
    queries = ["Jabhet an-Nusrah", "Sudan Army", "Вагнер", "islam"] * 10
    alone = [index.search(q) for q in queries]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(index.search, queries)) == alone


def test_a_short_word_beside_one_of_another_script_is_compared() -> None:
    # Comparing reads beyond the end of a word, into that of the other script.
    index = NameIndex.build([(1, "Zu"), (2, "ج٨ة ٨٩"), (3, "Jabhat")])
    for query in ("Zulfiqar Brigade", "zuzuzuzu", "zu", "ج٨", "خنصر"):
        index.search(query, 5)
    assert index.search("Zu", 1)[0].id == 1
