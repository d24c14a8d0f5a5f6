"""A new spelling of a known group becomes a name of it only where it is surely the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.names import MERGE_THRESHOLD, SUGGEST_THRESHOLD, similarity
from store.records import Article, FoundEntity, Kind, Reading, Span
from store.spelling import sounds
from store.world import load_world
from store.writing import Writer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Katibat al-Muhajirin", "Katibet al-Muhajireen"),
        ("Liwa al-Mu'tasim", "Liwa Mutasim"),
        ("Harakat Sawa'id al-Tayf", "Harakat Sawaed at-Tayf"),
        ("كتيبة المهاجرين", "كتيبه المهاجرين"),
    ],
)
def test_spellings_of_one_name_share_their_sounds(one: str, other: str) -> None:
    assert sounds(one) == sounds(other) != ""


@pytest.mark.parametrize(("one", "other"), [("4th Brigade", "5th Brigade"), ("North Front", "South Front")])
def test_names_that_differ_in_a_number_or_a_direction_sound_different(one: str, other: str) -> None:
    assert sounds(one) != sounds(other)


def found(name: str, kind: Kind = Kind.ARMED_GROUP) -> Reading:
    return Reading("en", (FoundEntity("e1", name, kind, (name,), (Span(0, len(name)),)),), ())


def entities_after(store: Path, names: list[str], kind: Kind = Kind.ARMED_GROUP) -> tuple[list[str], list[float]]:
    with Writer(store, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for number, name in enumerate(names):
                writer.add(Article(f"{name} {number}", name), found(name, kind), import_id, "1")
        connection = writer.db.conn
        entities = [row[0] for row in connection.execute("SELECT name FROM entities ORDER BY id")]
        scores = [row[0] for row in connection.execute("SELECT score FROM merge_suggestions")]
        return entities, scores


def test_a_sure_spelling_becomes_a_name_of_the_known_group(tmp_path: Path) -> None:
    one, other = "Katibat al-Qamariya", "Katibat al-Qamariyya"
    assert similarity(one, other) >= MERGE_THRESHOLD
    entities, suggestions = entities_after(tmp_path / "s.db", [one, other])
    assert entities == [one]
    assert suggestions == []


def test_a_doubtful_spelling_becomes_a_suggestion_and_stays_apart(tmp_path: Path) -> None:
    pairs = [
        ("Katibat al-Zandal", "Katibat al-Zindol"),
        ("Liwa al-Qarmid", "Liwa al-Qurmad"),
        ("Velmora Front", "Velmara Front"),
        ("Karanda Front", "Korunda Front"),
    ]
    doubtful = [
        p for p in pairs if SUGGEST_THRESHOLD <= similarity(*p) < MERGE_THRESHOLD and sounds(p[0]) == sounds(p[1])
    ]
    assert doubtful, "none of the pairs lies between the thresholds any more: choose others"
    for number, (one, other) in enumerate(doubtful):
        entities, suggestions = entities_after(tmp_path / f"{number}.db", [one, other])
        assert entities == [one, other]
        assert len(suggestions) == 1
        assert SUGGEST_THRESHOLD <= suggestions[0] < MERGE_THRESHOLD


def test_people_with_one_word_in_common_stay_apart(tmp_path: Path) -> None:
    entities, suggestions = entities_after(tmp_path / "s.db", ["Qamar", "Qammar"], Kind.PERSON)
    assert entities == ["Qamar", "Qammar"]
    assert suggestions == []
