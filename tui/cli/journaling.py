"""The journal, suggestions to merge, and steps of curation read from JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from store.errors import ConflictTuiError
from store.records import Kind, Relation, Status
from tui.cli.commands import command
from tui.cli.curating import NameType, Session, as_record, clean_name, curating, show
from tui.cli.listings import as_plain, rows_shown, tell_cut
from tui.cli.options import JsonOption, LimitOption, StoreOption, chosen_store
from tui.cli.output import Column, json_array, narrate, on_terminal, table
from tui.steps import told
from tui.wording import count


@command(
    "journal", {"journal": "what was decided, newest first", "journal --limit 5 --json": "the latest five, as JSON"}
)
def journal(
    context: typer.Context,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """List every step of curation, newest first, with those that were undone."""
    from store.journal import Entry, count_entries, entries
    from tui.cli.rows import reading

    limit = rows_shown(limit, as_json)
    with reading(chosen_store(context, store)) as connection:
        found = entries(connection, limit or -1)
        total = count_entries(connection)
    if as_json:
        json_array(map(as_record, found))
        return
    columns: list[Column[Entry]] = [
        Column("step", lambda entry: str(entry.id), "right"),
        Column("at", lambda entry: entry.at),
        Column("state", lambda entry: "undone" if entry.undone else ""),
        Column("what", told, flexible=True),
    ]
    if found or not on_terminal():
        table(columns, found)
    else:
        narrate("nothing was decided yet")
    tell_cut(len(found), total)


@command(
    "suggest-merges",
    {
        "suggest-merges": "groups that may be one, the likeliest first",
        "suggest-merges --accept 3 --accept 5": "merge the groups of two suggestions",
        "suggest-merges --apart 4": "never suggest this one again",
    },
)
def suggest_merges(
    context: typer.Context,
    accept: Annotated[
        list[int] | None, typer.Option("--accept", metavar="N", help="Merge the two of suggestion N.")
    ] = None,
    apart: Annotated[
        list[int] | None, typer.Option("--apart", metavar="N", help="Keep the two of suggestion N apart for good.")
    ] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """List pairs of groups that may be one, with the reason; accept some, or keep them apart.

    An accepted pair goes by the one with more claims. Nothing is merged on a suggestion alone.
    """
    from store.queries.suggestions import Suggestion, suggestions
    from tui.cli.rows import reading

    if accept or apart:
        with curating(context, store) as session:
            for number in accept or ():
                _decide(session, number, merge=True, as_json=as_json)
            for number in apart or ():
                _decide(session, number, merge=False, as_json=as_json)
        return
    limit = rows_shown(limit, as_json)
    with reading(chosen_store(context, store)) as connection:
        found, total = suggestions(connection, limit)
    if as_json:
        json_array(map(as_plain, found))
        return
    columns: list[Column[Suggestion]] = [
        Column("no.", lambda row: str(row.id), "right"),
        Column("score", lambda row: f"{row.score:.2f}", "right"),
        Column("stays", lambda row: f"{row.stays} (#{row.stays_id})", flexible=True),
        Column("claims", lambda row: row.stays_claims, "right"),
        Column("would go", lambda row: f"{row.goes} (#{row.goes_id})", flexible=True),
        Column("claims", lambda row: row.goes_claims, "right"),
        Column("why", lambda row: row.why, flexible=True),
    ]
    if found or not on_terminal():
        table(columns, found)
    else:
        narrate("nothing is suggested")
    tell_cut(len(found), total)


def _decide(session: Session, number: int, *, merge: bool, as_json: bool) -> None:
    from store.queries.suggestions import suggestion
    from tui.cli.rows import reading

    with reading(session.path) as connection:
        found = suggestion(connection, number)
    if found is None:
        message = f"there is no open suggestion {number}; 'conflict-tui suggest-merges' lists them"
        raise ConflictTuiError(message)
    if merge:
        session.curator.merge([found.goes_id], found.stays_id)
    else:
        session.curator.keep_apart(found.stays_id, found.goes_id)
    show(session.curator.made, as_json=as_json)


@command(
    "curate",
    {
        "curate steps.jsonl": "many steps, one JSON object to a line",
        'echo \'{"do": "merge", "groups": ["ISIL"], "into": "#12"}\' | conflict-tui curate -': "from a script",
    },
)
def curate(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON lines; - is standard input.", show_default=False)],
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Make steps of curation that a file tells, one JSON object to a line.

    \b
    {"do": "merge", "groups": ["ISIS", "#57"], "into": "Islamic State"}
    {"do": "keep apart", "groups": ["#12", "#57"]}
    {"do": "split", "group": "Free Syrian Army", "names": ["Southern Front"], "kind": "armed_group"}
    {"do": "rename", "group": "Nusra Front", "name": "Jabhat al-Nusra"}
    {"do": "add-name", "group": "Nusra Front", "name": "JaN", "type": "acronym"}
    {"do": "set-kind", "group": "Hezbollah", "kind": "armed_group"}
    {"do": "confirm", "claims": [12, 13]}    likewise "reject", "take back" and "swap"
    {"do": "retype", "claims": [12], "relation": "accuses"}
    {"do": "redate", "claims": [12], "date": "2016-08"}    null for undated
    {"do": "set-status", "claims": [12], "status": "denied"}
    {"do": "respan", "claim": 12, "start": 140, "end": 212}    or "words" as the article has them

    Each line is a step of its own that can be undone. It stops at the first that cannot be made; the steps before it
    stay.
    """  # fmt: skip  # noqa: D301 - the sign keeps the lines apart in the help
    made = 0
    with curating(context, store) as session:
        for number, text in enumerate(_lines(file), start=1):
            if not text.strip():
                continue
            try:
                _make(session, text)
            except ConflictTuiError as error:
                kept = f"; the {count(made, 'step')} before it stay" if made else ""
                message = f"{'standard input' if file == '-' else file}, line {number}: {error}{kept}"
                raise ConflictTuiError(message) from error
            made += 1
            show(session.curator.made, as_json=as_json)
    narrate(f"{count(made, 'step')} made")


def _lines(file: str) -> Iterator[str]:
    if file == "-":
        yield from sys.stdin
        return
    with Path(file).expanduser().open(encoding="utf-8-sig", errors="replace") as opened:
        yield from opened


def _make(session: Session, text: str) -> None:
    try:
        step = json.loads(text)
    except ValueError as error:
        message = f"is no JSON ({error})"
        raise ConflictTuiError(message) from error
    make = _STEPS.get(str(step.get("do"))) if isinstance(step, dict) else None
    if make is None:
        message = f'wants an object whose "do" is one of: {", ".join(_STEPS)}'
        raise ConflictTuiError(message)
    try:
        make(session, step)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"lacks {error}" if isinstance(error, KeyError) else f"has a wrong value ({error})"
        message = f"{step['do']}: {what}; 'conflict-tui curate --help' shows the shape"
        raise ConflictTuiError(message) from error


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        message = f"{value!r} is no list of names"
        raise ValueError(message)
    return [clean_name(each) for each in value]


def _text(value: object) -> str:
    if not isinstance(value, str):
        message = f"{value!r} is no name"
        raise TypeError(message)
    return clean_name(value)


def _numbers(value: object) -> list[int]:
    if not isinstance(value, list) or not value or not all(type(each) is int for each in value):
        message = f"{value!r} is no list of ids"
        raise ValueError(message)
    return value


def _merge(session: Session, step: dict[str, Any]) -> None:
    groups = [session.entity(name) for name in _texts(step["groups"])]
    session.curator.merge(groups, session.entity(_text(step["into"])))


def _keep_apart(session: Session, step: dict[str, Any]) -> None:
    one, other = (session.entity(name) for name in _texts(step["groups"]))
    session.curator.keep_apart(one, other)


def _split(session: Session, step: dict[str, Any]) -> None:
    kind = Kind(step["kind"]) if "kind" in step else None
    session.curator.split(session.entity(_text(step["group"])), _texts(step["names"]), kind)


def _rename(session: Session, step: dict[str, Any]) -> None:
    session.curator.rename(session.entity(_text(step["group"])), _text(step["name"]))


def _add_name(session: Session, step: dict[str, Any]) -> None:
    type_ = NameType(step.get("type", NameType.ALIAS)).value
    session.curator.add_name(session.entity(_text(step["group"])), _text(step["name"]), type_)


def _set_kind(session: Session, step: dict[str, Any]) -> None:
    session.curator.set_kind(session.entity(_text(step["group"])), Kind(step["kind"]))


def _retype(session: Session, step: dict[str, Any]) -> None:
    session.curator.retype(_numbers(step["claims"]), Relation(step["relation"]))


def _redate(session: Session, step: dict[str, Any]) -> None:
    date = step["date"]
    session.curator.redate(_numbers(step["claims"]), None if date is None else _text(date))


def _set_status(session: Session, step: dict[str, Any]) -> None:
    session.curator.set_status(_numbers(step["claims"]), Status(step["status"]))


def _respan(session: Session, step: dict[str, Any]) -> None:
    (claim,) = _numbers([step["claim"]])
    if "words" in step:
        session.curator.respan_to_words(claim, _text(step["words"]))
    else:
        start, end = _numbers([step["start"], step["end"]])
        session.curator.respan(claim, start, end)


_STEPS: Final[dict[str, Callable[[Session, dict[str, Any]], None]]] = {
    "merge": _merge,
    "keep apart": _keep_apart,
    "split": _split,
    "rename": _rename,
    "add-name": _add_name,
    "set-kind": _set_kind,
    "confirm": lambda session, step: session.curator.judge(_numbers(step["claims"]), "confirmed"),
    "reject": lambda session, step: session.curator.judge(_numbers(step["claims"]), "rejected"),
    "take back": lambda session, step: session.curator.judge(_numbers(step["claims"]), None),
    "retype": _retype,
    "swap": lambda session, step: session.curator.swap(_numbers(step["claims"])),
    "redate": _redate,
    "set-status": _set_status,
    "respan": _respan,
}
