"""Where the explorer was left, kept between two starts: filters, selections, orders, pane, positions, theme.

One small JSON file for each store, in the platform's folder for state; written atomically, read tolerantly.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from store.queries.articles import Articles
from store.queries.filters import (
    ArticleFilter,
    EntityFilter,
    Filter,
    Filters,
    Listing,
    OutletFilter,
    PairFilter,
    RelationshipFilter,
    filter_class,
)
from store.queries.groups import Groups
from store.queries.listing import Order
from store.queries.overview import outlet_name
from store.queries.relationships import Relationships
from store.records import Confidence, Kind, Relation, Stance, Status
from tui.state import DEFAULT_ORDERS, ExplorerState, Selection

_LARGEST: Final = 1_000_000
"""Bytes of a file that is looked at; the program's own ones are a thousandth of it."""
_CHOICES: Final[dict[str, Any]] = {
    "kind": Kind,
    "stance": Stance,
    "relation": Relation,
    "status": Status,
    "confidence": Confidence,
}


@dataclass(slots=True)
class Session:
    """What was left: the state, the row under the cursor of each pane, the theme (empty: none chosen)."""

    state: ExplorerState = field(default_factory=ExplorerState)
    rows: dict[Listing, int] = field(default_factory=dict)
    theme: str = ""


def to_plain(session: Session) -> dict[str, Any]:
    """Return a session as plain JSON values."""
    state = session.state
    return {
        "version": 1,
        "kept": [_plain_filter(part) for part in state.kept if filter_class(type(part).__name__)],
        "chain": [
            {"listing": link.listing.value, "filter": _plain_filter(link.filter)}
            for link in state.chain
            if filter_class(type(link.filter).__name__)
        ],
        "typed": {listing.value: text for listing, text in state.typed.items() if text},
        "orders": {listing.value: [order.key, order.reverse] for listing, order in state.orders.items()},
        "focus": state.focus.value,
        "rows": {listing.value: row for listing, row in session.rows.items()},
        "theme": session.theme,
    }


def _plain_filter(part: Filter) -> dict[str, Any]:
    return {"is": type(part).__name__} | {each.name: getattr(part, each.name) for each in fields(part)}


def from_plain(plain: object) -> Session:
    """Return the session that JSON values describe; a part that cannot be understood is left out."""
    session = Session()
    if not isinstance(plain, Mapping):
        return session
    state = session.state
    for part in _list(plain.get("kept")):
        if found := _filter(part):
            state.kept = state.kept & found
    links: list[Selection] = []
    for link in _list(plain.get("chain")):
        listing = _listing(link.get("listing")) if isinstance(link, Mapping) else None
        found = _filter(link.get("filter")) if isinstance(link, Mapping) else None
        if listing and found and listing not in {made.listing for made in links}:
            links.append(Selection(listing, found))
    state.chain = tuple(links)
    for listing, text in _by_listing(plain.get("typed")):
        if isinstance(text, str):
            state.typed[listing] = text[:1000]
    for listing, order in _by_listing(plain.get("orders")):
        match order:
            case [str() as key, bool() as reverse]:
                state.orders[listing] = Order(key, reverse)
    state.focus = _listing(plain.get("focus")) or state.focus
    session.rows = {listing: row for listing, row in _by_listing(plain.get("rows")) if _is_id(row)}
    theme = plain.get("theme")
    session.theme = theme if isinstance(theme, str) else ""
    return session


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _by_listing(value: object) -> list[tuple[Listing, Any]]:
    pairs = value.items() if isinstance(value, Mapping) else ()
    return [(listing, held) for name, held in pairs if (listing := _listing(name)) is not None]


def _listing(value: object) -> Listing | None:
    return Listing(value) if isinstance(value, str) and value in set(Listing) else None


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63


def _filter(plain: object) -> Filter | None:
    """Make a filter of its plain form, or nothing where that is none."""
    if not isinstance(plain, Mapping):
        return None
    kind = filter_class(str(plain.get("is")))
    if kind is None:
        return None
    values: dict[str, Any] = {}
    for each in fields(kind):
        value = plain.get(each.name)
        if each.name in _CHOICES:
            if not isinstance(value, str) or value not in set(_CHOICES[each.name]):
                return None
            values[each.name] = _CHOICES[each.name](value)
        elif each.name.endswith("_id"):
            if not _is_id(value):
                return None
            values[each.name] = value
        elif isinstance(value, str):
            values[each.name] = value
        else:
            return None
    return kind(**values)


def read_session(path: Path) -> tuple[Session | None, str]:
    """Read a session; return None where there is none, with one line where what there is cannot be used."""
    try:
        with path.open("rb") as file:
            written = file.read(_LARGEST)
        plain = json.loads(written.decode("utf-8"))
    except FileNotFoundError:
        return None, ""
    except (OSError, ValueError, RecursionError) as error:
        return None, f"{path}: the last session cannot be read ({error}); everything is shown"
    if not isinstance(plain, dict):
        return None, f"{path}: the last session cannot be read (it is no object); everything is shown"
    return from_plain(plain), ""


def write_session(path: Path, plain: dict[str, Any]) -> str:
    """Write a session, whole or not at all; return one line where it could not be written."""
    temporary = path.with_name(f".{path.name}-{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_text(json.dumps(plain, ensure_ascii=True), encoding="utf-8")
        temporary.chmod(0o600)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        return f"{path}: the session cannot be kept ({error.strerror or error})"
    return ""


def outdated(connection: sqlite3.Connection, filters: Iterable[Filter]) -> Filters:
    """Return the filters that name something which the store no longer knows by this id and name."""
    return Filters(tuple(part for part in filters if not _known(connection, part)))


def _known(connection: sqlite3.Connection, part: Filter) -> bool:
    match part:
        case EntityFilter():
            entity = Groups().rows(connection, [part.entity_id]).get(part.entity_id)
            return entity is not None and entity.name == part.name
        case PairFilter():
            rows = Groups().rows(connection, [part.first_id, part.second_id])
            return len(rows) == 2 and all(row.name in part.names for row in rows.values())
        case ArticleFilter():
            article = Articles().rows(connection, [part.article_id]).get(part.article_id)
            return article is not None and article.title == part.title
        case RelationshipFilter():
            from tui.panes.relationships import sentence_of

            relationship = Relationships().rows(connection, [part.relationship_id]).get(part.relationship_id)
            return relationship is not None and sentence_of(relationship) == part.sentence
        case OutletFilter():
            return outlet_name(connection, part.outlet_id) == part.name
    return True


def forget(state: ExplorerState, gone: Filters) -> None:
    """Take filters out of a state: the kept ones, and the chain from the first such link on."""
    lost = set(gone)
    for part in gone:
        state.kept = state.kept.without(part)
    place = next((number for number, link in enumerate(state.chain) if link.filter in lost), len(state.chain))
    state.chain = state.chain[:place]


def fit_orders(state: ExplorerState, sorts: Mapping[Listing, Iterable[str]]) -> None:
    """Replace orders by keys that a listing does not know, as another version may have left them."""
    for listing, keys in sorts.items():
        if state.orders[listing].key not in set(keys):
            state.orders[listing] = DEFAULT_ORDERS[listing]
