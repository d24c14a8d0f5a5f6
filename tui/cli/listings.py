"""Listings: what the explorer's panes show, as text or JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import typer

from tui.cli.commands import command
from tui.cli.filtering import Asked, narrowed
from tui.cli.options import JsonOption, LimitOption, ReverseOption
from tui.cli.output import Column, json_array, narrate, on_terminal, table
from tui.wording import SIGNS, VERBS

if TYPE_CHECKING:
    from store.queries.articles import ArticleRow
    from store.queries.claims import ClaimRow
    from store.queries.groups import GroupRow
    from store.queries.relationships import RelationshipRow
    from tui.cli.rows import Listing, Rows

_Row = TypeVar("_Row")

SHOWN_ON_TERMINAL: Final = 50


class ArticleSort(StrEnum):
    """Orders of articles; the default is newest first."""

    DATE = "date"
    TITLE = "title"
    OUTLET = "outlet"
    CLAIMS = "claims"


class GroupSort(StrEnum):
    """Orders of groups; the default is most claimed first."""

    CLAIMS = "claims"
    NAME = "name"
    ARTICLES = "articles"
    KIND = "kind"
    FIRST = "first"
    LAST = "last"


class RelationshipSort(StrEnum):
    """Orders of relationships; the default is most claimed first."""

    CLAIMS = "claims"
    OUTLETS = "outlets"
    LAST = "last"
    FIRST = "first"
    SENTENCE = "sentence"
    STANCE = "stance"


class ClaimSort(StrEnum):
    """Orders of claims; the default is newest first."""

    DATE = "date"
    STATUS = "status"
    CONFIDENCE = "confidence"
    OUTLET = "outlet"
    PLACE = "place"


def _sentence(row: RelationshipRow | ClaimRow) -> str:
    return f"{SIGNS[row.stance]} {row.subject} {VERBS[row.relation]} {row.object}"


def _copies(row: ArticleRow) -> str | None:
    """Return how many copies the story of an article has; "copy" for one that is counted with another."""
    return (f"+{row.copies}" if row.first else "copy") if row.copies else None


ARTICLE_COLUMNS: Final[Sequence[Column[ArticleRow]]] = (
    Column("date", lambda row: row.date),
    Column("outlet", lambda row: row.outlet, flexible=16, drop=1),
    Column("claims", lambda row: row.claims, "right"),
    Column("copies", _copies, "right", drop=3),
    Column("lang", lambda row: row.language, drop=2),
    Column("title", lambda row: row.title, flexible=36),
)
GROUP_COLUMNS: Final[Sequence[Column[GroupRow]]] = (
    Column("group", lambda row: row.name, flexible=28),
    Column("kind", lambda row: row.kind.replace("_", " "), drop=3),
    Column("claims", lambda row: row.claims, "right"),
    Column("articles", lambda row: row.articles, "right", drop=1),
    Column("first", lambda row: row.first_date, drop=2),
    Column("last", lambda row: row.last_date, drop=2),
)
RELATIONSHIP_COLUMNS: Final[Sequence[Column[RelationshipRow]]] = (
    Column("relationship", _sentence, flexible=36, only="terminal"),
    Column("subject", lambda row: row.subject, only="pipe"),
    Column("relation", lambda row: row.relation, only="pipe"),
    Column("object", lambda row: row.object, only="pipe"),
    Column("stance", lambda row: row.stance, drop=3),
    Column("claims", lambda row: row.claims, "right"),
    Column("outlets", lambda row: row.outlets, "right", drop=1),
    Column("first", lambda row: row.first_date, drop=2),
    Column("last", lambda row: row.last_date, drop=2),
)
CLAIM_COLUMNS: Final[Sequence[Column[ClaimRow]]] = (
    Column("date", lambda row: row.date),
    Column("claim", _sentence, flexible=32, only="terminal"),
    Column("subject", lambda row: row.subject, only="pipe"),
    Column("relation", lambda row: row.relation, only="pipe"),
    Column("object", lambda row: row.object, only="pipe"),
    Column("status", lambda row: row.status),
    Column("confidence", lambda row: row.confidence, drop=4),
    Column("said by", lambda row: row.said_by, flexible=14, drop=3),
    Column("outlet", lambda row: row.outlet, flexible=16, drop=2),
    Column("evidence", lambda row: row.evidence, flexible=24),
)


@command(
    "articles",
    {
        "articles --outlet reuters --from 2016-01": "what one outlet wrote since January 2016",
        "articles --group 'Nusra Front' --json": "the articles that name a group, as JSON",
        "articles --text '\"took control\" -denied'": "a full-text search",
    },
)
@narrowed(without=("kind",))
def articles(
    asked: Asked,
    sort: Annotated[ArticleSort, typer.Option("--sort", help="The order.")] = ArticleSort.DATE,
    reverse: ReverseOption = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List articles, newest first, with the number of claims that each makes."""
    from store.queries.articles import Articles

    _show(asked, Articles(), ARTICLE_COLUMNS, sort, reverse, limit, as_json)


@command(
    "groups",
    {
        "groups": "the groups with most claims",
        "groups --kind armed_group --sort name": "armed groups by name",
        "groups --text nusra --json": "groups with a name like this one, as JSON",
    },
)
@narrowed()
def groups(
    asked: Asked,
    sort: Annotated[GroupSort, typer.Option("--sort", help="The order.")] = GroupSort.CLAIMS,
    reverse: ReverseOption = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List groups (armed groups, states, organizations), those with most claims first.

    With --group only the group of that name and those to which it is related are listed.
    """
    from store.queries.groups import Groups

    _show(asked, Groups(), GROUP_COLUMNS, sort, reverse, limit, as_json)


@command(
    "relationships",
    {
        "relationships --group 'Jabhet an-Nusrah'": "what is claimed of one group, in any spelling of its name",
        "relationships --stance hostile --from 2016": "who fought, threatened, accused or sanctioned whom since 2016",
        "relationships --sort last --limit 20": "the twenty latest",
        "relationships --json": "all of them, as a JSON array",
    },
)
@narrowed()
def relationships(
    asked: Asked,
    sort: Annotated[RelationshipSort, typer.Option("--sort", help="The order.")] = RelationshipSort.CLAIMS,
    reverse: ReverseOption = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List relationships with their numbers of claims and of distinct outlets, and their first and last dates."""
    from store.queries.relationships import DirectedRelationships, Relationships

    listing = DirectedRelationships() if as_json else Relationships()
    _show(asked, listing, RELATIONSHIP_COLUMNS, sort, reverse, limit, as_json)


@command(
    "claims",
    {
        "claims --group 'Ahrar al-Sham' --relation fights": "every sentence that says whom a group fights",
        "claims --status denied --json": "everything that was denied, as JSON",
        "claims --confidence high --from 2016-08 --to 2016-09": "what was read with high confidence in two months",
    },
)
@narrowed()
def claims(
    asked: Asked,
    sort: Annotated[ClaimSort, typer.Option("--sort", help="The order.")] = ClaimSort.DATE,
    reverse: ReverseOption = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List claims, newest first: who is said to do what to whom, by whom, and the sentence that says it."""
    from store.queries.claims import Claims

    _show(asked, Claims(), CLAIM_COLUMNS, sort, reverse, limit, as_json)


def _show(
    asked: Asked,
    listing: Listing[_Row],
    columns: Sequence[Column[_Row]],
    sort: StrEnum,
    reverse: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    from store.queries.listing import Order
    from tui.cli.rows import fetch

    limit = rows_shown(limit, as_json)
    with asked.reading() as (connection, filters):
        rows = fetch(connection, listing, filters, asked.text, Order(sort.value, reverse), limit)
        print_rows(rows, columns, as_plain if as_json else None)


def print_rows(
    rows: Rows[_Row],
    columns: Sequence[Column[_Row]],
    record: Callable[[_Row], Any] | None,
    nothing: str = "nothing found",
) -> None:
    """Write rows as a table, or with ``record`` as a JSON array of what that makes of them; tell what was cut."""
    if record is not None:
        json_array(map(record, rows))
    elif rows.total or not on_terminal():
        table(columns, rows)
    else:
        narrate(nothing)
    tell_cut(rows.shown, rows.total)


def rows_shown(limit: int | None, as_json: bool) -> int:
    """Return how many rows to show at most, 0 for all, where nobody has said: a screenful and more on a terminal."""
    if limit is not None:
        return limit
    return SHOWN_ON_TERMINAL if on_terminal() and not as_json else 0


def tell_cut(shown: int, total: int) -> None:
    """Say so where rows were left out."""
    if shown < total:
        narrate(f"showing {shown:,} of {total:,}; --limit 0 shows all")


def as_plain(row: Any) -> dict[str, Any]:
    """Return a row as what JSON can hold: field names of the record, spans as [start, end]."""
    return {field.name: _plain(getattr(row, field.name)) for field in dataclasses.fields(row)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
