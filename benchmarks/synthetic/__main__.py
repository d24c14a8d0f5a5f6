"""The command of the synthetic corpus; see the package."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.synthetic import __doc__ as about
from benchmarks.synthetic.stores import build_store, write_json_lines


def main() -> None:
    """Write articles or a store."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("articles", "store"))
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.what == "articles":
        write_json_lines(given.out, given.count, given.seed)
    else:
        build_store(given.out, given.count, given.seed, report=lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
