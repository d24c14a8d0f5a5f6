"""Stories with their copies: how many there are of an article, who else has it, and all of them by size."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from store.queries.filters import Condition, Filters, Listing, where
from store.queries.listing import marks

MOST_PRINTINGS: Final = 200
"""Copies of one story that are named one by one."""

# Articles in nearly the same words, and whatever others printed one of them word for word.
_MORE: Final = """
SELECT m.article_id, m.story_id = m.article_id,
       (SELECT count(*) - 1 FROM story_articles WHERE story_id = m.story_id)
       + (SELECT count(*) FROM story_articles AS s JOIN copies AS c ON c.article_id = s.article_id
          WHERE s.story_id = m.story_id)
FROM story_articles AS m WHERE m.article_id IN ({ids})
UNION ALL
SELECT article_id, 1, count(*) FROM copies
WHERE article_id IN ({ids}) AND article_id NOT IN (SELECT article_id FROM story_articles) GROUP BY article_id
"""

_PRINTINGS: Final = """
SELECT p.article_id, substr(outlets.name, 1, 200), p.date, substr(p.title, 1, 400), p.address, p.word_for_word FROM (
    SELECT id AS article_id, outlet_id, date, title, address, 0 AS word_for_word FROM articles
    WHERE id IN (SELECT article_id FROM story_articles WHERE story_id = :story)
    UNION ALL
    SELECT article_id, outlet_id, date, title, address, 1 FROM copies WHERE article_id = :article
    OR article_id IN (SELECT article_id FROM story_articles WHERE story_id = :story)
) AS p LEFT JOIN outlets ON outlets.id = p.outlet_id
WHERE p.article_id <> :article OR p.word_for_word
ORDER BY p.date IS NULL, p.date, outlets.folded, p.article_id LIMIT :most
"""

_STORIES: Final = """
SELECT told.story, articles.date, substr(outlets.name, 1, 200), substr(articles.title, 1, 400),
       max(0, (SELECT count(*) - 1 FROM story_articles WHERE story_id = told.story))
       + (SELECT count(*) FROM copies WHERE article_id = told.story OR article_id IN
          (SELECT article_id FROM story_articles WHERE story_id = told.story)) AS copies
FROM (SELECT DISTINCT ifnull(s.story_id, articles.id) AS story FROM articles
      LEFT JOIN story_articles AS s ON s.article_id = articles.id{clause}) AS told
JOIN articles ON articles.id = told.story
LEFT JOIN story_articles AS first ON first.article_id = told.story
LEFT JOIN outlets ON outlets.id = ifnull(first.outlet_id, articles.outlet_id)
ORDER BY copies DESC, articles.date DESC, told.story DESC
"""

_HAS_COPIES: Final = Condition("(s.story_id IS NOT NULL OR articles.id IN (SELECT article_id FROM copies))", ())


@dataclass(frozen=True, slots=True)
class Copies:
    """How many copies of an article's story there are beside it, and whether it is the story's first article."""

    more: int
    first: bool


@dataclass(frozen=True, slots=True)
class Printing:
    """One more printing of an article's story: ``article_id`` is its own, or that of the article it copies exactly."""

    article_id: int
    outlet: str | None
    date: str | None
    title: str
    address: str | None
    word_for_word: bool


@dataclass(frozen=True, slots=True)
class Story:
    """One story of which there are copies: its first article, the outlet that it counts for, how many copies."""

    id: int
    date: str | None
    outlet: str | None
    title: str
    copies: int


def copies_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Copies]:
    """Return the copies of those articles that have any."""
    rows = connection.execute(_MORE.format(ids=marks(ids)), (*ids, *ids)).fetchall()
    return {row[0]: Copies(row[2], bool(row[1])) for row in rows if row[2]}


def printings(connection: sqlite3.Connection, article_id: int) -> list[Printing]:
    """Return the other printings of an article's story, earliest first, at most :data:`MOST_PRINTINGS`."""
    row = connection.execute("SELECT story_id FROM story_articles WHERE article_id = ?", (article_id,)).fetchone()
    values = {"article": article_id, "story": None if row is None else row[0], "most": MOST_PRINTINGS}
    rows = connection.execute(_PRINTINGS, values).fetchall()
    return [Printing(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]


def stories(connection: sqlite3.Connection, filters: Filters) -> Iterator[Story]:
    """Stream the stories of which an article passes the filters, those with most copies first."""
    clause, values = where([_HAS_COPIES, *filters.conditions(Listing.ARTICLES)])
    for row in connection.execute(_STORIES.format(clause=clause), values):
        yield Story(*row)


def first_of(connection: sqlite3.Connection, article_id: int) -> tuple[int | None, str | None]:
    """Return the first article of a story and the outlet it counts for; nothing where the article is that itself."""
    row = connection.execute(
        "SELECT story_id, substr(outlets.name, 1, 200) FROM story_articles LEFT JOIN outlets"
        " ON outlets.id = story_articles.outlet_id WHERE article_id = ?",
        (article_id,),
    ).fetchone()
    return (None, None) if row is None or row[0] == article_id else (row[0], row[1])
