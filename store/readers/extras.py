"""Formats that need a package which is not always installed."""

from __future__ import annotations


def missing_extra(what: str, extra: str) -> str:
    """Say in one line what to install to read something."""
    return f"is {what}, which needs another package: pip install 'conflict-tui[{extra}]'"
