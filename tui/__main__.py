"""The command ``conflict-tui``, also as ``python -m tui``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return the exit code: 0 done, 1 failed, 2 wrongly asked, 130 stopped by Ctrl-C."""
    from tui.cli.running import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
