"""What is in the store, in plain text, for where the explorer cannot open."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.cli.output import line, table
from tui.safe_text import safe_text

_MOST_CLAIMED: Final = 10

_EMPTY: Final = """
Import something first:
  conflict-tui import --sample    the sample articles that come with the program
  conflict-tui import PATH...     text, Markdown, HTML, CSV, TSV or JSON files, folders, or - for standard input

Then open the explorer in a terminal with: conflict-tui"""

_ON: Final = """
Go on:
  conflict-tui                              open the explorer (in a terminal)
  conflict-tui relationships --group NAME   what is claimed of one group
  conflict-tui search WORDS                 names in any spelling, and articles
  conflict-tui --help                       every command"""


def print_overview(path: Path) -> None:
    """Print the counts of a store, its most claimed relationships and how to go on; also where there is no store."""
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        line(f"There is no store yet at {safe_text(str(path))}.")
        line(_EMPTY)
        return
    from store.queries.filters import Filters
    from store.queries.listing import Order
    from store.queries.overview import overview
    from store.queries.relationships import Relationships
    from tui.cli.listings import RELATIONSHIP_COLUMNS
    from tui.cli.rows import fetch, reading
    from tui.wording import count, dates

    with reading(path) as connection:
        found = overview(connection)
        line(f"Store {safe_text(str(path))}")
        when = f", {dates(found.first_date, found.last_date)}" if found.first_date else ""
        line(f"  {count(found.articles, 'article')} from {count(found.outlets, 'outlet')}{when}")
        line(f"  {count(found.groups, 'group')}")
        line(f"  {count(found.relationships, 'relationship')} in {count(found.claims, 'claim')}")
        if not found.articles:
            line(_EMPTY)
            return
        rows = fetch(connection, Relationships(), Filters(), "", Order("claims"), _MOST_CLAIMED)
        if rows.shown:
            line()
            line(f"Most claimed relationships (showing {rows.shown:,} of {rows.total:,}):")
            table(RELATIONSHIP_COLUMNS, rows)
    line(_ON)
