from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.names import fold
from store.queries.articles import ArticleRow
from store.queries.claims import ClaimRow
from store.queries.groups import GroupRow
from store.queries.name_filter import SpellingFilter
from store.queries.search import CLOSE, MOST_SHOWN, OPEN, Found, marked, search
from store.queries.search_language import Field, Term, read_query
from store.records import Confidence, Kind, Relation, Status

FIELDS = "outlet from since to until lang title status confidence relation stance kind group".split()


def last(db: sqlite3.Connection, typed: str, most: int = MOST_SHOWN) -> Found:
    *_, found = search(db, typed, most=most)
    return found


def records(found: Found, section: str) -> list[object]:
    return [hit.record for part in found.sections if part.name == section for hit in part.hits]


pieces = st.lists(
    st.sampled_from(
        ['"', "-", "*", "(", ")", "NOT ", "OR ", "AND ", "NEAR(", "front", "a", " ", "^", "{", ":", "%", "'"]
    )
    | st.sampled_from([f"{name}:" for name in FIELDS])
    | st.sampled_from(["fights", "state", "2014-02", "high", "denied", "gazette", "ar"])
    | st.text(st.characters(codec="utf-8"), max_size=5),
    max_size=14,
).map("".join)


@given(pieces)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_whatever_is_typed_is_answered(made: sqlite3.Connection, typed: str) -> None:
    for found in search(made, typed):
        for section in found.sections:
            assert 0 < len(section.hits) <= min(MOST_SHOWN, section.total)


@given(pieces)
def test_reading_a_query_never_fails_and_leaves_no_quote_inside_a_term(typed: str) -> None:
    query = read_query(typed)
    for term in (*query.wanted, *query.unwanted):
        assert term.words and all('"' not in word and " " not in word for word in term.words)


def test_words_phrases_beginnings_and_exclusions_are_told_apart() -> None:
    query = read_query('truce "took control" bomb* -ghouta NOT "al nusra" title:idlib sar')
    assert query.wanted == (
        Term(("truce",)),
        Term(("took", "control")),
        Term(("bomb",), beginning=True),
        Term(("idlib",), in_title=True),
        Term(("sar",), beginning=True),
    )
    assert query.unwanted == (Term(("ghouta",)), Term(("al", "nusra")))


def test_fields_may_be_unfinished_negated_and_quoted() -> None:
    query = read_query('outlet:"Orontes Monitor" -relation:sup status:den from:2016-01 since:2015 kind:armed')
    assert query.fields == (
        Field("outlet", ("Orontes Monitor",)),
        Field("relation", (Relation.SUPPORTS,), excluded=True),
        Field("status", (Status.DENIED,)),
        Field("from", ("2016-01",)),
        Field("from", ("2015",)),
        Field("kind", (Kind.ARMED_GROUP,)),
    )


def test_what_is_misspelled_is_noted_once_it_is_finished() -> None:
    assert read_query("confidence:huge").notes == ()
    assert read_query("confidence:huge ").notes == ("confidence: is one of high, medium, low",)
    assert read_query("from:yesterday truce").notes == ("from: is a year, 2016-03 or 2016-03-25",)


def test_one_box_finds_groups_articles_and_claims(made: sqlite3.Connection) -> None:
    name = made.execute("SELECT name FROM entities WHERE kind = 'armed_group' ORDER BY claims DESC").fetchone()[0]
    found = last(made, f'"{name}"')
    groups, articles, claims = (records(found, section) for section in ("groups", "articles", "claims"))
    assert any(isinstance(row, GroupRow) and row.name == name for row in groups)
    assert articles and all(isinstance(row, ArticleRow) for row in articles)
    assert claims and all(isinstance(row, ClaimRow) and fold(name) in fold(row.evidence) for row in claims)


def test_every_hit_says_why(made: sqlite3.Connection) -> None:
    for section in last(made, "front").sections:
        for hit in section.hits:
            assert f"{OPEN}" in hit.why and f"{CLOSE}" in hit.why, (section.name, hit)


def test_names_are_found_in_their_own_script(made: sqlite3.Connection) -> None:
    number, name = made.execute("SELECT entity_id, name FROM names WHERE type = 'original' LIMIT 1").fetchone()
    found = [hit for section in last(made, name).sections for hit in section.hits]
    hit = next(hit for hit in found if hit.record.id == number and isinstance(hit.record, GroupRow))
    assert hit.why.startswith("name in its own script")


def test_other_spellings_say_by_which_name_they_were_found(made: sqlite3.Connection, made_store: Path) -> None:
    names = SpellingFilter(made_store)
    names.prepare(made)
    number, name = made.execute(
        "SELECT id, name FROM entities WHERE name GLOB '*Front*' AND kind = 'armed_group' LIMIT 1"
    ).fetchone()
    typed = name.replace("Front", "Fronnt")
    *_, found = search(made, typed, names)
    hit = next(hit for section in found.sections for hit in section.hits if hit.record.id == number)
    assert name in hit.why and ":" in hit.why


@pytest.mark.parametrize(
    ("typed", "holds"),
    [
        ("relation:fights ", lambda row: row.relation is Relation.FIGHTS),
        ("status:denied ", lambda row: row.status is Status.DENIED),
        ("-status:asserted ", lambda row: row.status is not Status.ASSERTED),
        ("confidence:low relation:allied ", lambda row: row.confidence is Confidence.LOW),
        ("from:2014 to:2014 ", lambda row: row.date.startswith("2014")),
        ("outlet:gazette ", lambda row: row.outlet == "Harbour Gazette"),
        ('-outlet:"harbour gazette" ', lambda row: row.outlet != "Harbour Gazette"),
    ],
)
def test_fields_narrow_claims(made: sqlite3.Connection, typed: str, holds: object) -> None:
    claims = records(last(made, typed, 50), "claims")
    assert claims and all(holds(row) for row in claims)  # type: ignore[operator]


def test_a_group_may_be_asked_for_by_any_of_its_names(made: sqlite3.Connection) -> None:
    number, name = made.execute(
        "SELECT entity_id, name FROM names WHERE type = 'acronym' AND entity_id IN (SELECT subject_id FROM claims)"
    ).fetchone()
    claims = records(last(made, f"group:{name} ", 50), "claims")
    assert claims and all(number in (row.subject_id, row.object_id) for row in claims)  # type: ignore[attr-defined]


def test_counts_are_of_all_hits_and_not_of_those_shown(made: sqlite3.Connection) -> None:
    section = next(part for part in last(made, "front ", 3).sections if part.name == "articles")
    expected = made.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'front'").fetchone()[0]
    assert len(section.hits) == 3 and section.total == expected and not section.more


def test_matching_words_are_marked_whatever_their_accents() -> None:
    assert marked("the Órontes front", ["oront"]) == f"the {OPEN}Órontes{CLOSE} front"
    assert marked("x", []) == "x"
