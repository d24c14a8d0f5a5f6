"""The command ``conflict-tui``, also as ``python -m tui``."""

from __future__ import annotations

import os
import sys

# Small matrices are multiplied fastest by one thread, and worker processes share the cores as it is: with numpy's own
# threads beside them, reading takes several times as long. It must be said before numpy is loaded.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")


def main() -> int:
    """Run the command line and return the exit code: 0 done, 1 failed, 2 wrongly asked, 130 stopped by Ctrl-C."""
    from tui.cli.running import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
