"""Files of one record to a line, in whatever encoding, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO

from store.readers.decoding import find_encoding
from store.readers.items import MAX_ARTICLE_BYTES


def text_lines(file: IO[bytes]) -> Iterator[tuple[str | None, int]]:
    """Yield the lines of a file, ``None`` for one beyond the largest article, with the bytes (about) behind each."""
    text = TextIOWrapper(file, encoding=find_encoding(file), errors="replace", newline="\n")
    done = 0
    try:
        while line := text.readline(MAX_ARTICLE_BYTES):
            done += len(line)
            if len(line) < MAX_ARTICLE_BYTES or line.endswith("\n"):
                yield line, done
                continue
            while (rest := text.readline(MAX_ARTICLE_BYTES)) and not rest.endswith("\n"):
                done += len(rest)
            yield None, done + len(rest)
    finally:
        text.detach()  # closing the file is left to whoever opened it
