"""The reader: one article whole, with every mention and claim in it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from store.queries.claims import ClaimRow, Claims
from store.queries.filters import ArticleFilter, Filters
from store.queries.listing import PAGE, Order, record_of
from store.queries.stories import Printing, copies_of, first_of, printings
from store.records import Kind, Span

LONGEST_SHOWN: Final = 1_000_000
"""Characters of a text that are shown at once; of a longer one, the part around what was asked for."""
MOST_CLAIMS: Final = 2000
MOST_MENTIONS: Final = 100_000


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity that an article names, with every mention in order."""

    id: int
    name: str
    kind: Kind
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the columns of a row of coded data say beside its text; deaths are persons, ``sources`` all it names."""

    dataset: str
    type: str | None
    subtype: str | None
    place: str | None
    deaths: int | None
    deaths_low: int | None
    deaths_high: int | None
    sources: str | None


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article for the reader.

    ``text`` begins at character ``offset`` of the stored text, which is ``length`` characters long. Claims come in the
    order of the text, entities by number of mentions. ``claims_total`` counts more than ``claims`` where those are cut.
    ``copies`` counts the other printings of its story, of whom ``printings`` names the first many; ``first_article`` is
    the one that the story counts for, with ``first_outlet`` as its outlet, where it is not this one. ``event`` is there
    for a row of coded data, whose entities stand in its columns and need no mention in its text.
    """

    id: int
    title: str
    outlet: str | None
    date: str | None
    language: str | None
    address: str | None
    path: str
    position: int | None
    text: str
    offset: int
    length: int
    entities: tuple[NamedEntity, ...]
    claims: tuple[ClaimRow, ...]
    claims_total: int
    copies: int
    printings: tuple[Printing, ...]
    first_outlet: str | None
    first_article: int | None
    event: EventFacts | None


def read_article(connection: sqlite3.Connection, article_id: int, around: int = 0) -> ReadArticle | None:
    """Return an article with its mentions and claims, or None where it is not there.

    ``around`` is the character that must be within the part shown of a very long text.
    """
    row = connection.execute(
        """
        SELECT articles.id, substr(title, 1, 5000) AS title, outlets.name AS outlet, date, language, address, path,
               position, length(text) AS length
        FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id = ?
        """,
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    offset = 0
    if row["length"] > LONGEST_SHOWN:
        offset = max(0, min(around - LONGEST_SHOWN // 2, row["length"] - LONGEST_SHOWN))
    text: str = connection.execute(
        f"SELECT substr(text, ?, {LONGEST_SHOWN}) FROM articles WHERE id = ?", (offset + 1, article_id)
    ).fetchone()[0]
    claims = Claims()
    within = Filters((ArticleFilter(article_id, ""),))
    ids = list(claims.ids(connection, within, "", Order("place")))
    rows: dict[int, ClaimRow] = {}
    for first in range(0, min(len(ids), MOST_CLAIMS), PAGE):
        rows |= claims.rows(connection, ids[first : first + PAGE])
    told = copies_of(connection, [article_id]).get(article_id)
    first_article, first_outlet = first_of(connection, article_id)
    return record_of(
        ReadArticle,
        row,
        text=text,
        offset=offset,
        entities=_entities(connection, article_id),
        claims=tuple(sorted(rows.values(), key=lambda claim: (claim.start, claim.id))),
        claims_total=len(ids),
        copies=told.more if told is not None else 0,
        printings=tuple(printings(connection, article_id)) if told is not None else (),
        first_article=first_article,
        first_outlet=first_outlet,
        event=_event(connection, article_id),
    )


def text_around(connection: sqlite3.Connection, article_id: int, start: int, end: int, around: int) -> tuple[str, int]:
    """Return an article's text from ``around`` characters before a stretch to as many after it, and where it begins."""
    first = max(0, start - around)
    row = connection.execute(
        "SELECT substr(text, ?, ?) FROM articles WHERE id = ?", (first + 1, end - first + around, article_id)
    ).fetchone()
    return (row[0] if row else ""), first


def _event(connection: sqlite3.Connection, article_id: int) -> EventFacts | None:
    row = connection.execute(
        """
        SELECT dataset, type, subtype,
               (SELECT entities.name FROM event_actors JOIN entities ON entities.id = event_actors.entity_id
                WHERE event_actors.article_id = events.article_id AND role = 'place') AS place,
               deaths, deaths_low, deaths_high, substr(sources, 1, 500) AS sources
        FROM events WHERE article_id = ?
        """,
        (article_id,),
    ).fetchone()
    return None if row is None else EventFacts(*row)


def _entities(connection: sqlite3.Connection, article_id: int) -> tuple[NamedEntity, ...]:
    found = connection.execute(
        f"""
        SELECT entities.id, substr(entities.name, 1, 300), entities.kind, mentions.start, mentions.end
        FROM mentions JOIN entities ON entities.id = mentions.entity_id
        WHERE mentions.article_id = ? ORDER BY mentions.start LIMIT {MOST_MENTIONS}
        """,
        (article_id,),
    )
    spans: dict[tuple[int, str, str], list[Span]] = {}
    for entity_id, name, kind, start, end in found:
        spans.setdefault((entity_id, name, kind), []).append(Span(start, end))
    for row in connection.execute(
        "SELECT DISTINCT entities.id, substr(entities.name, 1, 300), entities.kind FROM event_actors"
        " JOIN entities ON entities.id = event_actors.entity_id WHERE event_actors.article_id = ?",
        (article_id,),
    ):
        spans.setdefault((row[0], row[1], row[2]), [])
    named = [NamedEntity(key[0], key[1], Kind(key[2]), tuple(places)) for key, places in spans.items()]
    return tuple(sorted(named, key=lambda entity: (-len(entity.mentions), entity.name)))
