"""Search in one box: groups, people, places, articles and claims, each with why it was found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from store.names import fold
from store.queries.articles import ArticleRow, Articles
from store.queries.claims import ClaimRow, Claims
from store.queries.filters import GROUP_KINDS, Condition, Filters, Listing
from store.queries.full_text import conditions_of
from store.queries.groups import GroupRow, Groups
from store.queries.listing import Order, marks, stream
from store.queries.name_filter import FoundNames, NameFilter
from store.queries.search_language import Query, Term, read_query
from store.queries.typed_filters import filters_of
from store.records import Kind

MOST_SHOWN: Final = 8
"""Hits that each section shows at first."""
MOST_COUNTED: Final = 1000
"""Hits up to which a section counts them; beyond it says that there are more."""
_MOST_LOOKED_THROUGH: Final = 400
"""Articles with the words, newest first, in which claims are looked for whose sentence holds them all."""
_SNIPPET_WORDS: Final = 16
OPEN, CLOSE = "\x02", "\x03"
"""Stand around what matched in a snippet; no stored text is interpreted by them."""

SECTIONS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("groups", GROUP_KINDS),
    ("people", (Kind.PERSON.value,)),
    ("places", (Kind.PLACE.value,)),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. ``why`` says what matched; the matching words in it stand between :data:`OPEN` and CLOSE."""

    record: GroupRow | ArticleRow | ClaimRow
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """The hits of one kind; ``total`` counts those there are, ``more`` says that counting stopped there."""

    name: str
    hits: tuple[Hit, ...]
    total: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Everything a query finds, and what of it could not be understood."""

    query: Query
    sections: tuple[Section, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What of the query was left out, and why."""
        return self.query.notes


def search(
    connection: sqlite3.Connection, typed: str, names: NameFilter | None = None, most: int = MOST_SHOWN
) -> Iterator[Found]:
    """Answer a query, the quick parts first: each answer holds the sections found so far.

    Never raises for what is typed. ``names`` decides in which spellings names are found.
    """
    query, names = read_query(typed), names or NameFilter()
    if query.empty:
        yield Found(query, ())
        return
    asked = {field.values[0] for field in query.fields if field.name == "group"}
    filters = filters_of(query.fields, {text: names.search(connection, text) for text in asked})
    sections = [*_entities(connection, query, filters, names, most)]
    yield Found(query, tuple(sections))
    sections.append(_articles(connection, query, filters, most))
    yield Found(query, tuple(section for section in sections if section.hits))
    sections.append(_claims(connection, query, filters, most))
    yield Found(query, tuple(section for section in sections if section.hits))


def _entities(
    connection: sqlite3.Connection, query: Query, filters: Filters, names: NameFilter, most: int
) -> Iterator[Section]:
    if any(term.in_title for term in query.wanted):
        return
    conditions = [Condition("entities.merged_into IS NULL"), *filters.conditions(Listing.GROUPS)]
    found = names.search(connection, query.name) if query.name else None
    if found is not None:
        conditions.append(found.entities())
    elif not any(field.name in ("group", "kind") for field in query.fields):
        return  # a date or an outlet alone names nobody
    if query.unwanted:
        unwanted = [FoundNames(tuple(fold(" ".join(term.words)).split())).entities() for term in query.unwanted]
        conditions += [Condition(f"NOT ({each.sql})", each.values) for each in unwanted]
    reasons = names.reasons(connection, query.name) if found is not None else {}
    for name, kinds in SECTIONS:
        of_kind = Condition(f"entities.kind IN ({marks(kinds)})", kinds)
        ordering = " ORDER BY entities.claims DESC, entities.articles DESC, entities.id"
        ids = list(
            islice(stream(connection, "SELECT entities.id FROM entities", [*conditions, of_kind], ordering),
                   MOST_COUNTED + 1)
        )  # fmt: skip
        best = found.best if found is not None else ()
        place = {entity: number for number, entity in enumerate(best)}
        ids.sort(key=lambda entity: place.get(entity, len(place)))
        rows = Groups().rows(connection, ids[:most])
        hits = tuple(
            Hit(rows[entity], reasons.get(entity) or _why_named(connection, entity, query))
            for entity in ids[:most]
            if entity in rows
        )
        if hits:
            yield Section(name, hits, min(len(ids), MOST_COUNTED), len(ids) > MOST_COUNTED)


def _why_named(connection: sqlite3.Connection, entity: int, query: Query) -> str:
    """Return the name of an entity that holds the typed words, those marked."""
    words = fold(query.name).split()[:8]
    if not words:
        return ""
    holds = " AND ".join("instr(folded, ?) > 0" for _ in words)
    row = connection.execute(
        f"SELECT substr(name, 1, 300), type FROM names WHERE entity_id = ? AND {holds} ORDER BY length(name) LIMIT 1",
        (entity, *words),
    ).fetchone()
    if row is None:
        return ""
    kind = {"canonical": "name", "original": "name in its own script", "former": "former name"}.get(row[1], row[1])
    return f"{kind} {marked(row[0], words)}"


def _articles(connection: sqlite3.Connection, query: Query, filters: Filters, most: int) -> Section:
    if not (query.wanted or query.unwanted) and not filters.conditions(Listing.ARTICLES):
        return Section("articles", (), 0)
    ids = list(islice(Articles().select(connection, filters, conditions_of(query), Order("date")), MOST_COUNTED + 1))
    shown = ids[:most]
    rows = Articles().rows(connection, shown)
    snippets = _snippets(connection, query, shown)
    hits = tuple(Hit(rows[found], snippets.get(found, "")) for found in shown if found in rows)
    return Section("articles", hits, min(len(ids), MOST_COUNTED), len(ids) > MOST_COUNTED)


def _snippets(connection: sqlite3.Connection, query: Query, ids: Sequence[int]) -> dict[int, str]:
    if not query.match or not ids:
        return {}
    found = connection.execute(
        f"SELECT rowid, snippet(articles_fts, -1, ?, ?, '…', {_SNIPPET_WORDS}) FROM articles_fts "
        f"WHERE articles_fts MATCH ? AND rowid IN ({marks(ids)})",
        (OPEN, CLOSE, query.match, *ids),
    )
    return {row[0]: row[1][:2000] for row in found}


def _claims(connection: sqlite3.Connection, query: Query, filters: Filters, most: int) -> Section:
    """Find claims whose sentence, sides or speaker hold the words; newest first."""
    conditions = filters.conditions(Listing.CLAIMS)
    if not query.wanted and not conditions:
        return Section("claims", (), 0)
    select, ordering = "SELECT claims.id FROM claims", " ORDER BY claims.date DESC NULLS LAST, claims.id DESC"
    if not query.wanted:
        ids = list(islice(stream(connection, select, conditions, ordering), MOST_COUNTED + 1))
        return _claim_section(connection, query, ids, most, more=len(ids) > MOST_COUNTED)
    articles = connection.execute(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?",
        (query.match, _MOST_LOOKED_THROUGH + 1),
    ).fetchall()
    within = Condition(f"claims.article_id IN ({','.join(str(row[0]) for row in articles[:_MOST_LOOKED_THROUGH])})")
    ids = []
    found = list(islice(stream(connection, select, [*conditions, within], ordering), 5 * MOST_COUNTED))
    for first in range(0, len(found), 200):
        page = found[first : first + 200]
        texts = connection.execute(
            f"""
            SELECT claims.id, substr(articles.text, claims.start + 1, min(claims.end - claims.start, 2000)) || ' '
                   || articles.title
            FROM claims JOIN articles ON articles.id = claims.article_id WHERE claims.id IN ({marks(page)})
            """
            if any(term.in_title for term in query.wanted)
            else f"""
            SELECT claims.id, substr(articles.text, claims.start + 1, min(claims.end - claims.start, 2000))
            FROM claims JOIN articles ON articles.id = claims.article_id WHERE claims.id IN ({marks(page)})
            """,
            page,
        )
        holding = {row[0] for row in texts if _holds(row[1], query)}
        ids += [claim for claim in page if claim in holding]
        if len(ids) > MOST_COUNTED:
            break
    return _claim_section(connection, query, ids, most, more=len(articles) > _MOST_LOOKED_THROUGH)


def _claim_section(
    connection: sqlite3.Connection, query: Query, ids: Sequence[int], most: int, *, more: bool
) -> Section:
    rows = Claims().rows(connection, ids[:most])
    words = [word for term in query.wanted for word in fold(" ".join(term.words)).split()]
    hits = tuple(Hit(rows[claim], marked(rows[claim].evidence, words)) for claim in ids[:most] if claim in rows)
    return Section("claims", hits, min(len(ids), MOST_COUNTED), more or len(ids) > MOST_COUNTED)


def _holds(text: str, query: Query) -> bool:
    """Whether a text holds every wanted term, as the full-text index would say it, and no unwanted one."""
    padded = f" {fold(text)} "
    return all(_has(padded, term) for term in query.wanted) and not any(_has(padded, term) for term in query.unwanted)


def _has(padded: str, term: Term) -> bool:
    words = fold(" ".join(term.words))
    return f" {words}" in padded if term.beginning else f" {words} " in padded


def marked(text: str, words: Sequence[str]) -> str:
    """Return a text with the words of it that begin with one of some folded words between OPEN and CLOSE."""
    parts = text.replace(OPEN, "").replace(CLOSE, "").split(" ")
    beginnings = tuple(words)
    if not beginnings:
        return " ".join(parts)
    return " ".join(
        f"{OPEN}{part}{CLOSE}" if any(each.startswith(beginnings) for each in fold(part).split()) else part
        for part in parts
    )
