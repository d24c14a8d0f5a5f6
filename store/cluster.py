"""Workers of a Dask cluster that read texts (the extra ``cluster``).

The importing program stays the only one that touches files and the store. It hands out chunks of texts, a bounded
number at a time, and takes the readings back in order; what a dying worker had is done by another one (that is Dask's
part), and what the cluster loses for good is read by the importing program itself. Hence nothing is lost or doubled
however many workers come and go. The user's own lists of names travel along, and a worker that would read otherwise
than this program (another version, other lists) is refused before it has read anything.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

from store.errors import ConflictTuiError
from store.extracting import LostError, read_texts
from store.extraction.version import extractor_version
from store.world import load_world
from store.world.loading import user_lists
from store.world.user_files import ENVIRONMENT

if TYPE_CHECKING:
    from types import TracebackType

    from store.extraction import Text
    from store.records import Reading
    from store.world import World

_PATIENCE: Final = 10.0
"""Seconds within which a scheduler must answer."""

_NO_WORKERS: Final = 60.0
"""Seconds without any worker after which the importing program reads by itself."""

_LOOK: Final = 0.5
"""Seconds between two looks at whether the user asked to stop."""

Lists: TypeAlias = tuple[tuple[str, bytes], ...]


class ClusterError(ConflictTuiError):
    """A cluster that cannot be reached, or whose workers would read otherwise than this program."""


class ClusterCrew:
    """The workers behind a scheduler, as a :class:`store.extracting.Crew`."""

    def __init__(self, address: str, world: World, model: str | None, stop: threading.Event) -> None:
        self._address = address
        self._model = model
        self._stop = stop
        self._lists = _user_lists()
        self._version = extractor_version(world, model)
        self._client = _connect(address)
        self._gone = False
        try:
            self._prove_workers()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closing lets go of every task that is still wanted, so that the workers stop with them.
        self._client.close(timeout=5)

    @property
    def ahead(self) -> int:
        """Two chunks for each thread that the cluster has at the moment, and two on their way."""
        return 2 * max(self._threads(), 1) + 2

    def _threads(self) -> int:
        """Count the threads of all workers; none where the scheduler does not answer."""
        try:
            threads: dict[str, int] = {} if self._gone else self._client.nthreads()
        except Exception:  # it has many ways of saying so
            threads = {}
        return sum(threads.values())

    def hand(self, work: list[Text]) -> Callable[[], list[Reading | str]]:
        """Hand over some texts; see :meth:`store.extracting.Crew.hand`."""
        if self._gone:
            raise LostError
        try:
            future = self._client.submit(read_on_worker, work, self._model, self._lists, self._version, pure=False)
        except Exception as error:
            raise self._lost() from error
        return lambda: self._wait(future)

    def _wait(self, future: Any) -> list[Reading | str]:
        from distributed import KilledWorker
        from distributed import TimeoutError as NotYet

        alone = 0.0
        while not self._stop.is_set():
            try:
                result: list[Reading | str] = future.result(timeout=_LOOK)
            except NotYet:
                alone = 0.0 if self._client.status == "running" and self._threads() else alone + _LOOK
                if alone >= _NO_WORKERS:
                    raise self._lost() from None
            except KilledWorker:
                return []  # these texts have ended one worker after the other: they are read here, the others there
            except ClusterError:
                raise
            except Exception as error:
                # The scheduler has gone, or lets nobody hear from it.
                raise self._lost() from error
            else:
                future.release()
                return result
        raise LostError

    def _lost(self) -> LostError:
        self._gone = True
        return LostError()

    def _prove_workers(self) -> None:
        """Ask every worker that is there how it would read. Raises :class:`ClusterError`."""
        try:
            told = self._client.run(version_on_worker, self._model, self._lists)
        except Exception as error:
            message = (
                f"{self._address}: its workers cannot read ({error}); install conflict-tui[cluster] on all of them"
            )
            raise ClusterError(message) from error
        for worker, version in told.items():
            if version != self._version:
                raise ClusterError(_other_version(worker, version, self._version))


def _other_version(worker: str, there: str, here: str) -> str:
    return (
        f"worker {worker} would read otherwise ({there}) than this program ({here}); install the same version on both"
    )


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        message = "a cluster needs Dask: pip install 'conflict-tui[cluster]', here and on the workers"
        raise ClusterError(message) from None
    # It would tell of every worker that comes and goes, on standard error.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=_PATIENCE, name="conflict-tui")  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        message = f"{address}: no scheduler answers there ({error}); start one with 'dask scheduler'"
        raise ClusterError(message) from error


def _user_lists() -> Lists:
    return tuple((path.name, path.read_bytes()) for path in user_lists())


def version_on_worker(model: str | None, lists: Lists) -> str:
    """Return the version with which this process would read."""
    with _ONE_AT_A_TIME:
        return extractor_version(_world(lists), model)


def read_on_worker(work: list[Text], model: str | None, lists: Lists, version: str) -> list[Reading | str]:
    """Read some texts in a worker's process. Raises :class:`ClusterError` where it would read otherwise."""
    # Threads of one process would only wait for each other: a worker wants one thread a process.
    with _ONE_AT_A_TIME:
        world = _world(lists)
        here = extractor_version(world, model)
        if here != version:
            raise ClusterError(_other_version(f"process {os.getpid()}", here, version))
        return read_texts(work, world, model)


_ONE_AT_A_TIME: Final = threading.Lock()


@lru_cache(maxsize=1)
def _world(lists: Lists) -> World:
    """Load the names of the world with the lists of the user who imports, not those of this machine."""
    folder = tempfile.mkdtemp(prefix="conflict-tui-names-")
    for name, content in lists:
        Path(folder, Path(name).name).write_bytes(content)
    os.environ[ENVIRONMENT] = folder
    return load_world()
