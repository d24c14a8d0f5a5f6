"""Finding the stories of articles that came into a store before it knew of stories."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.database import open_reader
from store.near_duplicates import story_keys
from store.writing import Writer

if TYPE_CHECKING:
    from store.world import World

_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class StoriesFound:
    """Articles that were looked at for the first time; stories with copies in the whole store, and their articles."""

    looked_at: int
    stories: int
    articles: int
    interrupted: bool = False


def find_missing(
    store: Path,
    *,
    world: World | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
) -> StoriesFound:
    """Find the stories of all articles of which nobody has looked for copies yet.

    ``on_progress`` gets articles passed and articles in all. What is done stays when ``stop`` is set; running it again
    goes on. Raises :class:`store.errors.StoreError` where the store cannot be written.
    """
    from store.world import load_world

    stop = stop or threading.Event()
    looked_at = passed = last = 0
    with Writer(store, world or load_world()) as writer, closing(open_reader(store)) as reader:
        total = int(reader.execute("SELECT count(*) FROM articles WHERE kind = 'report'").fetchone()[0])
        while not stop.is_set():
            page = reader.execute(
                f"SELECT id, text FROM articles WHERE id > ? AND kind = 'report' ORDER BY id LIMIT {_PAGE}", (last,)
            ).fetchall()
            if not page:
                break
            keys = [(article_id, text, story_keys(text)) for article_id, text in page]
            with writer.batch():
                looked_at += sum(writer.find_story(*each) for each in keys)
            last = page[-1][0]
            passed += len(page)
            if on_progress is not None:
                on_progress(passed, total)
        stories, articles = reader.execute("SELECT count(DISTINCT story_id), count(*) FROM story_articles").fetchone()
    return StoriesFound(looked_at, stories, articles, stop.is_set())
