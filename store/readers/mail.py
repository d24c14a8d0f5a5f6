"""Mails (EML, mail boxes) and pages saved as MHTML, which are mails by their form."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO
from typing import IO, Final

from store.readers.decoding import clean, decode_declared
from store.readers.items import Item, Items, Skipped, Source
from store.readers.markup import text_of_markup
from store.readers.opening import Opening
from store.readers.plain import short_title
from store.records import Article

LARGEST_MAIL: Final = 64_000_000
"""The largest mail, in bytes, that is read, with all that it carries."""

_MOST_PARTS: Final = 1000
_LONGEST_HEADER: Final = 2000
_LONGEST_PARAMETERS: Final = 2000
_LONG_HEADER: Final = re.compile(
    rb"^content-(?:type|disposition)[ \t]*:(?:[^\r\n]|\r?\n[ \t]|\r(?!\n)){%d}" % _LONGEST_PARAMETERS,
    re.IGNORECASE | re.MULTILINE,
)
_STUB: Final = 0.3
"""A plain part that has less than this share of the other's text only points to it."""


def read_mail(source: Source, file: IO[bytes], opening: Opening) -> Items:
    """Yield the article of a mail or saved page, and what a mail carries; of a mail box, those of every mail."""
    box = file.read(5) == b"From "
    file.seek(0)
    for position, (data, done) in enumerate(_mails(file) if box else _one(file), start=1):
        place = position if box else None
        if data is None:
            yield Skipped(source.name, place, f"is too large for a mail (more than {LARGEST_MAIL / 1e6:,.0f} MB)"), done
            continue
        for item in _read(source, place, data, opening):
            yield item, done


def _read(source: Source, position: int | None, data: bytes, opening: Opening) -> Iterator[Item]:
    if _LONG_HEADER.search(data):
        # Taking such a header apart takes the email package time that grows with the square of its length.
        yield Skipped(source.name, position, f"has a header of more than {_LONGEST_PARAMETERS:,} characters")
        return
    try:
        # The older policy takes headers as they are; the newer one parses them, which broken ones make it fail at.
        message = email.message_from_bytes(data, policy=policy.compat32)
        parts = _leaves(message)
    except (RecursionError, ValueError, LookupError) as error:
        yield Skipped(source.name, position, f"cannot be read as a mail ({type(error).__name__})")
        return
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    saved = _header(message, "Snapshot-Content-Location") or message.get_content_type() == "multipart/related"
    if saved and pages and not message.get("To"):
        yield from _saved_page(source, message, pages[0])
        return
    yield _letter(source, position, message, parts)
    for part in parts:
        yield from _carried(source, part, opening)


def _saved_page(source: Source, message: Message, part: Message) -> Iterator[Item]:
    from store.readers.pages import read_page

    address = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    shown = address if address and address.lower().startswith(("http://", "https://")) else source.address
    yield from read_page(source.name, _payload(part), address=shown, charset=part.get_content_charset())


def _letter(source: Source, position: int | None, message: Message, parts: list[Message]) -> Item:
    shown = [part for part in parts if part.get_filename() is None]
    plain = "\n\n".join(_text(part) for part in shown if part.get_content_type() == "text/plain").strip()
    markup = "\n\n".join(
        text_of_markup(_text(part)) for part in shown if part.get_content_type() == "text/html"
    ).strip()
    text = plain if plain and len(plain) >= _STUB * len(markup) else markup
    if not text:
        return Skipped(source.name, position, "is a mail without text")
    name, mailbox = parseaddr(_header(message, "From") or "")
    day = None
    try:
        day = parsedate_to_datetime(_header(message, "Date") or "").date().isoformat()
    except (ValueError, TypeError, OverflowError):
        day = None
    language = re.match(r"[A-Za-z]{2,3}\b", _header(message, "Content-Language") or "")
    return Article(
        text=text,
        title=short_title(_header(message, "Subject") or text.split("\n", 1)[0]),
        outlet=name.strip() or mailbox.rpartition("@")[2] or None,
        date=day,
        language=language[0].lower() if language else None,
        path=source.name,
        position=position,
    )


def _carried(source: Source, part: Message, opening: Opening) -> Iterator[Item]:
    """Read what is attached, where it has an ending of a format that is read; pictures and the like are no loss."""
    from store.readers.sources import unwanted

    name = " ".join(clean(_decoded(part.get_filename() or "")).split())[:300]
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        data = b"".join(each.as_bytes() for each in inner if isinstance(each, Message)) if inner else b""
        name = name or "mail.eml"
    elif name and unwanted(name) is None:
        data = _payload(part)
    else:
        return
    opening.budget.take_member()
    opening.budget.take(len(data))
    member = Source(f"{source.name}/{name}", None, len(data), charset=part.get_content_charset())
    for item, _done in opening.read_member(member, BytesIO(data)):
        yield item


def _leaves(message: Message) -> list[Message]:
    """Return the parts that hold something, without looking into mails within the mail."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list) and part.get_content_type() != "message/rfc822":
            waiting += [each for each in reversed(payload) if isinstance(each, Message)]
        else:
            found.append(part)
    return found


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    return decode_declared(_payload(part), [part.get_content_charset()])


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return " ".join(clean(_decoded(str(value)[:_LONGEST_HEADER])).split()) or None if value is not None else None


def _decoded(value: str) -> str:
    """Decode the words of a header (RFC 2047); where they are broken they stay as they are."""
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, UnicodeError):
        return value


def _one(file: IO[bytes]) -> Iterator[tuple[bytes | None, int]]:
    data = file.read(LARGEST_MAIL + 1)
    yield (data if len(data) <= LARGEST_MAIL else None), len(data)


def _mails(file: IO[bytes]) -> Iterator[tuple[bytes | None, int]]:
    """Yield the mails of a mail box (mbox), ``None`` for one that is too large, with the bytes behind them."""
    lines: list[bytes] = []
    size = done = 0
    blank = True
    while line := file.readline(LARGEST_MAIL):
        if blank and line.startswith(b"From ") and done:
            yield (b"".join(lines) if size <= LARGEST_MAIL else None), done
            lines, size = [], 0
        done += len(line)
        size += len(line)
        if size <= LARGEST_MAIL and not (line.startswith(b"From ") and not lines):
            lines.append(line)
        elif size > LARGEST_MAIL:
            lines = []
        blank = not line.strip()
    if size:
        yield (b"".join(lines) if size <= LARGEST_MAIL else None), done
