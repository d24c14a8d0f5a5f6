"""A store of made-up groups, and what of a store a graph format ought to bring back."""

from __future__ import annotations

from contextlib import closing
from io import StringIO
from pathlib import Path

from store.database import open_reader
from store.exporters import Format, Wanted, write
from store.exporters.selection import Selection
from store.importing import Summary, import_paths
from store.queries.filters import Listing
from store.records import (
    Article,
    Confidence,
    FoundClaim,
    FoundEntity,
    Kind,
    Reading,
    Relation,
    Span,
    Status,
)
from store.world import load_world
from store.writing import Writer

SENTENCES = (
    "Fighters of the Karanda Front shelled a post of the Velmora Brigade on Monday.",
    "The Karanda Front, which Ostrand backs, is said to have joined the Tessaly Movement.",
    "The Velmora Brigade denied that it ever split from the Zubin Guard, led by Anna Karsk.",
)
TEXT = " ".join(SENTENCES)
ENTITIES = tuple(
    FoundEntity(key, name, kind, (name,), (Span(number, number + 4),))
    for number, (key, name, kind) in enumerate(
        (
            ("k", "Karanda Front", Kind.ARMED_GROUP),
            ("v", "Velmora Brigade", Kind.ARMED_GROUP),
            ("o", "Ostrand", Kind.STATE),
            ("t", "Tessaly Movement", Kind.ORGANIZATION),
            ("z", "Zubin Guard", Kind.ARMED_GROUP),
            ("a", "Anna Karsk", Kind.PERSON),
            ("p", "Mirotown Harbour", Kind.PLACE),
        )
    )
)
SAID = (
    (("k", Relation.FIGHTS, "v", Status.ASSERTED, "2014-01-05"), ("o", Relation.SUPPORTS, "k", Status.REPORTED, None)),
    (("k", Relation.FIGHTS, "v", Status.ASSERTED, "2015-03"), ("k", Relation.PART_OF, "t", Status.REPORTED, None),
     ("v", Relation.SPLIT_FROM, "z", Status.DENIED, "2013"), ("a", Relation.LEADS, "z", Status.ASSERTED, None)),
    (("k", Relation.FIGHTS, "v", Status.DENIED, None), ("v", Relation.MERGED_INTO, "t", Status.PLANNED, None),
     ("k", Relation.ALLIED_WITH, "z", Status.ASSERTED, None), ("o", Relation.SANCTIONS, "v", Status.ASSERTED, None)),
    (("k", Relation.FIGHTS, "v", Status.ASSERTED, "2016-07-01"), ("k", Relation.CONTROLS, "p", Status.ASSERTED, None),
     ("v", Relation.WITHDRAWS_FROM, "p", Status.ASSERTED, None), ("z", Relation.SAME_AS, "t", Status.REPORTED, None),
     ("t", Relation.NEGOTIATES_WITH, "o", Status.ASSERTED, None), ("t", Relation.ACCUSES, "o", Status.ASSERTED, None),
     ("v", Relation.THREATENS, "o", Status.ASSERTED, None), ("z", Relation.AFFILIATED_WITH, "k", Status.ASSERTED, None)),
)  # fmt: skip
OUTLETS = (("Harbour Daily", "2014-01-06"), ("Ridge, the Weekly", "2015-04-01"), ("Harbour Daily", "2016-01-01"),
           ("Delta", "2016-07-02"))  # fmt: skip
NAMES = (
    (1, "KF", "acronym", None, None),
    (1, "Army of Karanda", "former", 2009, 2012),
    (1, "Men of the Karanda", "former", None, 2009),
    (1, "جبهة كرندا", "original", None, None),
    (1, "Karanda Liberation Front", "alias", None, None),
    (2, "Brigade of Velmora", "former", None, None),
)


def make_store(path: Path) -> Path:
    """Write four articles of three outlets that claim all fifteen relations."""
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for number, (said, (outlet, date)) in enumerate(zip(SAID, OUTLETS, strict=True)):
                claims = tuple(
                    FoundClaim(one, relation, other, status, _span(place % 3), date=day, confidence=Confidence.HIGH)
                    for place, (one, relation, other, status, day) in enumerate(said)
                )
                text = f"{TEXT} Number {number}."
                article = Article(text, f"Title {number}", outlet, date, "en", f"https://x.example.org/{number}")
                writer.add(article, Reading("en", ENTITIES, claims), import_id, "1")
            for entity_id, name, type_, since, until in NAMES:
                writer.db["names"].insert(
                    {"entity_id": entity_id, "name": name, "folded": name.casefold(), "type": type_, "since": since,
                     "until": until, "origin": "analyst"}
                )  # fmt: skip
    return path


def _span(number: int) -> Span:
    start = TEXT.index(SENTENCES[number])
    return Span(start, start + len(SENTENCES[number]))


def export(store: Path, chosen: Format, path: Path, evidence: int = 0) -> Path:
    """Write a store in a format."""
    out = StringIO()
    with closing(open_reader(store)) as connection:
        write(chosen, Selection(connection), Wanted(Listing.RELATIONSHIPS, evidence=evidence), out)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def bring_in(path: Path, store: Path) -> Summary:
    """Import a file."""
    return import_paths(store, [str(path)])


def names(store: Path, *, types: bool = True) -> set[tuple[object, ...]]:
    """All names with whom they name."""
    columns = "names.name, type, since, until" if types else "names.name"
    with closing(open_reader(store)) as connection:
        rows = connection.execute(
            f"SELECT entities.name, kind, {columns} FROM names JOIN entities ON entities.id = entity_id"
        )
        return {tuple(row) for row in rows}


def relationships(store: Path) -> set[tuple[object, ...]]:
    """All relationships with counts, outlets and dates; the sides of symmetric ones in the order of their names."""
    with closing(open_reader(store)) as connection:
        rows = connection.execute(
            "SELECT s.name, r.relation, o.name, r.claims, r.asserted, r.reported, r.planned, r.denied, r.outlets,"
            " r.first_date, r.last_date FROM relationships AS r JOIN entities AS s ON s.id = subject_id"
            " JOIN entities AS o ON o.id = object_id"
        ).fetchall()
    return {
        (*(sorted((row[0], row[2])) if Relation(row[1]).symmetric else (row[0], row[2])), row[1], *tuple(row)[3:])
        for row in rows
    }


def evidence(store: Path) -> set[tuple[object, ...]]:
    """The sentences behind every relationship, with status and outlet."""
    with closing(open_reader(store)) as connection:
        rows = connection.execute("SELECT relation, status, outlet, evidence FROM readable_claims")
        return {tuple(row) for row in rows}
