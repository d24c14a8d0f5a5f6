"""Text and Markdown files: a title on the first line, optional header lines, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from store.readers.dates import parse_date
from store.readers.decoding import decode
from store.readers.items import Item, Skipped
from store.records import Article

_HEADER: Final = re.compile(r"\s*[*_>-]{0,3}\s*([A-Za-z ]{3,16}?)[*_]{0,2}\s*:[*_]{0,2}\s+(\S.*?)\s*$")
_HEADERS: Final = {
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "published by": "outlet",
    "date": "date",
    "published": "date",
    "publication date": "date",
    "address": "address",
    "url": "address",
    "link": "address",
    "language": "language",
    "lang": "language",
    "title": "title",
}
_MAX_HEADERS: Final = 12
_LONG_TITLE: Final = 240


def read_plain(name: str, data: bytes, address: str | None = None) -> Iterable[Item]:
    """Read one text or Markdown file as one article; ``address`` is where it was found, if it tells none itself.

    Without header lines the stored text is the file's text as it is; header lines are taken out of it.
    """
    text = decode(data)
    if not text.strip():
        return [Skipped(name, None, "has no text (only white space)")]
    title, headers, body = split_headers(text)
    title = headers.get("title", title)
    return [
        Article(
            text=body,
            # A line of signs alone ("#", "***") is its own title.
            title=short_title(title) or short_title(body.strip().split("\n", 1)[0]),
            outlet=headers.get("outlet"),
            date=parse_date(headers["date"]) if "date" in headers else None,
            language=headers["language"].lower() if "language" in headers else None,
            address=headers.get("address", address),
            path=name,
        )
    ]


def split_headers(text: str) -> tuple[str, dict[str, str], str]:
    """Return the title, the header lines (by the words of the data model) and the text without them."""
    lines = text.split("\n")
    first = next(index for index, line in enumerate(lines) if line.strip())
    if lines[first].strip() == "---":
        front = _front_matter(lines, first)
        if front is not None:
            matter, rest = front
            title = next((line for line in rest if line.strip()), "")
            return _plain_title(title), matter, "\n".join(rest).strip("\n")
    headers: dict[str, str] = {}
    start = first if _header_of(lines[first]) else first + 1
    end = start
    for index in range(start, min(start + _MAX_HEADERS, len(lines))):
        found = _header_of(lines[index])
        if found is None:
            if lines[index].strip() or headers:
                break
            continue  # a blank line may stand between the title and its header lines
        headers.setdefault(*found)
        end = index + 1
    # One line such as "Source: ..." may be the article's own; a date or two headers together are no accident.
    if not headers or (len(headers) < 2 and "date" not in headers and "outlet" not in headers):
        return _plain_title(lines[first]), {}, text
    before = lines[first:start]
    body = "\n".join(lines[end:]).strip("\n")
    title = _plain_title(before[0]) if before else _plain_title(body.split("\n", 1)[0])
    return title, headers, f"{title}\n\n{body}" if before else body


def short_title(line: str) -> str:
    """Return a first line as a title: white space folded, cut at a sentence where a whole paragraph stands there."""
    title = " ".join(line.split())
    if len(title) <= _LONG_TITLE:
        return title
    stop = re.search(r"[.!?](?=\s)", title[40:_LONG_TITLE])
    if stop:
        return title[: 40 + stop.end()]
    return title[:_LONG_TITLE].rsplit(" ", 1)[0] + "…"


def _plain_title(line: str) -> str:
    return line.strip().lstrip("#").strip().strip("*_").strip()


def _header_of(line: str) -> tuple[str, str] | None:
    match = _HEADER.match(line)
    if not match:
        return None
    key = _HEADERS.get(match[1].strip().lower())
    return None if key is None else (key, match[2])


def _front_matter(lines: list[str], first: int) -> tuple[dict[str, str], list[str]] | None:
    """Key and value lines between two ``---``, as static site generators write them before Markdown."""
    for index in range(first + 1, min(first + 60, len(lines))):
        if lines[index].strip() == "---":
            headers: dict[str, str] = {}
            for line in lines[first + 1 : index]:
                found = _header_of(line)
                if found is not None:
                    headers.setdefault(found[0], found[1].strip("'\""))
            return headers, lines[index + 1 :]
    return None
