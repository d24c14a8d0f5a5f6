"""The cache file: the arrays of all segments, stamped, written whole or not at all, checked when read.

Layout: magic line, JSON header (version, stamp, arrays with type and length, checksum), then the arrays one after the
other, each at a multiple of 64 bytes. The store is the truth: a file that is not exactly right is no file.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from store.names.segment import Segment

VERSION: Final = 1
_MAGIC: Final = b"conflict-tui names\n"
_ALIGN: Final = 64


def save(path: Path, stamp: str, segments: list[Segment], removed: set[int]) -> None:
    """Write a cache file; raises OSError when the folder cannot be written."""
    arrays: list[npt.NDArray[Any]] = [np.array(sorted(removed), dtype=np.int64)]
    for segment in segments:
        arrays.extend(segment.arrays().values())
    check = 0
    for values in arrays:
        check = zlib.crc32(np.ascontiguousarray(values).data if values.size else b"", check)
    header = json.dumps(
        {
            "version": VERSION,
            "stamp": stamp,
            "segments": len(segments),
            "arrays": [[values.dtype.str, len(values)] for values in arrays],
            "check": check,
        }
    ).encode()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(_MAGIC + len(header).to_bytes(8, "little") + header)
            for values in arrays:
                out.write(b"\0" * (-out.tell() % _ALIGN))
                out.write(np.ascontiguousarray(values).data)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def load(path: Path, stamp: str) -> tuple[list[Segment], list[int]] | None:
    """Read a cache file; None when it is absent, damaged, or of another version or stamp."""
    try:
        return _load(path, stamp)
    except (OSError, ValueError, KeyError, TypeError, IndexError, OverflowError, MemoryError):
        return None


def _load(path: Path, stamp: str) -> tuple[list[Segment], list[int]] | None:
    with path.open("rb") as source:
        if source.read(len(_MAGIC)) != _MAGIC:
            return None
        size = int.from_bytes(source.read(8), "little")
        whole = path.stat().st_size
        if size > whole:
            return None
        header = json.loads(source.read(size))
        if header["version"] != VERSION or header["stamp"] != stamp:
            return None
        arrays: list[npt.NDArray[Any]] = []
        check = 0
        for kind, length in header["arrays"]:
            source.seek(-source.tell() % _ALIGN, os.SEEK_CUR)
            if length * np.dtype(kind).itemsize > whole:
                return None
            values = np.fromfile(source, dtype=np.dtype(kind), count=length)
            if len(values) != length:
                return None
            check = zlib.crc32(values.data if values.size else b"", check)
            arrays.append(values)
        if check != header["check"] or source.read(1):
            return None
    width = len(fields(Segment))
    parts = arrays[1:]
    if len(parts) != width * header["segments"]:
        return None
    segments = [Segment(*parts[k * width : (k + 1) * width]) for k in range(header["segments"])]
    return segments, arrays[0].tolist()
