"""One visitor's explorer, as the program that serves it in a browser starts it: ``python -m tui.served STORE``."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Open the explorer on the store that the one argument names, and return the exit code."""
    from tui.app import run

    return run(Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
