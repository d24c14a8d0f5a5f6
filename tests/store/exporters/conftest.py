"""A store whose texts try to break every format, and one selection of all of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from store.curation import Curator
from store.database import open_reader
from store.exporters import Format, Wanted, write
from store.exporters.selection import Selection
from store.queries.filters import Filters, Listing
from store.records import Article, Confidence, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status
from store.world import load_world
from store.writing import Writer

SENTENCES = (
    "The <b>Karanda</b> Front & \"allies\" shelled the =Velmora Brigade, a witness said.",
    "Front of the \x1b[31mredder\x07 kind; the Ostrand Army backs it _fully_ [here](http://evil.example/).",
    "لواء فلمورا denied\u202e that it ever joined the Karanda Front.",
    "Anna Karsk leads the Karanda Front, which holds the town of Zubin.",
)  # fmt: skip
TEXT = "\n\n".join(SENTENCES)


def _span(number: int) -> Span:
    start = TEXT.index(SENTENCES[number])
    return Span(start, start + len(SENTENCES[number]))


def _entity(key: str, name: str, kind: Kind, *more: str) -> FoundEntity:
    return FoundEntity(key, name, kind, (name, *more), (Span(len(key), len(key) + 4),))


ENTITIES = (
    _entity("k", "Karanda Front", Kind.ARMED_GROUP, "KF", "@Front of Karanda"),
    _entity("v", "=Velmora Brigade", Kind.ARMED_GROUP, "لواء فلمورا"),
    _entity("oo", "Ostrand <Army> & Sons", Kind.STATE),
    _entity("ppp", "Anna Karsk", Kind.PERSON),
    _entity("zzzz", "Zubin Old Town", Kind.PLACE),
)
CLAIMS = (
    FoundClaim("k", Relation.FIGHTS, "v", Status.REPORTED, _span(0), said_by="a witness", confidence=Confidence.HIGH),
    FoundClaim("oo", Relation.SUPPORTS, "k", Status.ASSERTED, _span(1), date="2014-03"),
    FoundClaim("v", Relation.MERGED_INTO, "k", Status.DENIED, _span(2), said_by="لواء فلمورا", said_by_key="v"),
    FoundClaim("ppp", Relation.LEADS, "k", Status.ASSERTED, _span(3)),
    FoundClaim("k", Relation.CONTROLS, "zzzz", Status.ASSERTED, _span(3)),
    FoundClaim("k", Relation.PART_OF, "oo", Status.PLANNED, _span(1)),
    FoundClaim("k", Relation.ALLIED_WITH, "oo", Status.ASSERTED, _span(1)),
    FoundClaim("oo", Relation.SANCTIONS, "v", Status.ASSERTED, _span(0)),
    FoundClaim("v", Relation.SPLIT_FROM, "oo", Status.ASSERTED, _span(2)),
    FoundClaim("v", Relation.SAME_AS, "oo", Status.ASSERTED, _span(2)),
    FoundClaim("zzzz", Relation.LEADS, "k", Status.ASSERTED, _span(3)),
)
ARTICLES = (
    Article(TEXT, "=cmd|' /C calc'!A0", "Harbour & Sons", "2014-03-05", "en", "https://harbour.example.org/a?b=1&c=%20d"),
    Article(TEXT + " 2", "100% {sure}\\ of_it ~ #1 $5", "Ridge \u202eDaily", "2016-01-31", "ar", "javascript:alert(1)"),
    Article(TEXT + " 3", "]]> --> <script>alert(1)</script>", None, None, None, None, "/Users/anna/secret/x.csv", 7),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of three articles that all say the same."""
    path = tmp_path / "s.db"
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["test"])
        with writer.batch():
            for article in ARTICLES:
                writer.add(article, Reading(article.language, ENTITIES, CLAIMS), import_id, "1")
    return path


@pytest.fixture
def connection(store: Path) -> Iterator[sqlite3.Connection]:
    opened = open_reader(store)
    yield opened
    opened.close()


Exported = Callable[..., str]


@pytest.fixture
def exported(connection: sqlite3.Connection) -> Exported:
    """Write a format and return the text."""

    def export(chosen: Format, filters: Filters | None = None, **wanted: object) -> str:
        out = StringIO()
        listing = wanted.pop("listing", Listing.RELATIONSHIPS)
        write(chosen, Selection(connection, filters), Wanted(listing, **wanted), out)  # type: ignore[arg-type]
        return out.getvalue()

    return export


@pytest.fixture
def ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Ids of entities by their names."""
    return {row[1]: row[0] for row in connection.execute("SELECT id, name FROM entities")}


@pytest.fixture
def rejected(store: Path) -> int:
    """The id of a claim that the analyst rejected: one of the three that say who leads."""
    with Curator(store) as curator:
        claim = curator.db.conn.execute("SELECT min(id) FROM claims WHERE relation = 'fights'").fetchone()[0]
        curator.judge([claim], "rejected")
    return int(claim)
