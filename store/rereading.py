"""Reading stored articles anew with the present extractor; every verdict and every manual merge stays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

from store.database import open_reader
from store.extracting import Outcome, read_in_order
from store.extraction import Text
from store.records import Reading
from store.writing import Writer

if TYPE_CHECKING:
    from store.world import World

_PAGE: Final = 200
_BATCH_SECONDS: Final = 1.0
_BATCH_ARTICLES: Final = 200


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading anew did: articles read, articles whose reading failed and stayed as it was, of how many."""

    read: int
    failed: int
    total: int
    interrupted: bool


class _Stored(NamedTuple):
    article_id: int
    text: str
    date: str | None
    language: str | None


def reread(
    store: Path,
    *,
    everything: bool = False,
    jobs: int = 1,
    world: World | None = None,
    model: str | None = None,
    cluster: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
) -> Reread:
    """Read the articles of a store anew that another extractor or other lists of names have read, or all of them.

    ``model`` names an installed spaCy pipeline to parse with; what was parsed by another counts as read by another.
    ``cluster`` is the address of a Dask scheduler whose workers read instead of ``jobs`` processes here.
    ``on_progress`` gets articles done and articles in all. What is done stays when ``stop`` is set; running it again
    goes on with the rest. Raises :class:`store.errors.StoreError` where the store cannot be written, and
    :class:`store.cluster.ClusterError` where the cluster does not answer.
    """
    from store.extraction.version import extractor_version
    from store.world import load_world

    stop = stop or threading.Event()
    world = world or load_world()
    version = extractor_version(world, model)
    done = failed = 0
    with Writer(store, world) as writer:
        reader = open_reader(store)
        try:
            condition = "1" if everything else "extractor_version IS NOT ?1"
            values = () if everything else (version,)
            counted = reader.execute(f"SELECT count(*) FROM articles WHERE kind = 'report' AND {condition}", values)
            total = int(counted.fetchone()[0])
            ids = [
                int(row[0])
                for row in reader.execute(
                    f"SELECT id FROM articles WHERE kind = 'report' AND {condition} ORDER BY id", values
                )
            ]

            def stored() -> Iterator[_Stored]:
                for first in range(0, len(ids), _PAGE):
                    page = ids[first : first + _PAGE]
                    marks = ",".join("?" * len(page))
                    sql = f"SELECT id, text, date, language FROM articles WHERE id IN ({marks}) ORDER BY id"
                    yield from (_Stored(*row) for row in reader.execute(sql, page).fetchall())

            read = read_in_order(stored(), _text_of, jobs, world, stop, model, cluster)
            for batch in _batches(read):
                with writer.batch():
                    for item, outcome in batch:
                        if isinstance(outcome, Reading):
                            writer.reread(item.article_id, outcome, version)
                            done += 1
                        else:
                            failed += 1
                if on_progress is not None:
                    on_progress(done + failed, total)
            with writer.batch():
                writer.remove_orphans()
        finally:
            reader.close()
    return Reread(done, failed, total, stop.is_set())


def _text_of(item: _Stored) -> Text:
    return Text(item.text, item.date, item.language)


def _batches(read: Iterator[tuple[_Stored, Outcome]]) -> Iterator[list[tuple[_Stored, Outcome]]]:
    batch: list[tuple[_Stored, Outcome]] = []
    last = monotonic()
    for pair in read:
        batch.append(pair)
        if len(batch) >= _BATCH_ARTICLES or monotonic() - last >= _BATCH_SECONDS:
            yield batch
            batch, last = [], monotonic()
    if batch:
        yield batch
