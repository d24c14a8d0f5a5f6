"""What waits for a verdict stands in one queue, with what an analyst needs to decide it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from store.curation import Curator
from store.database import open_reader
from store.queries.filters import ConfidenceFilter, DateFilter, EntityFilter, Filters, OutletFilter, PairFilter
from store.queries.listing import Order
from store.queries.review import Doubt, DoubtfulClaim, DoubtfulPair, ReviewQueue, _sentence
from store.records import Confidence
from tests.tui.store_builder import Sizes, build_store

NEWEST = Order("date")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = build_store(tmp_path / "s.db", Sizes(articles=40))
    with sqlite3.connect(path) as db:
        suggest = "INSERT INTO merge_suggestions (id, entity_id, other_id, score, why, state) VALUES (?, ?, ?, ?, ?, ?)"
        db.executemany(
            suggest, [(1, 1, 2, 0.7, "alike", "open"), (2, 3, 4, 0.9, "alike", "open"), (3, 5, 6, 1, "", "apart")]
        )
    db.close()
    return path


def queue(store: Path, filters: Filters | None = None, text: str = "", doubt: Doubt = Doubt.LOW) -> list[int]:
    db = open_reader(store)
    try:
        return list(ReviewQueue(doubt=doubt).ids(db, filters or Filters(), text, NEWEST))
    finally:
        db.close()


def low(store: Path, condition: str = "1") -> set[int]:
    db = open_reader(store)
    try:
        sql = f"SELECT claims.id FROM claims JOIN articles ON articles.id = article_id WHERE confidence = 'low' AND {condition}"
        return {row[0] for row in db.execute(sql)}
    finally:
        db.close()


def test_the_likeliest_suggestion_comes_first_and_doubtful_claims_follow(store: Path) -> None:
    found = queue(store)
    assert found[:2] == [-2, -1]
    assert set(found[2:]) == low(store) and len(found) == len(set(found))


def test_what_is_decided_leaves_the_queue_and_undoing_brings_it_back(store: Path) -> None:
    before = queue(store)
    with Curator(store) as curator:
        curator.judge([before[-1]], "rejected")
        curator.keep_apart(3, 4)
        assert queue(store) == before[1:-1]
        curator.undo()
        curator.undo()
    assert queue(store) == before


def test_a_filter_on_confidence_takes_the_place_of_the_queues_own(store: Path) -> None:
    medium = set(queue(store, Filters((ConfidenceFilter(Confidence.MEDIUM),))))
    both = set(queue(store, doubt=Doubt.MEDIUM))
    assert medium and not medium & low(store)
    assert both == medium | low(store) | {-1, -2}
    assert len(queue(store, doubt=Doubt.ALL)) > len(both)


def test_filters_narrow_claims_and_suggestions_alike(store: Path) -> None:
    one = queue(store, Filters((EntityFilter(4, "four"),)))
    assert [number for number in one if number < 0] == [-2]
    assert set(one) - {-2} == low(store, "4 IN (subject_id, object_id)")
    assert [n for n in queue(store, Filters((PairFilter(2, 1, "both"),))) if n < 0] == [-1]
    assert {n for n in queue(store, Filters((OutletFilter(1, "x"),))) if n > 0} == low(store, "outlet_id = 1")
    assert queue(store, Filters((DateFilter("1990", "1991"),))) == []


def test_a_typed_name_finds_claims_and_suggestions(store: Path) -> None:
    db = open_reader(store)
    name = db.execute("SELECT name FROM entities WHERE id = 1").fetchone()[0]
    db.close()
    found = queue(store, text=name)
    assert -1 in found and -2 not in found
    assert {n for n in found if n > 0} == low(store, "1 IN (subject_id, object_id)")


def test_a_doubtful_claim_tells_who_is_who_in_its_sentence_and_what_stands_around(store: Path) -> None:
    db = open_reader(store)
    numbers = [number for number in queue(store) if number > 0]
    for number, row in ReviewQueue().rows(db, numbers).items():
        assert isinstance(row, DoubtfulClaim) and row.id == number
        claim = row.claim
        assert {claim.evidence[s.start : s.end] for s in row.subject_spans} == {claim.subject}
        assert {claim.evidence[s.start : s.end] for s in row.object_spans} == {claim.object}
        text = db.execute("SELECT text FROM articles WHERE id = ?", (claim.article_id,)).fetchone()[0]
        assert row.before + claim.evidence + row.after in text
        assert row.confidence_why == "the verb stands between two names" and row.why == ()
    db.close()


def test_a_suggestion_shows_both_with_a_sentence_that_names_each(store: Path) -> None:
    db = open_reader(store)
    (row,) = ReviewQueue().rows(db, [-2, -99]).values()
    db.close()
    assert isinstance(row, DoubtfulPair)
    for side, name in ((row.stays, row.suggestion.stays), (row.goes, row.suggestion.goes)):
        assert side.names[0] == name and side.mention is not None
        assert side.sentence[side.mention.start : side.mention.end] == name


def test_a_suggestion_lists_a_name_in_other_case_once(store: Path) -> None:
    with sqlite3.connect(store) as db:
        (shown,) = db.execute("SELECT name FROM names WHERE entity_id = 3 AND type = 'canonical'").fetchone()
        add = "INSERT INTO names (entity_id, name, folded, type, origin) VALUES (3, ?, 'x', 'alias', 'article')"
        db.executemany(add, [(shown.upper(),), (shown.lower(),)])
        (stored,) = db.execute("SELECT count(*) FROM names WHERE entity_id = 3").fetchone()
    db.close()
    with open_reader(store) as reader:
        found = ReviewQueue().rows(reader, [-2])[-2]
    reader.close()
    assert isinstance(found, DoubtfulPair)
    side = found.stays if found.suggestion.stays_id == 3 else found.goes
    assert side.names[0] == shown and side.names_total == stored - 2 == len(side.names)


@pytest.mark.parametrize("words", [3, 500])
def test_what_stands_around_a_mention_is_cut_between_words(words: int) -> None:
    around = "wordy " * words
    text = f"{around}The Red Front{' wordy' * words}"
    start = len(around) + 4
    part = text[max(0, start - 240) : start + 9 + 240]
    at = start - max(0, start - 240)
    sentence, mention = _sentence(part, at, at + 9)
    assert sentence[mention.start : mention.end] == "Red Front"
    assert set(sentence.split()) == {"wordy", "The", "Red", "Front"} | ({"…"} if words > 100 else set())
