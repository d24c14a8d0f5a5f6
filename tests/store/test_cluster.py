"""A real scheduler and real workers on this machine read for an import; one of them dies, and nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import store.sample
from store import cluster
from store.checking import check
from store.cluster import ClusterError
from store.database import open_reader
from store.errors import ConflictTuiError
from store.importing import import_paths
from store.records import Reading
from tests.store.test_killed import content
from tests.tui.cli.terminal import ROOT, as_program, environment

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

_TEXTS = 300


@dataclass
class Cluster:
    """A scheduler and its workers, as processes of their own."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, workers: int, names: Path | None = None) -> None:
        file = self.folder / "scheduler.json"
        self._run("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        wait_for(lambda: file.exists() and bool(file.read_text()), "the scheduler tells its address")
        self.address = json.loads(file.read_text())["address"]
        for _ in range(workers):
            self.add_worker(names)

    def add_worker(self, names: Path | None = None) -> None:
        self._run(
            "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1",
            "--local-directory", str(self.folder), names=names,
        )  # fmt: skip

    def wait_for_workers(self, count: int) -> None:
        from distributed import Client

        with Client(self.address, timeout=30) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(count, timeout=90)

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()

    def _run(self, *arguments: str, names: Path | None = None) -> None:
        extra = {"CONFLICT_TUI_NAMES": str(names)} if names is not None else {}
        self.processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
                cwd=ROOT, env=environment(**extra), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip


def wait_for(condition: Callable[[], bool], what: str) -> None:
    patience = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < patience, f"waited in vain until {what}"
        time.sleep(0.02)


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path)
    try:
        found.start(2)
        found.wait_for_workers(2)
        yield found
    finally:
        found.stop()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(store.sample.__file__).parent
    texts = [file.read_text(encoding="utf-8")[:900] for file in sorted(folder.glob("*-*.md"))]
    path = tmp_path_factory.mktemp("cluster") / "reports.jsonl"
    rows = [
        json.dumps({"title": f"Report {number}", "text": f"{texts[number % len(texts)]} This is report {number}."})
        for number in range(_TEXTS)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(corpus: Path) -> Path:
    path = corpus.with_name("whole.db")
    import_paths(path, [str(corpus)])
    return path


def test_workers_read_what_this_program_would(workers: Cluster, corpus: Path, whole: Path, tmp_path: Path) -> None:
    here: list[int] = []
    summary = without_reading_here(
        here, lambda: import_paths(tmp_path / "s.db", [str(corpus)], cluster=workers.address)
    )
    assert (summary.added, summary.unread) == (_TEXTS, 0)
    assert here == [], "texts were read by the importing program"
    assert content(tmp_path / "s.db") == content(whole)


def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    workers: Cluster, corpus: Path, whole: Path, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(_progress: Any) -> None:
        if not killed:
            victim = workers.processes[1]
            killed.append(victim.pid)
            os.kill(victim.pid, signal.SIGKILL)

    path = tmp_path / "s.db"
    summary = import_paths(path, [str(corpus)], cluster=workers.address, on_progress=kill)
    assert killed
    assert (summary.added, summary.known, summary.skipped, summary.unread) == (_TEXTS, 0, 0, 0)
    assert content(path) == content(whole)
    assert check(path).findings == ()


def test_an_import_whose_whole_cluster_dies_goes_on_here(
    workers: Cluster, corpus: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_NO_WORKERS", 1.0)
    path = tmp_path / "s.db"
    summary = import_paths(path, [str(corpus)], cluster=workers.address, on_progress=lambda _: workers.stop())
    assert summary.added == _TEXTS
    assert content(path) == content(whole)


def test_few_chunks_are_on_their_way_at_a_time(
    workers: Cluster, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.extracting.CHUNK", 4)
    handed, most = 0, 0
    hand = cluster.ClusterCrew.hand

    def counted(self: cluster.ClusterCrew, work: list[Any]) -> Callable[[], list[Reading | str]]:
        nonlocal handed, most
        handed += 1
        most = max(most, handed)
        wait = hand(self, work)

        def waited() -> list[Reading | str]:
            nonlocal handed
            result = wait()
            handed -= 1
            return result

        return waited

    monkeypatch.setattr(cluster.ClusterCrew, "hand", counted)
    import_paths(tmp_path / "s.db", [str(corpus)], cluster=workers.address)
    assert 2 <= most <= 6


def test_the_users_own_names_travel_to_the_workers(
    workers: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tmp_path / "names"
    monkeypatch.setenv("CONFLICT_TUI_NAMES", str(names))
    from store.world.user_files import add_name

    add_name("Zubin Guard", kind="armed_group", aliases=["Guardians of Zubin"])
    text = tmp_path / "report.txt"
    text.write_text("Guardians of Zubin\n\nThe Guardians of Zubin attacked the Syrian army near Aleppo on Monday.")
    import_paths(tmp_path / "s.db", [str(text)], cluster=workers.address)
    with closing(open_reader(tmp_path / "s.db")) as connection:
        assert connection.execute("SELECT 1 FROM entities WHERE name = 'Zubin Guard'").fetchone()


def test_a_worker_with_another_version_is_refused(
    workers: Cluster, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "extractor_version", lambda _world, _model: "another")
    with pytest.raises(ClusterError, match="install the same version on both"):
        import_paths(tmp_path / "s.db", [str(corpus)], cluster=workers.address)


def test_a_scheduler_that_is_not_there_is_one_clear_line(corpus: Path, tmp_path: Path) -> None:
    ran = as_program("--store", tmp_path / "s.db", "import", corpus, "--cluster", "tcp://127.0.0.1:1")
    assert ran.code == 1
    assert "no scheduler answers there" in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) == 1


def test_an_import_on_a_cluster_can_be_stopped(workers: Cluster, corpus: Path, whole: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    path = tmp_path / "s.db"
    summary = import_paths(path, [str(corpus)], cluster=workers.address, stop=stop, on_progress=lambda _: stop.set())
    assert summary.interrupted
    assert summary.added < _TEXTS
    assert import_paths(path, [str(corpus)], cluster=workers.address).added == _TEXTS - summary.added
    assert content(path) == content(whole)


def test_without_dask_one_line_says_what_to_install(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConflictTuiError, match=r"conflict-tui\[cluster\]"):
        import_paths(tmp_path / "s.db", [str(corpus)], cluster="tcp://127.0.0.1:1")


def without_reading_here(here: list[int], work: Callable[[], Any]) -> Any:
    """Do some work, and note how many texts this process reads meanwhile."""
    from store import extracting

    read = extracting.read_texts

    def noted(texts: Any, *arguments: Any) -> Any:
        here.append(len(texts))
        return read(texts, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extracting, "read_texts", noted)
        return work()
