"""The options by which every listing and view is narrowed, declared once and given to each command as one value."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import typer

from store.records import Confidence, Kind, Relation, Stance, Status
from tui.cli.options import FromOption, GroupOption, OutletOption, StoreOption, TextOption, ToOption, chosen_store

if TYPE_CHECKING:
    import sqlite3

    from store.queries.filters import Filters

_Function = TypeVar("_Function", bound=Callable[..., Any])

_OPTIONS: Final[dict[str, Any]] = {
    "group": GroupOption,
    "kind": Annotated[Kind | None, typer.Option("--kind", help="Only what involves this kind of group.")],
    "outlet": OutletOption,
    "since": FromOption,
    "until": ToOption,
    "stance": Annotated[Stance | None, typer.Option("--stance", help="Only relationships of this family.")],
    "relation": Annotated[
        Relation | None,
        typer.Option("--relation", metavar="RELATION", help=f"Only this relation: {', '.join(Relation)}."),
    ],
    "status": Annotated[Status | None, typer.Option("--status", help="Only what is claimed with this status.")],
    "confidence": Annotated[
        Confidence | None, typer.Option("--confidence", help="Only what is read with this confidence.")
    ],
    "text": TextOption,
    "store": StoreOption,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the shared options of a command ask for."""

    store: Path
    options: dict[str, Any]

    @property
    def text(self) -> str:
        """The typed text, which may be empty."""
        return self.options.get("text") or ""

    @contextmanager
    def reading(self) -> Iterator[tuple[sqlite3.Connection, Filters]]:
        """Lend a connection that reads, and the filters.

        Raises :class:`store.errors.ConflictTuiError` where a named group or outlet is not in the store, or where the
        store cannot be read.
        """
        from tui.cli.narrowing import Narrowing
        from tui.cli.rows import reading

        names = ("group", "outlet", "since", "until", "kind", "stance", "relation", "status", "confidence")
        with reading(self.store) as connection:
            narrowing = Narrowing(self.store, *(self.options.get(name) for name in names))
            yield connection, narrowing.filters(connection)


def narrowed(*, without: tuple[str, ...] = ()) -> Callable[[_Function], _Function]:
    """Give a command the shared options; its function takes ``asked`` first instead of them.

    ``without`` names options that make no sense for it. Its own arguments come before the shared options, its own
    options after them.
    """
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in _OPTIONS.items()
        if name not in without
    ]

    def declare(function: _Function) -> _Function:
        annotations = inspect.get_annotations(function, eval_str=True)
        own = [
            each.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=annotations[each.name])
            for each in inspect.signature(function).parameters.values()
            if each.name != "asked"
        ]

        def run(**given: Any) -> Any:
            options = {each.name: given.pop(each.name) for each in shared}
            context: typer.Context = given.pop("context")
            asked = Asked(chosen_store(context, options["store"]), options)
            return function(asked, **given)

        context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
        arguments = [each for each in own if each.default is inspect.Parameter.empty]
        others = [each for each in own if each.default is not inspect.Parameter.empty]
        parameters = [context, *arguments, *shared, *others]
        run.__name__, run.__doc__, run.__module__ = function.__name__, function.__doc__, function.__module__
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        return run  # type: ignore[return-value]

    return declare
