"""RSS and Atom feeds, through feedparser: each entry an article, whole where the feed has only its beginning."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import IO, Any, Final

from store.errors import ReadingError
from store.fetching import Fetched, FetchError, StoppedError, is_address, kept_address, parse_address
from store.readers.decoding import clean
from store.readers.items import Item, Items, Skipped, Source
from store.readers.markup import text_of_markup
from store.readers.opening import Opening
from store.readers.plain import short_title
from store.readers.safe_xml import check_prolog
from store.records import Article

LARGEST_FEED: Final = 8_000_000
"""The largest feed, in bytes, that is read."""

WHOLE_CHARACTERS: Final = 1500
"""An entry with a shorter text is taken for a teaser, whose address has the whole."""

_PAGE_HEAD: Final = 200_000
_MOST_ENTRIES: Final = 5000
_LONGEST_KEY: Final = 300

_GOES_ON: Final = re.compile(
    r"(?:(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\[&hellip;\])|(?:read (?:more|on|the (?:full|rest)[^.\n]{0,40})|continue reading"
    r"[^\n]{0,80}|more)\W{0,5})\s*$",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE: Final = 600
_SIGNATURE: Final = re.compile(r"\s*The post [^\n]{1,300} (?:appeared first|first appeared) on [^\n]{1,200}\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; ``key`` is what the feed knows it by, ``whole`` whether its text is more than a teaser."""

    key: str
    title: str
    text: str
    date: str | None
    address: str | None
    outlet: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was when it was fetched."""

    title: str | None
    language: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FeedState:
    """How far a feed was read, for the next time: ``taken`` are the keys of its entries that need no second reading.

    ``etag`` and ``last_modified`` are what its server wants to be told then; only where every entry was taken.
    """

    address: str
    title: str | None
    etag: str | None
    last_modified: str | None
    taken: tuple[str, ...]


def read_feed(source: Source, file: IO[bytes], opening: Opening) -> Items:
    """Yield the entries of a feed.

    Those of one that was fetched are fetched themselves where it has only a teaser, and how far it was read is told.
    """
    data = file.read(LARGEST_FEED + 1)
    try:
        feed = parse_feed(data, source.address, source.charset)
    except ReadingError as error:
        yield Skipped(source.name, None, str(error)), len(data)
        return
    if not feed.entries:
        yield Skipped(source.name, None, "is a feed without entries"), len(data)
    taken: list[str] = []
    for position, entry in enumerate(feed.entries, start=1):
        item, lasting = read_entry(source.name, position, entry, feed, opening)
        if item is None:
            return
        if lasting:
            taken.append(entry.key)
        yield item, len(data) * position // len(feed.entries)
    if opening.on_feed is not None and opening.fetched is not None:
        opening.on_feed(state_of(opening.fetched, feed, taken, source.name))


def state_of(fetched: Fetched, feed: Feed, taken: Sequence[str], name: str) -> FeedState:
    """Return how far a feed was read that came with these headers, from the address ``name``."""
    whole = len(set(taken)) == len({entry.key for entry in feed.entries})
    return FeedState(
        kept_address(fetched.address) if fetched.moved else name,
        feed.title,
        fetched.headers.get("etag") if whole else None,
        fetched.headers.get("last-modified") if whole else None,
        tuple(taken),
    )


def parse_feed(data: bytes, address: str | None, charset: str | None) -> Feed:
    """Read the entries of a feed, as far as it can be understood. Raises :class:`ReadingError`."""
    if len(data) > LARGEST_FEED:
        raise ReadingError(f"is too large for a feed (more than {LARGEST_FEED / 1e6:,.0f} MB)")
    check_prolog(data)
    import feedparser

    headers = {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}
    if address is not None:
        headers["content-location"] = address
    try:
        found = feedparser.parse(
            BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        raise ReadingError(f"cannot be read as a feed ({type(error).__name__})") from error
    about: Mapping[str, Any] = found.get("feed", {})
    entries = found.get("entries", [])
    if not entries and not found.get("version"):
        raise ReadingError("cannot be read as a feed (its XML is broken or of another kind)")
    language = re.match(r"[A-Za-z]{2,3}\b", str(about.get("language") or ""))
    title = _line(about.get("title"))
    return Feed(
        title,
        language[0].lower() if language else None,
        tuple(_entry(each, title, address) for each in entries[:_MOST_ENTRIES]),
    )


def find_feed(data: bytes, address: str) -> str | None:
    """Return the address of the feed that a page names as its own."""
    head = data[:_PAGE_HEAD].decode("utf-8", errors="replace")
    for link in re.finditer(r"<link\b[^>]{1,1000}>", head, re.IGNORECASE):
        place = re.search(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", link[0], re.IGNORECASE)
        if place and re.search(r"application/(?:rss|atom)\+xml", link[0], re.IGNORECASE):
            with suppress(FetchError):
                return parse_address(html.unescape(place[1]), address).text
    return None


def read_entry(name: str, position: int | None, entry: Entry, feed: Feed, opening: Opening) -> tuple[Item | None, bool]:
    """Return the article of an entry, and whether that is final; ``None`` once an end is asked for.

    An entry whose page cannot be had for now is skipped and not final; one whose page is given out to nobody, or not
    to programs, is its teaser.
    """
    own = Article(
        text=entry.text or entry.title,
        title=entry.title or short_title(entry.text.split("\n", 1)[0]),
        outlet=entry.outlet,
        date=entry.date,
        language=feed.language,
        address=kept_address(entry.address) if entry.address else None,
        path=name,
        position=position,
    )
    if not entry.whole and entry.address is not None and opening.follow and opening.fetcher is not None:
        try:
            page = _page_of(entry.address, opening)
        except StoppedError:
            return None, False
        except FetchError as error:
            if error.temporary:
                return Skipped(kept_address(entry.address), None, str(error)), False
            page = None
        if page is not None and len(page.text) > len(own.text):
            return _together(page, own), True
    if not own.text.strip():
        return Skipped(name, position, "has no text"), True
    return own, True


def _page_of(address: str, opening: Opening) -> Article | None:
    fetcher = opening.fetcher
    assert fetcher is not None
    if not fetcher.may_follow(address):
        return None
    found = fetcher.fetch(address)
    source = Source(kept_address(address), None, found.size, address=found.address, charset=found.charset)
    with found.file as file:
        for item, _done in opening.read_member(source, file):
            return item if isinstance(item, Article) else None
    return None


def _together(page: Article, own: Article) -> Article:
    return replace(
        page,
        title=own.title or page.title,
        outlet=page.outlet or own.outlet,
        date=own.date or page.date,
        language=page.language or own.language,
        address=page.address or own.address,
        path=own.path,
        position=own.position,
    )


def _entry(each: Mapping[str, Any], feed_title: str | None, base: str | None) -> Entry:
    texts = [text_of_markup(str(part.get("value") or "")) for part in each.get("content") or []]
    texts.append(text_of_markup(str(each.get("summary") or "")))
    text = _without_signature(max(texts, key=len))
    title = short_title(text_of_markup(str(each.get("title") or "")))
    address = None
    if each.get("link"):
        with suppress(FetchError):
            parse_address(str(each["link"]), base)
            address = clean(str(each["link"])) if is_address(str(each["link"])) else _absolute(str(each["link"]), base)
    key = clean(str(each.get("id") or address or f"{title}\n{text}"))
    if len(key) > _LONGEST_KEY:
        key = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    source = each.get("source")
    outlet = _line(source.get("title")) if isinstance(source, Mapping) else None
    return Entry(key, title, text, _day(each), address, outlet or feed_title, _is_whole(text))


def _without_signature(text: str) -> str:
    # Only the end is looked at: over a long text the pattern would take time that grows with its square.
    start = max(0, len(text) - _LONGEST_SIGNATURE)
    return text[:start] + _SIGNATURE.sub("", text[start:])


def _absolute(link: str, base: str | None) -> str | None:
    from urllib.parse import urljoin

    return urljoin(base, link) if base else None


def _is_whole(text: str) -> bool:
    return len(text) >= WHOLE_CHARACTERS and not _GOES_ON.search(text[-200:])


def _day(each: Mapping[str, Any]) -> str | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        parts = each.get(name)
        if parts:
            with suppress(ValueError, TypeError, IndexError):
                return date(parts[0], parts[1], parts[2]).isoformat()
    return None


def _line(value: object) -> str | None:
    return " ".join(text_of_markup(str(value)).split())[:_LONGEST_KEY] or None if value else None
