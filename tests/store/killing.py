"""A process that forks others to do one piece of work each, so that a test can kill them at any moment.

Run as ``python -m tests.store.killing``: a line of JSON comes in for each piece of work, ``[name, arguments, seconds]``,
the seconds after which it is killed, if at all; its exit code goes out (a negative one is a signal). Whatever takes
long to load is loaded once, before the first fork, so that a kill hits the work and not the loading.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final


def import_(store: str, *paths: str) -> None:
    from store import importing

    importing.BATCH_ARTICLES = 4  # many transactions, so that kills fall between, before and inside them
    importing.import_paths(Path(store), paths)


def reread(store: str) -> None:
    from store import rereading

    rereading._BATCH_ARTICLES = 4
    rereading.reread(Path(store), everything=True)


def curate(store: str) -> None:
    """Merge the two groups with most claims, take it back, and again."""
    from store.curation import Curator

    with Curator(Path(store)) as curator:
        sql = "SELECT id FROM entities WHERE merged_into IS NULL AND kind = 'armed_group' ORDER BY claims DESC LIMIT 2"
        one, other = [int(row[0]) for row in curator.db.conn.execute(sql)]
        for _ in range(40):
            curator.merge([one], into=other)
            curator.undo()
        curator.merge([one], into=other)


def merge_store(store: str, other: str) -> None:
    from store.merging import merge_store as merge

    merge(Path(store), Path(other))


def migrate(store: str) -> None:
    from store.database import ensure_current

    ensure_current(Path(store))


def repair(store: str) -> None:
    from store.checking import check

    check(Path(store), repair=True)


def export(store: str, target: str) -> None:
    from tui.cli.running import run

    code = run(["--store", store, "export", "jsonl", "--of", "claims", "-o", target, "--force"])
    if code:
        raise SystemExit(code)


def load() -> None:
    """Pay once for what every worker needs."""
    import store.checking
    import store.curation
    import store.merging
    import store.rereading
    import tui.cli.program
    from store.extraction import read
    from store.world import load_world

    assert store.checking and store.curation and store.merging and store.rereading and tui.cli.program
    read("The Karanda Front shelled the Velmora Brigade.", world=load_world())


WORK: Final[dict[str, Callable[..., None]]] = {
    "import": import_,
    "reread": reread,
    "curate": curate,
    "merge-store": merge_store,
    "migrate": migrate,
    "repair": repair,
    "export": export,
}


def tell(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def serve() -> None:
    load()
    tell("ready")
    for line in sys.stdin:
        name, arguments, seconds = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                WORK[name](*arguments)
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)
        if seconds is not None:
            # The moment is what is tested, so it is chosen and not waited for.
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        tell(os.waitstatus_to_exitcode(status))


class Killer:
    """Has work done in processes of their own, and kills them at random moments."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.store.killing"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        assert self._answer() == "ready"

    def close(self) -> None:
        self._server.communicate()

    def seconds(self, name: str, *arguments: Any) -> float:
        """Let some work end, and return how long it took."""
        started = time.monotonic()
        code = self._do(name, arguments, None)
        assert code == 0, f"{name} ended with {code}"
        return time.monotonic() - started

    def kill(self, within: float, name: str, *arguments: Any) -> bool:
        """Begin some work and kill it at a random moment of so many seconds; return whether it was killed in time."""
        code = self._do(name, arguments, self._random.uniform(0, within))
        assert code in (0, -signal.SIGKILL), f"{name} ended with {code}"
        return code != 0

    def _do(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> int:
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps([name, [str(argument) for argument in arguments], seconds]) + "\n")
        self._server.stdin.flush()
        return int(self._answer())

    def _answer(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()


if __name__ == "__main__":
    serve()
