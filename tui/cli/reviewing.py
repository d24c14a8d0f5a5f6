"""Review on the command line: what waits for a verdict, and the steps that mend what was misread."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from store.records import Relation, Status
from tui.cli.commands import command
from tui.cli.curating import ClaimsArgument, GroupArgument, claim_ids, curating, show
from tui.cli.filtering import Asked, narrowed
from tui.cli.listings import as_plain, print_rows, rows_shown
from tui.cli.options import JsonOption, LimitOption, StoreOption, check_date
from tui.cli.output import Column
from tui.wording import SIGNS, VERBS

if TYPE_CHECKING:
    from store.curation import Curator
    from store.queries.review import DoubtfulClaim, DoubtfulPair


class DoubtChoice(StrEnum):
    """Which claims without a verdict are listed."""

    LOW = "low"
    MEDIUM = "medium"
    ALL = "all"


@command(
    "review",
    {
        "review": "merge suggestions and claims of low confidence",
        "review --group 'Nusra Front' --doubt medium": "what is said of one group, with claims of medium confidence",
        "review --outlet 'Ridge Monitor' --json": "what one outlet is read to say, for 'reject -' or 'confirm -'",
    },
)
@narrowed()
def review(
    asked: Asked,
    doubt: Annotated[
        DoubtChoice, typer.Option("--doubt", help="Claims of low, of low and medium, or of any confidence.")
    ] = DoubtChoice.LOW,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what waits for a verdict: suggestions to merge, then claims that were read with little confidence.

    Decide claims with confirm, reject, retype, swap, redate, respan and set-status; suggestions with merge and apart.
    """
    from store.queries.listing import Order
    from store.queries.review import Doubt, ReviewQueue
    from tui.cli.rows import fetch

    limit = rows_shown(limit, as_json)
    with asked.reading() as (connection, filters):
        queue = ReviewQueue(doubt=Doubt[doubt.name])
        rows = fetch(connection, queue, filters, asked.text, Order("date"), limit)
        print_rows(rows, _COLUMNS, _record if as_json else None, "nothing waits for a verdict")


def _record(item: DoubtfulClaim | DoubtfulPair) -> dict[str, Any]:
    """Return an item as what JSON can hold; only claims have an ``id``, by which verdicts are given."""
    from store.queries.review import DoubtfulClaim

    if isinstance(item, DoubtfulClaim):
        told = {
            "why": list(item.why),
            "confidence_why": item.confidence_why,
            "before": item.before,
            "after": item.after,
        }
        return {"waits": "claim"} | as_plain(item.claim) | told
    found = as_plain(item.suggestion)
    return (
        {"waits": "merge", "suggestion": found.pop("id")}
        | found
        | {
            "stays_names": list(item.stays.names),
            "goes_names": list(item.goes.names),
        }
    )


def _number(item: DoubtfulClaim | DoubtfulPair) -> str:
    return f"{item.id}" if item.id > 0 else f"merge {-item.id}"


def _what(item: DoubtfulClaim | DoubtfulPair) -> str:
    from store.queries.review import DoubtfulClaim

    if isinstance(item, DoubtfulClaim):
        claim = item.claim
        return f"{SIGNS[claim.stance]} {claim.subject} {VERBS[claim.relation]} {claim.object}"
    found = item.suggestion
    return f"≈ {found.goes} (#{found.goes_id}) may be {found.stays} (#{found.stays_id})"


def _why(item: DoubtfulClaim | DoubtfulPair) -> str:
    from store.queries.review import DoubtfulClaim

    return item.confidence_why if isinstance(item, DoubtfulClaim) else item.suggestion.why


def _evidence(item: DoubtfulClaim | DoubtfulPair) -> str:
    from store.queries.review import DoubtfulClaim

    return item.claim.evidence if isinstance(item, DoubtfulClaim) else item.goes.sentence


_COLUMNS: list[Column[Any]] = [
    Column("waits", _number),
    Column("what", _what, flexible=30),
    Column("doubt", _why, flexible=20, drop=1),
    Column("evidence", _evidence, flexible=24),
]


def _step(context: typer.Context, store: Path | None, as_json: bool, make: Callable[[Curator], object]) -> None:
    with curating(context, store) as session:
        make(session.curator)
        show(session.curator.made, as_json=as_json)


@command("retype", {"retype 12 13 --relation accuses": "two claims that tell of an accusation"})
def retype(
    context: typer.Context,
    claims: ClaimsArgument,
    relation: Annotated[
        Relation,
        typer.Option(
            "--relation", metavar="RELATION", help=f"What it really is: {', '.join(Relation)}.", show_default=False
        ),
    ],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Say what relation the sentences of claims really tell of; that confirms the claims."""
    ids = claim_ids(claims)
    _step(context, store, as_json, lambda curator: curator.retype(ids, relation))


@command("swap", {"swap 12": "the object does it to the subject"})
def swap(
    context: typer.Context,
    claims: ClaimsArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Swap subject and object of claims; that confirms the claims."""
    ids = claim_ids(claims)
    _step(context, store, as_json, lambda curator: curator.swap(ids))


@command(
    "redate",
    {"redate 12 13 --date 2016-08": "it happened in August 2016", "redate 12 --undated": "nobody knows when"},
)
def redate(
    context: typer.Context,
    claims: ClaimsArgument,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", callback=check_date, help="The year, month or day.", show_default=False),
    ] = None,
    undated: Annotated[bool, typer.Option("--undated", help="Take the date off.")] = False,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Say when it happened what claims tell of; that confirms the claims."""
    if (date is None) != undated:
        message = "say when with --date, or --undated, and not both"
        raise typer.BadParameter(message)
    ids = claim_ids(claims)
    _step(context, store, as_json, lambda curator: curator.redate(ids, date))


@command("set-status", {"set-status 12 --status denied": "the article says it is not so"})
def set_status(
    context: typer.Context,
    claims: ClaimsArgument,
    status: Annotated[Status, typer.Option("--status", help="How the article says it.", show_default=False)],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Say whether the sentences of claims assert, report, plan or deny it; that confirms the claims."""
    ids = claim_ids(claims)
    _step(context, store, as_json, lambda curator: curator.set_status(ids, status))


@command(
    "respan",
    {
        "respan 12 --words 'they shelled the town'": "the words of the article that say it",
        "respan 12 --start 140 --end 212": "by characters of the text",
    },
)
def respan(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, as 'claims --json' tells it.")],
    words: Annotated[
        str | None, typer.Option("--words", metavar="TEXT", help="Words as the article has them.", show_default=False)
    ] = None,
    start: Annotated[
        int | None, typer.Option("--start", min=0, metavar="N", help="First character, from 0.", show_default=False)
    ] = None,
    end: Annotated[
        int | None, typer.Option("--end", min=1, metavar="N", help="Character after the last.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Say which stretch of the article is the evidence of a claim; that confirms the claim."""
    (number,) = claim_ids([claim.replace("-", "#-")])  # one claim, and not from standard input
    if words is not None and start is None and end is None:
        _step(context, store, as_json, lambda curator: curator.respan_to_words(number, words))
    elif words is None and start is not None and end is not None:
        _step(context, store, as_json, lambda curator: curator.respan(number, start, end))
    else:
        message = "say the stretch with --words, or with --start and --end"
        raise typer.BadParameter(message)


@command("apart", {"apart ISIS 'Islamic State'": "two that are not one", "apart '#57' '#12'": "by their numbers"})
def apart(
    context: typer.Context,
    group: GroupArgument,
    other: GroupArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Keep two groups apart for good: merging them is not suggested again."""
    with curating(context, store) as session:
        session.curator.keep_apart(session.entity(group), session.entity(other))
        show(session.curator.made, as_json=as_json)
