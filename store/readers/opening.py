"""Containers (archives, mails, feeds) within containers, and how much may come out of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final, Protocol

from store.errors import ReadingError
from store.readers.items import Items, Skipped, Source

if TYPE_CHECKING:
    from store.fetching import Fetched, Fetcher
    from store.readers.feeds import FeedState

MAX_DEPTH: Final = 3
"""How many containers may lie within each other."""

MAX_MEMBERS: Final = 20_000
"""How many members of the containers of one source are looked into."""

MAX_BYTES: Final = 4_000_000_000
"""How many bytes may come out of the containers of one source, in all."""

MAX_RATIO: Final = 200
"""How many times its own size may come out of a container, beyond the first :data:`FREE_BYTES`."""

FREE_BYTES: Final = 32_000_000

_PIECE: Final = 256 * 1024
_SPOOL_BYTES: Final = 8 * 1024 * 1024


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, count: int, /) -> bytes:
        """Return at most so many bytes, none at the end."""
        ...


class TooMuchError(ReadingError):
    """More comes out of a container than may; nothing more is taken from it."""


@dataclass(slots=True)
class Budget:
    """What has come out of the containers of one source so far.

    ``packed`` is the size of that source in bytes; ``most`` may come out of it, whatever its size.
    """

    packed: int
    most: int = MAX_BYTES
    members: int = 0
    unpacked: int = 0

    def take_member(self) -> None:
        """Count a member. Raises :class:`TooMuchError`."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise TooMuchError(f"holds more than {MAX_MEMBERS:,} files; the rest is left out")

    def take(self, count: int) -> None:
        """Count unpacked bytes. Raises :class:`TooMuchError`."""
        self.unpacked += count
        if self.unpacked > self.most:
            raise TooMuchError(f"unpacks to more than {self.most / 1e9:,.0f} GB; the rest is left out")
        if self.unpacked > FREE_BYTES and self.unpacked > MAX_RATIO * self.packed:
            raise TooMuchError(f"unpacks to more than {MAX_RATIO} times its size; the rest is left out")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a source is read: by what, how many containers deep, and what they may still give.

    ``fetcher`` fetches addresses; ``follow`` tells whether links of a feed may be followed, which is so for a feed
    that was fetched itself, and ``fetched`` what it came with. ``on_feed`` is told how far such a feed was read.
    """

    read: Callable[[Source, IO[bytes], Opening], Items]
    fetcher: Fetcher | None = None
    follow: bool = False
    fetched: Fetched | None = None
    on_feed: Callable[[FeedState], None] | None = None
    depth: int = 0
    budget: Budget = field(default_factory=lambda: Budget(0))

    def read_member(self, member: Source, file: IO[bytes]) -> Items:
        """Read a member of a container like any source, one deeper."""
        if self.depth >= MAX_DEPTH:
            yield Skipped(member.name, None, f"lies in more than {MAX_DEPTH} archives, one within the other"), 0
            return
        yield from self.read(member, file, replace(self, depth=self.depth + 1, follow=False, fetched=None))

    def unpack(self, stream: Readable, most: int | None = None) -> IO[bytes]:
        """Return what a stream holds as a file without a name, within the budget. Raises :class:`TooMuchError`."""
        spool: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115 - handed on
        try:
            while piece := stream.read(_PIECE):
                self.budget.take(len(piece))
                spool.write(piece)
                if most is not None and spool.tell() > most:
                    break
            spool.seek(0)
        except BaseException:
            spool.close()
            raise
        return spool
