"""Nothing is lost when the program is killed at any moment: no half item, no count that does not agree, and it goes on."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import store.sample
from store.backup import back_up
from store.checking import check
from store.curation import Curator
from store.database import backup_before_migration, open_reader
from store.importing import import_paths
from tests.store.killing import Killer

FEW = 5
MANY = 43
"""Kills of each kind of work in the fast and in the slow lane: with seven kinds at least 30, and 300."""

_TEXTS = 48
_CHARACTERS = 500

Content = Counter[tuple[object, ...]]


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    found = Killer(20261122)
    yield found
    found.close()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of short articles, all different."""
    folder = Path(store.sample.__file__).parent
    texts = [file.read_text(encoding="utf-8")[:_CHARACTERS] for file in sorted(folder.glob("*-*.md"))[:_TEXTS]]
    assert len(set(texts)) == _TEXTS
    path = tmp_path_factory.mktemp("killed") / "reports.jsonl"
    rows = [{"title": f"Report {number}", "text": text} for number, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(corpus: Path) -> Path:
    """A store that nothing ever happened to."""
    path = corpus.with_name("whole.db")
    assert import_paths(path, [str(corpus)]).added == _TEXTS
    return path


def content(path: Path) -> Content:
    """What a store says, without ids and moments."""
    with closing(open_reader(path)) as connection:
        found: Content = Counter(
            ("article", *row)
            for row in connection.execute(
                "SELECT title, text, extractor_version IS NULL, (SELECT count(*) FROM mentions WHERE article_id = a.id),"
                " (SELECT count(*) FROM claims WHERE article_id = a.id) FROM articles AS a"
            )
        )
        found.update(
            ("claim", *row)
            for row in connection.execute(
                "SELECT subject, relation, object, title, evidence, verdict FROM readable_claims"
            )
        )
        found.update(
            ("relationship", *row)
            for row in connection.execute(
                "SELECT subject, relation, object, claims, outlets FROM readable_relationships"
            )
        )
        return found


def articles(path: Path) -> list[str]:
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles'").fetchone():
            return []
        return [row[0] for row in connection.execute("SELECT title FROM articles")]


def prove(path: Path) -> None:
    """Hold a store to be sound; opening it first lets SQLite recover what the killed program had begun."""
    titles = articles(path)
    assert len(titles) == len(set(titles)), "an item is there twice"
    if titles:
        assert check(path).findings == ()


def lanes(test: object) -> object:
    kills = [pytest.param(FEW, id="fast"), pytest.param(MANY, id="slow", marks=pytest.mark.slow)]
    return pytest.mark.parametrize("kills", kills)(test)  # type: ignore[operator]


@lanes
def test_a_killed_import_goes_on_where_it_stopped(
    kills: int, killer: Killer, corpus: Path, whole: Path, tmp_path: Path
) -> None:
    span = killer.seconds("import", tmp_path / "timed.db", corpus)
    hit = 0
    path = tmp_path / "store.db"
    had = 0
    while hit < kills:
        # Mostly early in the import, so that several kills fall into one before it ends.
        if killer.kill(span / 2, "import", path, corpus):
            hit += 1
            now = len(articles(path))
            assert now >= had, "finished work is gone"
            had = now
        prove(path)
        if had == _TEXTS:
            path, had = tmp_path / f"store-{hit}.db", 0
    killer.seconds("import", path, corpus)
    prove(path)
    assert content(path) == content(whole)


@lanes
def test_killed_reading_anew_leaves_every_article_read(kills: int, killer: Killer, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    back_up(whole, path)
    with Curator(path) as curator:
        curator.judge([1, 2, 3], "rejected")
        curator.judge([4], "confirmed")
    judged = content(path)
    span = killer.seconds("reread", path)
    assert content(path) == judged
    for _ in range(kills):
        killer.kill(span, "reread", path)
        prove(path)
        assert content(path) == judged


@lanes
def test_a_killed_merge_of_groups_is_made_or_not(kills: int, killer: Killer, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    back_up(whole, path)
    span = killer.seconds("curate", path)
    merged = content(path)
    for number in range(kills):
        again = tmp_path / f"store-{number}.db"
        back_up(whole, again)
        killer.kill(span, "curate", again)
        prove(again)
        assert content(again) in (content(whole), merged)


@lanes
def test_a_killed_merge_of_stores_goes_on(
    kills: int, killer: Killer, corpus: Path, whole: Path, tmp_path: Path
) -> None:
    half = tmp_path / "half.jsonl"
    half.write_text("".join(corpus.read_text(encoding="utf-8").splitlines(keepends=True)[::2]), encoding="utf-8")
    import_paths(tmp_path / "half.db", [str(half)])
    back_up(tmp_path / "half.db", tmp_path / "timed.db")
    span = killer.seconds("merge-store", tmp_path / "timed.db", whole)
    path = tmp_path / "store.db"
    back_up(tmp_path / "half.db", path)
    for _ in range(kills):
        killer.kill(span, "merge-store", path, whole)
        prove(path)
    killer.seconds("merge-store", path, whole)
    prove(path)
    assert sorted(articles(path)) == sorted(articles(whole))
    assert content(path) == content(tmp_path / "timed.db")


@lanes
def test_a_killed_migration_happened_or_not(kills: int, killer: Killer, whole: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    make_old(whole, old)
    shutil.copy(old, tmp_path / "timed.db")
    span = killer.seconds("migrate", tmp_path / "timed.db")
    now = content(tmp_path / "timed.db")
    for number in range(kills):
        path = tmp_path / f"store-{number}.db"
        shutil.copy(old, path)
        killer.kill(span, "migrate", path)
        with closing(sqlite3.connect(path)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        copy = backup_before_migration(path, 1)
        assert version == 1 or copy.exists(), "migrated without a copy"
        if copy.exists():
            assert sorted(articles(copy)) == sorted(articles(old))
        killer.seconds("migrate", path)
        prove(path)
        assert content(path) == now


@lanes
def test_a_killed_repair_happened_or_not(kills: int, killer: Killer, whole: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    back_up(whole, broken)
    with closing(sqlite3.connect(broken, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("UPDATE relationships SET claims = claims + 3, outlets = 0")
        connection.execute("UPDATE entities SET mentions = 0")
    shutil.copy(broken, tmp_path / "timed.db")
    span = killer.seconds("repair", tmp_path / "timed.db")
    for number in range(kills):
        path = tmp_path / f"store-{number}.db"
        shutil.copy(broken, path)
        killer.kill(span, "repair", path)
        assert check(path, repair=True).sound
        assert content(path) == content(whole)


@lanes
def test_a_killed_export_leaves_the_former_file_or_the_new_one(
    kills: int, killer: Killer, whole: Path, tmp_path: Path
) -> None:
    target = tmp_path / "claims.jsonl"
    span = killer.seconds("export", whole, target)
    new = target.read_bytes()
    assert new.count(b"\n") > 10
    for _ in range(kills):
        target.write_bytes(b"former\n")
        killer.kill(span, "export", whole, target)
        assert target.read_bytes() in (b"former\n", new)


def make_old(whole: Path, old: Path) -> None:
    """Write the content of a store in the shape of the first released version."""
    from store import schema

    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(schema._script(0))
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'articles_fts%'"
                " AND name NOT LIKE 'sqlite_%'"
            )
        ]
        connection.execute("ATTACH ? AS whole", (str(whole),))
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            listed = ", ".join(f'"{column}"' for column in columns)
            connection.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM whole.{table}")
        connection.commit()
