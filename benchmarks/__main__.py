"""Run every benchmark that needs nothing from outside, one after the other: ``python -m benchmarks``."""

from __future__ import annotations

import subprocess
import sys

MODULES = ("importing", "world", "explorer")


def main() -> int:
    """Run them; return 1 where one failed."""
    failed = False
    for module in MODULES:
        print(f"== {module}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{module}"], check=False).returncode != 0
        print(flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
