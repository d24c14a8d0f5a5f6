"""What tells formats of documents apart that begin alike: mail, feeds and other XML, what a gzip file holds."""

from __future__ import annotations

import re
import zlib
from typing import Final

_PROLOG: Final = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\]\s*(?=>))*>)", re.DOTALL | re.IGNORECASE
)
_ROOT: Final = re.compile(r"\s*<([A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?)[\s/>]")
_HEADER_LINE: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t]|$)")

_FEEDS: Final = frozenset({"rss", "feed", "rdf:rdf", "channel"})

# Headers that mail programs write, and nobody at the top of an article.
_OF_MAIL: Final = frozenset(
    {
        "mime-version", "message-id", "received", "return-path", "delivered-to", "content-transfer-encoding",
        "x-mailer", "dkim-signature", "in-reply-to", "references", "snapshot-content-location",
    }
)  # fmt: skip
_MOST_LINES: Final = 200
_PEEK: Final = 4096


def root_of(text: str) -> str | None:
    """Return the name of the root element of an XML document as its start writes it, in small letters."""
    place = 0
    for _ in range(20):
        prolog = _PROLOG.match(text, place)
        if prolog is None:
            break
        place = prolog.end()
    root = _ROOT.match(text, place)
    return root[1].lower() if root else None


def is_feed(root: str | None) -> bool:
    """Whether a root element is that of RSS, of any version, or Atom."""
    return root is not None and (root in _FEEDS or root.endswith(":feed"))


def is_graph(root: str | None) -> bool:
    """Whether a root element is that of GraphML or GEXF."""
    return root is not None and root.rpartition(":")[2] in ("graphml", "gexf")


def is_mail(text: str) -> bool:
    """Whether a text begins with the headers of a mail, as MHTML files do too."""
    named: set[str] = set()
    for number, line in enumerate(text.split("\n", _MOST_LINES)[:_MOST_LINES]):
        line = line.rstrip("\r")  # noqa: PLW2901
        if not line:
            break
        if line[0] in " \t" and named:
            continue  # a header goes on
        match = _HEADER_LINE.match(line)
        if match is None:
            if number == 0 and line.startswith("From "):
                continue  # as mail boxes separate their mails
            return False
        named.add(match[1].lower())
    return bool(named & _OF_MAIL) and len(named) >= 2


def start_of_gzip(head: bytes) -> bytes:
    """Return the first bytes of what a gzip file holds, as far as its own first bytes tell."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, _PEEK)
    except zlib.error:
        return b""
