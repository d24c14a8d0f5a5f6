"""Why a document could not be fetched."""

from __future__ import annotations

from store.errors import ReadingError


class FetchError(ReadingError):
    """A document cannot be fetched; the message is the reason shown beside its address.

    ``temporary`` tells whether it is worth another try, ``status`` what the server answered (HTTP) if it did, and
    ``retry_after`` how many seconds it asked to be left alone.
    """

    def __init__(
        self, reason: str, *, temporary: bool = False, status: int | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(reason)
        self.temporary = temporary
        self.status = status
        self.retry_after = retry_after


class StoppedError(Exception):
    """Fetching was given up because the user asked for an end."""
