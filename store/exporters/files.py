"""Where an export goes: a file that is there whole or not at all, or a stream that somebody else reads."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.errors import ConflictTuiError


class ExportError(ConflictTuiError):
    """A file that an export cannot or must not write."""


@contextmanager
def whole_file(target: Path, *, store: Path, force: bool) -> Iterator[Path]:
    """Lend the path of a new empty file that becomes ``target`` when the block ends well, and is gone otherwise.

    Raises :class:`ExportError` where something stands there already, unless ``force``; the store itself is never
    written over. What is no regular file, such as a named pipe, is lent as it is.
    """
    target = target.expanduser().resolve()
    _refuse(target, store, force=force)
    if target.exists() and not target.is_file():
        yield target
        return
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}-", suffix=".part")
    except OSError as error:
        raise _unwritable(target, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _settle(temporary, target, force=force)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _refuse(target: Path, store: Path, *, force: bool) -> None:
    if target.is_dir():
        message = f"{target}: is a folder; name a file with -o"
        raise ExportError(message)
    own = [store, *(store.with_name(store.name + end) for end in ("-wal", "-shm", "-journal"))]
    if any(target == each.expanduser().resolve() for each in own) or (target.exists() and _same(target, store)):
        message = f"{target}: is the store itself; name another file with -o"
        raise ExportError(message)
    if target.is_file() and not force:
        message = f"{target}: is there already; write over it with --force, or name another file with -o"
        raise ExportError(message)


def _same(target: Path, store: Path) -> bool:
    try:
        return target.samefile(store)
    except OSError:
        return False


def _settle(temporary: Path, target: Path, *, force: bool) -> None:
    # mkstemp keeps files to their owner; an export is as open as the user's other files.
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    if force:
        temporary.replace(target)
        return
    try:
        # Unlike renaming, linking fails where another program has made the file meanwhile.
        os.link(temporary, target)
    except FileExistsError:
        message = f"{target}: came into being meanwhile; write over it with --force, or name another file with -o"
        raise ExportError(message) from None
    except OSError:  # a file system without links
        temporary.replace(target)


def _unwritable(target: Path, error: OSError) -> ExportError:
    return ExportError(f"{target}: cannot be written ({error.strerror or error}); name another file with -o")
