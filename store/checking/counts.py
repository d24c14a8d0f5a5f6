"""Claims against their relationships, and every counter against what it counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from store.checking.finding import EXAMPLES, REPAIR, RESTORE, Finding, Proof, rows_that
from store.months import rebuild_months, wrong_months
from store.records import Relation
from store.relationships import file_claims
from store.stories import mend_stories, wrong_stories
from store.tallies import recount_entities, recount_relationships, wrong_entities, wrong_relationships

_SYMMETRIC: Final = ", ".join(f"'{relation.value}'" for relation in Relation if relation.symmetric)

# A symmetric relation stands once, with the entity of the lower id as its subject; so do undirected claims.
_MISFILED: Final = f"""
SELECT c.id FROM claims AS c LEFT JOIN relationships AS r ON r.id = c.relationship_id
WHERE CASE WHEN c.subject_id = c.object_id THEN c.relationship_id IS NOT NULL
ELSE r.id IS NULL OR r.relation <> c.relation OR (r.subject_id, r.object_id) IS NOT (
    CASE WHEN c.undirected OR c.relation IN ({_SYMMETRIC}) THEN min(c.subject_id, c.object_id) ELSE c.subject_id END,
    CASE WHEN c.undirected OR c.relation IN ({_SYMMETRIC}) THEN max(c.subject_id, c.object_id) ELSE c.object_id END
) END
"""

_WRONG_STANCE: Final = " OR ".join(
    f"(relation = '{relation.value}' AND stance <> '{relation.stance.value}')" for relation in Relation
)


def _filing(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    yield from rows_that(
        connection,
        "claims under a relationship that is not theirs",
        f"SELECT 'claim ' || id FROM ({_MISFILED})",
        REPAIR,
        _file_again,
    )
    yield from rows_that(
        connection,
        "relationships with a wrong stance",
        f"SELECT 'relationship ' || id FROM relationships WHERE {_WRONG_STANCE}",
        REPAIR,
        _mend_stances,
    )


def _file_again(connection: sqlite3.Connection) -> None:
    claims = [int(row[0]) for row in connection.execute(_MISFILED)]
    recount_relationships(connection, sorted(file_claims(connection, claims)))


def _mend_stances(connection: sqlite3.Connection) -> None:
    connection.executemany(
        "UPDATE relationships SET stance = ? WHERE relation = ?",
        [(relation.stance.value, relation.value) for relation in Relation],
    )


def _relationships(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    wrong = wrong_relationships(connection)
    if wrong:
        shown = tuple(f"relationship {relationship}" for relationship in wrong[:EXAMPLES])
        yield Finding("relationships that do not agree with their claims", len(wrong), shown, REPAIR, _recount)


def _recount(connection: sqlite3.Connection) -> None:
    recount_relationships(connection, wrong_relationships(connection))


# Mentions are read in the order of their table, pairs in the order of theirs.
_UNPAIRED: Final = """
FROM mentions AS m WHERE NOT EXISTS (
    SELECT 1 FROM entity_articles WHERE entity_id = m.entity_id AND article_id = m.article_id
)
"""
_UNMENTIONED: Final = """
FROM entity_articles AS e WHERE NOT EXISTS (
    SELECT 1 FROM mentions WHERE article_id = e.article_id AND entity_id = e.entity_id
)
"""


def _pairs(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    yield from rows_that(
        connection,
        "mentions of entities that are not there",
        f"SELECT 'article ' || m.article_id {_UNPAIRED} AND NOT EXISTS (SELECT 1 FROM entities WHERE id = m.entity_id)",
        RESTORE,
    )
    yield from rows_that(
        connection,
        "articles of entities that do not agree with their mentions",
        f"SELECT DISTINCT 'article ' || article_id FROM (SELECT m.article_id {_UNPAIRED}"
        f" AND EXISTS (SELECT 1 FROM entities WHERE id = m.entity_id) UNION ALL SELECT e.article_id {_UNMENTIONED})",
        REPAIR,
        _pair_again,
    )


def _pair_again(connection: sqlite3.Connection) -> None:
    connection.execute(
        "DELETE FROM entity_articles"
        f" WHERE (entity_id, article_id) IN (SELECT e.entity_id, e.article_id {_UNMENTIONED})"
    )
    connection.execute(
        f"INSERT INTO entity_articles (entity_id, article_id) SELECT DISTINCT m.entity_id, m.article_id {_UNPAIRED}"
        " AND EXISTS (SELECT 1 FROM entities WHERE id = m.entity_id)"
    )


_WRONG_ARTICLES: Final = "claims <> (SELECT count(*) FROM claims AS c WHERE c.article_id = articles.id)"


def _articles(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    yield from rows_that(
        connection,
        "articles that do not agree with their claims",
        f"SELECT 'article ' || id FROM articles WHERE {_WRONG_ARTICLES}",
        REPAIR,
        _recount_articles,
    )


def _recount_articles(connection: sqlite3.Connection) -> None:
    connection.execute(
        "UPDATE articles SET claims = (SELECT count(*) FROM claims AS c WHERE c.article_id = articles.id)"
        f" WHERE {_WRONG_ARTICLES}"
    )


def _entities(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    wrong = wrong_entities(connection)
    if wrong:
        shown = tuple(f"entity {entity}" for entity in wrong[:EXAMPLES])
        what = "entities that do not agree with their mentions and claims"
        yield Finding(what, len(wrong), shown, REPAIR, _recount_entities)


def _recount_entities(connection: sqlite3.Connection) -> None:
    recount_entities(connection, wrong_entities(connection))


def _months(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    wrong = wrong_months(connection)
    if wrong:
        shown = tuple(f"{month or 'no date'} of {f'entity {entity}' if entity else 'all'}" for entity, month in wrong)
        yield Finding("months that do not agree with the claims", len(wrong), shown[:EXAMPLES], REPAIR, rebuild_months)


def _stories(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    wrong = wrong_stories(connection)
    if wrong:
        shown = tuple(f"article {article}" for article in wrong[:EXAMPLES])
        yield Finding("stories that count for another than their first outlet", len(wrong), shown, REPAIR, mend_stories)


PROOFS: Final = (
    Proof("claims under their relationships", _filing),
    Proof("stories and their first outlets", _stories),
    Proof("relationships against claims", _relationships),
    Proof("articles of entities against mentions", _pairs),
    Proof("entities against mentions and claims", _entities),
    Proof("articles against claims", _articles),
    Proof("months against claims", _months),
)
