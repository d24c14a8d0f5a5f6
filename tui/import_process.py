"""One import in a process of its own, so that the explorer never waits for it: ``python -m tui.import_process STORE``.

The first line of standard input is JSON with ``paths`` and ``jobs``. Each line of standard output is JSON:
``progress``, then ``summary`` or ``failed``. Whatever closes standard input, such as the end of the explorer, stops
the import after what is finished.
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

MOST_REASONS = 1000


def main() -> int:
    """Import what standard input asks for and return the exit code."""
    store = Path(sys.argv[1])
    asked = json.loads(sys.stdin.readline() or "{}")
    stop = threading.Event()
    threading.Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    try:
        from store.importing import import_paths

        summary = import_paths(
            store,
            [str(path) for path in asked["paths"]],
            jobs=int(asked.get("jobs", 1)),
            on_progress=lambda progress: _say({"progress": asdict(progress)}),
            stop=stop,
        )
    except Exception as error:  # whatever it is, the explorer tells it in one line
        _say({"failed": str(error) or type(error).__name__})
        return 1
    reasons = [{"path": skip.path, "position": skip.position, "reason": skip.reason} for skip in summary.reasons]
    _say({
        "summary": {
            "added": summary.added, "known": summary.known, "skipped": summary.skipped, "unread": summary.unread,
            "seconds": summary.seconds, "interrupted": summary.interrupted, "reasons": reasons[:MOST_REASONS],
            "failures": list(summary.failures[:MOST_REASONS]), "updated": summary.updated,
            "changes": summary.changes.most_common(), "feeds": list(summary.feeds[:MOST_REASONS]),
        }
    })  # fmt: skip
    return 0


def _stop_at_end_of_input(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
