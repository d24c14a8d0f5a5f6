"""Search: names in any spelling and script, and the full text of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tui.cli.commands import command
from tui.cli.likeness import ALIKE, likeness
from tui.cli.options import JsonOption, StoreOption, chosen_store
from tui.cli.output import Column, line, narrate, table, to_json
from tui.wording import KINDS, count

if TYPE_CHECKING:
    from store.queries.articles import ArticleRow
    from store.queries.groups import GroupRow
    from store.queries.name_index import NameHit

_USUAL_LIMIT: Final = 20

_GUESSES: Final = 3
"""Names shown where none is surely what was typed."""


@command(
    "search",
    {
        "search 'jabhet nusra'": "a name, however it is spelt",
        "search جبهة": "a name in its own script",
        "search '\"took control\" outlet:reuters from:2016-01'": "articles by phrase, outlet and date",
        "search FSA --exact --json": "only this very spelling, as JSON",
    },
)
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A name in any spelling, or words of articles.")],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="Show at most N names and N articles.")
    ] = _USUAL_LIMIT,
    exact: Annotated[
        bool, typer.Option("--exact", help="Only names that hold the query in its own script and spelling.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say of each name why it was found.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Find groups, people and places by name in any spelling or script, and articles by their text.

    In articles all words must occur; "quoted words" stand side by side, -word must not occur, word* is a beginning,
    and outlet:NAME, from:DATE, to:DATE, lang:CODE and title:WORD narrow further.
    """
    from store.queries.articles import Articles
    from store.queries.filters import Filters
    from store.queries.groups import Groups
    from store.queries.listing import Order
    from store.queries.name_index import StoreNames
    from tui.cli.rows import fetch, reading

    path = chosen_store(context, store)
    with reading(path) as connection:
        hits = StoreNames(path).search(connection, query, limit, exact=exact)
        if hits and not exact:
            alike = [hit for hit in hits if likeness(query, hit) >= ALIKE]
            if not alike:
                hits = hits[:_GUESSES]
                narrate("no name is much like this; the nearest ones are:")
            hits = alike or hits
        entities: dict[int, GroupRow] = {}
        if hits:
            entities = Groups().rows(connection, [hit.entity_id for hit in hits][:999])
        articles = fetch(connection, Articles(), Filters(), query, Order("date"), limit) if query.strip() else None
        rows = list(articles) if articles is not None else []
        total = articles.total if articles is not None else 0
        if as_json:
            _print_json(query, hits, entities, rows, total)
        else:
            _print_text(hits, entities, rows, total, explain=explain)


def _print_json(
    query: str, hits: list[NameHit], entities: dict[int, GroupRow], articles: list[ArticleRow], total: int
) -> None:
    from tui.cli.listings import as_plain

    found: dict[str, Any] = {
        "query": query,
        "names": [
            as_plain(entities[hit.entity_id]) | {"matched": hit.name, "score": round(hit.score, 4), "why": hit.why}
            for hit in hits
            if hit.entity_id in entities
        ],
        "articles": [as_plain(row) for row in articles],
        "articles_found": total,
    }
    line(to_json(found, indent=1))


def _print_text(
    hits: list[NameHit], entities: dict[int, GroupRow], articles: list[ArticleRow], total: int, *, explain: bool
) -> None:
    columns: list[Column[NameHit]] = [
        Column("name", lambda hit: hit.entity, flexible=24),
        Column("kind", lambda hit: KINDS[hit.kind]),
        Column("found as", lambda hit: hit.name if hit.name != hit.entity else "", flexible=24),
        Column("claims", lambda hit: entities[hit.entity_id].claims, "right"),
        Column("articles", lambda hit: entities[hit.entity_id].articles, "right"),
    ]
    if explain:
        columns += [Column("score", lambda hit: f"{hit.score:.2f}"), Column("why", lambda hit: hit.why, flexible=24)]
    if hits:
        table(columns, (hit for hit in hits if hit.entity_id in entities))
    if hits and articles:
        line()
    if articles:
        from tui.cli.listings import ARTICLE_COLUMNS

        line(
            f"{count(total, 'article')} with these words"
            + (f", showing {len(articles)}:" if total > len(articles) else ":")
        )
        table(ARTICLE_COLUMNS, articles)
    if not hits and not articles:
        narrate("nothing found")
