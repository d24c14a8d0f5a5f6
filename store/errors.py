"""What can go wrong, each said in one line that a user can act on."""

from __future__ import annotations


class ConflictTuiError(Exception):
    """An error whose message is one clear line for the user: what failed, on which file, and what to do."""


class StoreError(ConflictTuiError):
    """The store file cannot be opened, read or written."""


class ReadingError(ConflictTuiError):
    """A file or an item of it cannot be read as an article; the message is the reason shown beside its path."""
