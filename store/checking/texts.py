"""Offsets against texts, hashes against texts, and the full-text index against both."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from store.checking.finding import EXAMPLES, REPAIR, Finding, Proof, rows_that

_REREAD: Final = "run 'conflict-tui check --repair', then 'conflict-tui reread'"
_PAGE: Final = 200
_SAMPLED: Final = 500

# SQLite's length() stops at a NUL, which a text may hold.
_LENGTH: Final = "code_points(a.text)"


def _offsets(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    connection.create_function("code_points", 1, len, deterministic=True)
    yield from rows_that(
        connection,
        "mentions outside their text",
        "SELECT 'article ' || m.article_id FROM (SELECT article_id, max(end) AS last, min(start) AS first FROM mentions"
        f" GROUP BY article_id) AS m JOIN articles AS a ON a.id = m.article_id WHERE first < 0 OR last > {_LENGTH}",
        _REREAD,
        _drop_mentions,
    )
    yield from rows_that(
        connection,
        "claims whose evidence is outside its text",
        "SELECT 'claim ' || c.id FROM claims AS c JOIN articles AS a ON a.id = c.article_id"
        f" WHERE c.start < 0 OR c.end > {_LENGTH}",
        _REREAD,
        _drop_claims,
    )
    yield from rows_that(
        connection,
        "claims whose trigger is outside their evidence",
        f"SELECT 'claim ' || id FROM claims WHERE {_STRAY_TRIGGER}",
        REPAIR,
        _drop_triggers,
    )


_STRAY_TRIGGER: Final = (
    "(trigger_start IS NULL) <> (trigger_end IS NULL)"
    " OR trigger_start < start OR trigger_end > end OR trigger_end <= trigger_start"
)


def _drop_triggers(connection: sqlite3.Connection) -> None:
    connection.execute(f"UPDATE claims SET trigger_start = NULL, trigger_end = NULL WHERE {_STRAY_TRIGGER}")


def _drop_mentions(connection: sqlite3.Connection) -> None:
    """Drop what points outside its text, and mark its article as unread, so that reading it anew finds it again."""
    outside = f"SELECT m.article_id, m.start, m.end, m.entity_id FROM mentions AS m JOIN articles AS a ON a.id = m.article_id WHERE m.start < 0 OR m.end > {_LENGTH}"  # noqa: E501
    rows = connection.execute(outside).fetchall()
    connection.executemany(
        "DELETE FROM mentions WHERE article_id = ? AND start = ? AND end = ? AND entity_id = ?",
        [tuple(row) for row in rows],
    )
    _mark_unread(connection, {int(row[0]) for row in rows})


def _drop_claims(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        "SELECT c.id, c.article_id FROM claims AS c JOIN articles AS a ON a.id = c.article_id"
        f" WHERE c.start < 0 OR c.end > {_LENGTH}"
    ).fetchall()
    connection.executemany("DELETE FROM claims WHERE id = ?", [(row[0],) for row in rows])
    _mark_unread(connection, {int(row[1]) for row in rows})


def _mark_unread(connection: sqlite3.Connection, articles: set[int]) -> None:
    connection.executemany(
        "UPDATE articles SET extractor_version = NULL WHERE id = ?", [(article,) for article in sorted(articles)]
    )


def _hashes(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    from store.writing import text_hash

    wrong: list[int] = []
    last = 0
    while rows := connection.execute(
        "SELECT id, text_hash, text FROM articles WHERE id > ? AND kind = 'report' ORDER BY id LIMIT ?", (last, _PAGE)
    ).fetchall():
        wrong += [row[0] for row in rows if row[1] != text_hash(row[2])]
        last = rows[-1][0]
    if wrong:
        advice = "the texts were altered after their import: import them again from their sources"
        shown = tuple(f"article {article}" for article in wrong[:EXAMPLES])
        yield Finding("texts that are not what was imported", len(wrong), shown, advice)


def _full_text(connection: sqlite3.Connection, _path: Path) -> Iterator[Finding]:
    what = "articles that the full-text index does not fit"
    if connection.execute("PRAGMA query_only").fetchone()[0]:
        # SQLite proves the whole index only to those who may write, and keeps all others waiting meanwhile.
        missing = [article for article in _sample(connection) if not _is_indexed(connection, article)]
        if missing:
            shown = tuple(f"article {article}" for article in missing[:EXAMPLES])
            yield Finding(what, len(missing), shown, REPAIR, _rebuild_full_text)
        return
    try:
        connection.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield Finding(what, 1, (str(error),), REPAIR, _rebuild_full_text)


def _sample(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of some articles, evenly spread, the first and the last among them."""
    first, last = connection.execute("SELECT min(id), max(id) FROM articles").fetchone()
    if first is None:
        return []
    steps = {first + (last - first) * step // _SAMPLED for step in range(_SAMPLED + 1)}
    found = {connection.execute("SELECT min(id) FROM articles WHERE id >= ?", (step,)).fetchone()[0] for step in steps}
    return sorted(found)


def _is_indexed(connection: sqlite3.Connection, article: int) -> bool:
    """Whether the full-text index finds an article by the first, the middle and the last of its words."""
    title, text = connection.execute("SELECT title, text FROM articles WHERE id = ?", (article,)).fetchone()
    words = [word for word in re.findall(r"[^\W_]+", f"{title} {text}") if word.isascii()]
    chosen = {words[0], words[len(words) // 2], words[-1]} if words else set()
    return all(
        connection.execute(
            "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?", (f'"{word}"', article)
        ).fetchone()
        for word in chosen
    )


def _rebuild_full_text(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")


PROOFS: Final = (
    Proof("offsets against texts", _offsets),
    Proof("hashes against texts", _hashes),
    Proof("full-text index", _full_text),
)
