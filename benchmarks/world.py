"""Measure the names of the world: loading them, first and again, and scanning text for them.

    python -m benchmarks.world [--cold] [TEXT...]

Times are processor seconds of this process, best of several where nothing is compiled. Without texts the shipped sample
reports are scanned. ``--cold`` also compiles everything anew (some ten seconds) in a cache folder of its own.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The least processor time of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--cold", action="store_true", help="compile everything anew first")
    options = parser.parse_args()

    start = time.process_time()
    from store.world import load_world, loading, words

    print(f"import                  {1000 * (time.process_time() - start):8.1f} ms")
    if options.cold:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["CONFLICT_TUI_CACHE"] = folder
            print(f"compile the lists       {1000 * seconds(load_world, 1):8.1f} ms")
            print(f"compile the places      {1000 * seconds(loading.places_block, 1):8.1f} ms")
            del os.environ["CONFLICT_TUI_CACHE"]
            loading._loaded.clear()

    world = load_world()
    world.places.find("Aleppo")

    def load() -> None:
        loading._loaded.clear()
        load_world()

    print(f"load the kept lists     {1000 * seconds(load):8.1f} ms")
    print(f"open the kept places    {1000 * seconds(loading.places_block):8.1f} ms")
    kinds = Counter(str(entry.kind) for entry in world.entries.values())
    spellings = sum(len(entry.names) for entry in world.entries.values())
    print(
        f"{len(world.entries)} entries with {spellings} spellings: " + ", ".join(f"{n} {k}" for k, n in kinds.items())
    )

    root = Path(__file__).resolve().parents[1]
    paths = options.texts or sorted((root / "store" / "sample").rglob("*.txt")) + sorted(
        (root / "store" / "sample").rglob("*.md")
    )
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    cut = [words(text) for text in texts]
    total = sum(map(len, cut))
    if not total:
        return
    per_article = 500 * 1000 / total

    def places() -> None:
        for tokens in cut:
            for i in range(len(tokens)):
                world.places.longest(tokens, i)

    print(f"{len(texts)} texts, {total} words; per article of 500 words:")
    print(f"cut into words          {per_article * seconds(lambda: [words(text) for text in texts]):8.2f} ms")
    print(f"scan for listed names   {per_article * seconds(lambda: [world.scan(tokens) for tokens in cut]):8.2f} ms")
    print(f"look up every place     {per_article * seconds(places):8.2f} ms")


if __name__ == "__main__":
    main()
