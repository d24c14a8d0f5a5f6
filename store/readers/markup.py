"""Pieces of HTML, as feeds and mails carry them, as plain text with its paragraphs."""

from __future__ import annotations

import re
from typing import Any, Final

from store.readers.decoding import clean

_SILENT: Final = frozenset(
    "script style head title noscript template svg math iframe object embed select textarea button".split()
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SPACES: Final = re.compile(r"[^\S\n]+")
_MARKUP: Final = re.compile(r"<[A-Za-z!/]|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")


def text_of_markup(markup: str) -> str:
    """Return the text of a piece of HTML: one line to a paragraph, a blank line between two, nothing of the rest."""
    if not _MARKUP.search(markup):
        return clean(markup).strip()
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # Control characters would make the parser stop short; a huge tree is limited by the size of what is read.
    safe = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", clean(markup))
    try:
        # Bytes and a named encoding: the parser must not go by a charset that the markup itself claims.
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
        root = document_fromstring(safe.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    return _joined(_texts(root))


def _texts(root: Any) -> list[str]:
    """Walk the tree without recursion, which a deep one would break."""
    found: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in _BLOCKS:
                found.append("\n\n")
            if element.tail:
                found.append(re.sub(r"\s+", " ", element.tail))
            continue
        stack.append((element, True))
        if tag in _SILENT or not tag:
            continue
        if tag in _BLOCKS:
            found.append("\n\n")
        elif tag == "br":
            found.append("\n")
        if element.text:
            found.append(element.text if tag == "pre" else re.sub(r"\s+", " ", element.text))
        stack.extend((child, False) for child in reversed(element))
    return found


def _joined(pieces: list[str]) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
