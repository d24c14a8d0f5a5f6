"""Run every benchmark that needs nothing from outside, one after the other: ``python -m benchmarks``.

``python -m benchmarks performance`` measures what a user waits for at several sizes and writes docs/performance.md.
"""

from __future__ import annotations

import subprocess
import sys

MODULES = ("importing", "events", "pages", "stories", "world", "explorer")


def main() -> int:
    """Run them; return 1 where one failed."""
    if sys.argv[1:2] == ["performance"]:
        from benchmarks import performance

        del sys.argv[1]
        performance.main()
        return 0
    failed = False
    for module in MODULES:
        print(f"== {module}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{module}"], check=False).returncode != 0
        print(flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
