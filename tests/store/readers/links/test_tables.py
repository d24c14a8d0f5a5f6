"""Tables of relationships come in: our own exports, and what people keep in spreadsheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exporters import Format, Wanted, write
from store.exporters.selection import Selection
from store.queries.filters import Listing
from store.readers.items import Skipped
from store.readers.links.relation_words import relation_of
from store.readers.links.tables import find_links
from store.records import Article, CodedRecord, Kind, Relation, Status
from tests.store.readers.links import round_trips
from tests.store.readers.links.linking import read, said

FIGHTS = [("Karanda Front", Relation.FIGHTS, "Velmora Brigade")]


@pytest.mark.parametrize(
    "text",
    [
        "subject,relation,object\nKaranda Front,fights,Velmora Brigade\n",
        "Source;Relationship;Target\nKaranda Front;at war with;Velmora Brigade\n",
        "from\tto\ttype\nKaranda Front\tVelmora Brigade\tattacked\n",
        "Actor1,Actor2,Predicate,Weight\nKaranda Front,Velmora Brigade,ASSAULT,3\n",
        "Entity 1|Link Type|Entity 2\nVelmora Brigade|is attacked by|Karanda Front\n",
        "source,target,label\nKaranda Front,Velmora Brigade,rival of\n",
    ],
)
@pytest.mark.parametrize("name", ["x.csv", "x"])
def test_columns_are_found_by_many_names(text: str, name: str, tmp_path: Path) -> None:
    assert said(read(tmp_path / name, text)) == FIGHTS


def test_what_else_a_row_tells_is_taken(tmp_path: Path) -> None:
    (record,) = read(
        tmp_path / "x.csv",
        "subject,subject_type,relation,object,object_type,date,status,sentence,source,url,said_by,confidence\n"
        "Anna Karsk,person,leads,Karanda Front,armed group,2015-03,reported,Karsk leads them.,Ridge,https://r.org/1,"
        "an aide,medium\n",
    )
    assert isinstance(record, CodedRecord)
    (claim,) = record.reading.claims
    assert {each.kind for each in record.reading.entities} == {Kind.PERSON, Kind.ARMED_GROUP}
    assert (claim.date, claim.status, claim.said_by, claim.confidence) == (
        "2015-03",
        Status.REPORTED,
        "an aide",
        "medium",
    )
    assert record.article.text == "Karsk leads them." and record.article.outlet == "Ridge"
    assert record.article.address == "https://r.org/1" and claim.extractor == "coded: table"


def test_what_says_nothing_is_skipped_with_a_line_that_names_it(tmp_path: Path) -> None:
    items = read(
        tmp_path / "x.csv",
        "subject,relation,object\nA Front,plays chess with,B Front\nA Front,,B Front\n,fights,B Front\nC Army,ally,D Army\n",
    )
    reasons = [(item.position, item.reason) for item in items if isinstance(item, Skipped)]
    assert reasons == [
        (1, "“plays chess with” is none of the relations"),
        (2, "does not say which relation"),
        (3, "names nobody as subject"),
    ]
    assert said(items[3:]) == [("C Army", Relation.ALLIED_WITH, "D Army")]


@pytest.mark.parametrize(
    "text",
    [
        "source,title,text,type\nRidge,One,Fighters of the front attacked the town today.,news\n",
        "from,to,subject,text,type\nann@x.org,bob@x.org,Hello,A mail about nothing at all.,mail\n",
    ],
)
def test_tables_of_articles_stay_tables_of_articles(text: str, tmp_path: Path) -> None:
    assert [type(item) for item in read(tmp_path / "x.csv", text)] == [Article]


@pytest.mark.parametrize("listing", [Listing.CLAIMS, Listing.RELATIONSHIPS])
def test_our_own_tables_come_back(listing: Listing, tmp_path: Path) -> None:
    from contextlib import closing

    from store.database import open_reader

    store = round_trips.make_store(tmp_path / "a.db")
    with closing(open_reader(store)) as connection, (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as out:
        write(Format.CSV, Selection(connection), Wanted(listing), out)
    summary = round_trips.bring_in(tmp_path / "t.csv", tmp_path / "b.db")
    assert summary.skipped == 0, summary.reasons
    here, there = round_trips.relationships(store), round_trips.relationships(tmp_path / "b.db")
    assert {row[:3] for row in there} == {row[:3] for row in here}
    if listing is Listing.CLAIMS:
        assert there == here
        assert round_trips.evidence(tmp_path / "b.db") == round_trips.evidence(store)
    assert round_trips.bring_in(tmp_path / "t.csv", tmp_path / "b.db").known == summary.added


def test_claims_come_back_as_json_lines_too(tmp_path: Path) -> None:
    from contextlib import closing

    from store.database import open_reader

    store = round_trips.make_store(tmp_path / "a.db")
    with closing(open_reader(store)) as connection, (tmp_path / "t.jsonl").open("w", encoding="utf-8") as out:
        write(Format.JSONL, Selection(connection), Wanted(Listing.CLAIMS), out)
    assert round_trips.bring_in(tmp_path / "t.jsonl", tmp_path / "b.db").skipped == 0
    assert round_trips.relationships(tmp_path / "b.db") == round_trips.relationships(store)


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_is_understood_by_its_own_words(relation: Relation) -> None:
    for word in (relation.value, relation.words, relation.value.upper(), relation.value.replace("_", "-")):
        assert relation_of(word) == (relation, False)


def test_no_word_means_two_relations() -> None:
    from store.readers.links import relation_words

    words = [
        relation_words._plain(word)
        for table in (relation_words._WORDS, relation_words._TURNED)
        for listed in table.values()
        for word in listed.split(",")
    ]
    assert sorted(words) == sorted(set(words))


@given(st.lists(st.text(), max_size=4))
def test_any_row_is_a_record_or_a_reason(cells: list[str]) -> None:
    parser = find_links("x.csv", ["subject", "relation", "object", "date"], [])
    assert parser is not None
    assert parser.parse(cells, 1) is not None
    assert parser.parse(["A Front", "fights", "B Army", *cells], 1) is not None
