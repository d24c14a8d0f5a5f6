"""One story and its copies: found among the articles as they are written, and counted for the outlet that had it first.

Two articles are one story where they share a key and resemble each other (see :mod:`store.near_duplicates`), and so are
all that hang together by such pairs. Whatever the order in which they came, the story's first article is the same: the
earliest that names its outlet and date, by the outlet's name and the text where several are of one day.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from store.tallies import Tallies

if TYPE_CHECKING:
    from store.near_duplicates import Words

MOST_COMPARED: Final = 32
"""Articles with which one is compared; those that share most keys with it come first."""

_MOST_OF_KEY: Final = 500
"""Articles of one key that are looked at: beyond that it is a publisher's standing text, or a story found long ago."""

_REMEMBERED: Final = 2000

_MEMBERS: Final = """
SELECT a.id, a.outlet_id, s.outlet_id, s.story_id FROM articles AS a
LEFT JOIN story_articles AS s ON s.article_id = a.id WHERE a.id IN (SELECT value FROM json_each(:ids))
"""

# Printed word for word by others, an article is theirs as much as its own outlet's.
_FIRST: Final = """
SELECT p.id, p.outlet_id FROM (
    SELECT id, outlet_id, date, text_hash FROM articles WHERE id IN (SELECT value FROM json_each(:ids))
    UNION ALL
    SELECT a.id, c.outlet_id, c.date, a.text_hash FROM copies AS c JOIN articles AS a ON a.id = c.article_id
    WHERE c.article_id IN (SELECT value FROM json_each(:ids))
) AS p LEFT JOIN outlets AS o ON o.id = p.outlet_id
ORDER BY p.outlet_id IS NULL, p.date IS NULL, p.date, o.folded, p.text_hash LIMIT 1
"""


class Attribution(NamedTuple):
    """The outlet that an article's claims count for, and the article's own where it only copied the story."""

    outlet_id: int | None
    copied_by: int | None


class _Member(NamedTuple):
    article_id: int
    own: int | None
    counted: int | None
    story_id: int | None


class Stories:
    """Finds stories and keeps what counts for whom in step; part of the one write path.

    Every method is to be called inside a batch, with the article and its claims, if any, already written.
    """

    def __init__(self, connection: sqlite3.Connection, tallies: Tallies) -> None:
        self._connection = connection
        self._tallies = tallies
        self._words: OrderedDict[int, Words] = OrderedDict()

    def forget(self) -> None:
        """Drop what is remembered of articles, after a batch was rolled back: their ids will be given again."""
        self._words.clear()

    def attribution(self, article_id: int, outlet_id: int | None) -> Attribution:
        """Return whom the claims of an article of this outlet count for."""
        row = self._connection.execute(
            "SELECT outlet_id FROM story_articles WHERE article_id = ?", (article_id,)
        ).fetchone()
        if row is None or row[0] == outlet_id:
            return Attribution(outlet_id, None)
        return Attribution(row[0], outlet_id)

    def has_keys(self, article_id: int, keys: Sequence[int]) -> bool:
        """Whether an article with these keys was looked at before."""
        found = self._connection.execute(
            "SELECT 1 FROM story_keys WHERE key = ? AND article_id = ?", (keys[0], article_id)
        ).fetchone()
        return found is not None

    def add(self, article_id: int, text: str, keys: Sequence[int]) -> None:
        """Find the story of an article by its :func:`store.near_duplicates.story_keys`, and keep the keys."""
        candidates = self._candidates(keys)
        self._connection.executemany(
            "INSERT OR IGNORE INTO story_keys (key, article_id) VALUES (?, ?)", [(key, article_id) for key in keys]
        )
        found = self._compare(article_id, text, candidates) if candidates else set()
        if found:
            self.settle(found | {article_id})

    def settle(self, articles: Iterable[int]) -> None:
        """Make articles, with the stories that they belong to, one story; count their claims for its first outlet.

        For one article alone, it is asked anew whose it is: exact copies of it may have come in.
        """
        members = self._members(articles)
        ids = "[" + ",".join(str(member.article_id) for member in members) + "]"
        first, outlet = self._connection.execute(_FIRST, {"ids": ids}).fetchone()
        alone = len(members) == 1 and members[0].own == outlet
        for member in members:
            before = member.own if member.story_id is None else member.counted
            if before != outlet:
                self._move_claims(member, before, outlet)
        if alone:
            self._connection.execute("DELETE FROM story_articles WHERE article_id = ?", (members[0].article_id,))
            return
        self._connection.executemany(
            "INSERT INTO story_articles (article_id, story_id, outlet_id) VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET story_id = excluded.story_id, outlet_id = excluded.outlet_id",
            [
                (member.article_id, first, outlet)
                for member in members
                if (member.story_id, member.counted) != (first, outlet)
            ],
        )

    def _candidates(self, keys: Sequence[int]) -> Counter[int]:
        """Return the articles that share keys, with how many."""
        found: Counter[int] = Counter()
        for key in keys:
            rows = self._connection.execute(
                "SELECT article_id FROM story_keys WHERE key = ? LIMIT ?", (key, _MOST_OF_KEY)
            )
            found.update(row[0] for row in rows)
        return found

    def _compare(self, article_id: int, text: str, candidates: Counter[int]) -> set[int]:
        """Return one article of each story that the text belongs to."""
        from store.near_duplicates import THRESHOLD, resemblance, words_of

        stories = self._stories_of(candidates)
        own = self._words[article_id] = words_of(text)
        found: dict[int, int] = {}
        compared = 0
        for other in sorted(candidates, key=lambda each: (-candidates[each], each)):
            story = stories.get(other, other)
            if story in found:
                continue
            if compared == MOST_COMPARED:
                break
            compared += 1
            if resemblance(own, self._words_of(other)) >= THRESHOLD:
                found[story] = other
        while len(self._words) > _REMEMBERED:
            self._words.popitem(last=False)
        return set(found.values())

    def _stories_of(self, articles: Iterable[int]) -> dict[int, int]:
        ids = "[" + ",".join(map(str, articles)) + "]"
        rows = self._connection.execute(
            "SELECT article_id, story_id FROM story_articles WHERE article_id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        return dict(rows.fetchall())

    def _words_of(self, article_id: int) -> Words:
        from store.near_duplicates import words_of

        words = self._words.pop(article_id, None)
        if words is None:
            row = self._connection.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()
            words = words_of(row[0] if row is not None else "")
        self._words[article_id] = words
        return words

    def _members(self, articles: Iterable[int]) -> list[_Member]:
        """Return the articles and all others of their stories."""
        wanted = set(articles)
        for story in set(self._stories_of(wanted).values()):
            rows = self._connection.execute("SELECT article_id FROM story_articles WHERE story_id = ?", (story,))
            wanted.update(row[0] for row in rows)
        ids = "[" + ",".join(map(str, sorted(wanted))) + "]"
        return [_Member(*row) for row in self._connection.execute(_MEMBERS, {"ids": ids})]

    def _move_claims(self, member: _Member, before: int | None, after: int | None) -> None:
        rows = self._connection.execute(
            "SELECT relationship_id FROM claims WHERE article_id = ? AND relationship_id IS NOT NULL"
            " AND verdict IS NOT 'rejected'",
            (member.article_id,),
        ).fetchall()
        for (relationship_id,) in rows:
            self._tallies.move_claim(relationship_id, member.own, before, after)


def wrong_stories(connection: sqlite3.Connection) -> list[int]:
    """Return one article of each story whose first article or outlet is not what its printings say; reads all."""
    wanted = connection.execute(
        "SELECT DISTINCT story_id FROM story_articles UNION"
        " SELECT article_id FROM copies JOIN articles ON articles.id = article_id WHERE articles.kind = 'report'"
        " AND article_id NOT IN (SELECT article_id FROM story_articles)"
    ).fetchall()
    wrong = []
    for (story,) in wanted:
        rows = connection.execute(
            "SELECT article_id, story_id, outlet_id FROM story_articles WHERE story_id = ?", (story,)
        ).fetchall()
        ids = "[" + ",".join(str(row[0]) for row in rows or [(story,)]) + "]"
        first, outlet = connection.execute(_FIRST, {"ids": ids}).fetchone()
        (own,) = connection.execute("SELECT outlet_id FROM articles WHERE id = ?", (first,)).fetchone()
        told = {(row[1], row[2]) for row in rows}
        if told != ({(first, outlet)} if len(rows) > 1 or own != outlet else set()):
            wrong.append(int(story))
    return wrong


def mend_stories(connection: sqlite3.Connection) -> None:
    """Bring :func:`wrong_stories` right, with what counts for whom. Call inside a transaction."""
    tallies = Tallies(connection)
    stories = Stories(connection, tallies)
    for article_id in wrong_stories(connection):
        stories.settle([article_id])
    tallies.write()
