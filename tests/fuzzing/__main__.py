"""Fuzz targets guided by coverage: ``python -m tests.fuzzing [TARGET ...] [--seconds N]``.

Needs atheris (``pip install conflict-tui[fuzz]``). What a target raises on, takes over ten seconds for or over a
gigabyte, is written to ``tests/fuzzing/found/TARGET/``, from where the suite replays it ever after.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzzing.targets import TARGETS

FOUND = Path(__file__).parent / "found"
ROOT = Path(__file__).parents[2]


def fuzz(name: str, seconds: int) -> int:
    """Fuzz one target in a process of its own, since the fuzzer never returns; 0 where nothing was found."""
    target = TARGETS[name]
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(target.seeds()):
            Path(corpus, str(number)).write_bytes(seed)
        limits = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1500", "-max_len=4096"]
        command = [sys.executable, "-m", "tests.fuzzing", "--only", name, corpus, *limits]
        return subprocess.run([*command, f"-artifact_prefix={FOUND / name}/"], check=False).returncode


def only(name: str, arguments: list[str]) -> None:
    """Be the fuzzing process of one target."""
    import atheris

    # What is imported only when it is needed must be instrumented too, hence everything is imported here.
    with atheris.instrument_imports(include=["store", "tui"]):
        for package in ("store", "tui"):
            for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
                if not module.name.endswith("__main__"):
                    importlib.import_module(module.name)
    atheris.Setup([f"fuzzing {name}", *arguments], TARGETS[name].feed)
    atheris.Fuzz()


def main() -> int:
    """Read the arguments and fuzz."""
    if sys.argv[1:2] == ["--only"]:
        only(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"any of: {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default: 60)")
    chosen = parser.parse_args()
    unknown = set(chosen.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    codes = [fuzz(name, chosen.seconds) for name in chosen.targets or TARGETS]
    return int(any(codes))


if __name__ == "__main__":
    raise SystemExit(main())
