"""The user's own names: where they are kept, adding one, importing a list."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from store.records import Kind
from store.world.entries import (
    GROUP_COLUMNS,
    GROUP_KINDS,
    PLACE_COLUMNS,
    PLACE_KINDS,
    Table,
    WorldError,
    parse_table,
    read_table,
)
from store.world.folding import slug
from store.world.linting import check_line

ENVIRONMENT: Final = "CONFLICT_TUI_NAMES"
ADDED_GROUPS: Final = "added.tsv"
ADDED_PLACES: Final = "added-places.tsv"


def user_folder() -> Path:
    """Name the folder of the user's lists: $CONFLICT_TUI_NAMES, else "names" in the platform's user data folder."""
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("conflict-tui", appauthor=False) / "names"


def add_name(
    name: str,
    kind: str,
    *,
    aliases: Sequence[str] = (),
    acronyms: Sequence[str] = (),
    original: Sequence[str] = (),
    former: Sequence[str] = (),
    country: Sequence[str] = (),
    of: str = "",
    place_kind: str = "",
) -> tuple[Path, str]:
    """Add one entry to the user's lists and return the file it stands in and its key.

    ``kind`` is one of armed_group, state, organization and place; ``place_kind`` (one of PLACE_KINDS) is for places,
    ``former`` takes "Old Name (2012-2016)". Raises :class:`WorldError` where something is wrong or the name is there
    already; nothing is written then.
    """
    columns: tuple[str, ...]
    if kind == Kind.PLACE:
        columns, file = PLACE_COLUMNS, ADDED_PLACES
        if acronyms or former or of:
            raise WorldError("a place has no acronyms, former names or parent; give them as aliases")
        cells = [name, _cell(aliases), _cell(original), place_kind or "town", _cell(country)]
        if place_kind and place_kind not in PLACE_KINDS:
            raise WorldError(f"kind of place '{place_kind}' is none of {', '.join(PLACE_KINDS)}")
    else:
        if kind not in set(GROUP_KINDS):
            raise WorldError(f"kind '{kind}' is none of {', '.join(GROUP_KINDS)}, place")
        columns, file = GROUP_COLUMNS, ADDED_GROUPS
        cells = [name, kind, _cell(aliases), _cell(acronyms), _cell(original), _cell(former), _cell(country), of]
    if ";" in name:
        raise WorldError(f"the name '{name}' holds a semicolon")
    if any(sign in cell for cell in cells for sign in "\t\n\r"):
        raise WorldError("names hold no tabs or line breaks")
    line = "\t".join(cell.strip() for cell in cells)
    if line.startswith("#"):
        raise WorldError("a name does not begin with '#'")
    header = "\t".join(columns)
    problems = check_line(parse_table(Path(file), f"{header}\n{line}\n".encode("utf-8", "surrogatepass")))
    if problems:
        raise WorldError("; ".join(problem.what for problem in problems))
    path = user_folder() / file
    table = read_table(path) if path.exists() else Table(path)
    if slug(name) in {slug(row.entry.name if row.entry else row.place.name if row.place else "") for row in table.rows}:
        raise WorldError(f"'{name}' already stands in {path}; edit its line there")
    before = path.read_text(encoding="utf-8-sig") if path.exists() else f"{header}\n"
    if not before.endswith("\n"):
        before += "\n"
    _write(path, before + line + "\n")
    return path, slug(name)


def import_names(source: Path, *, replace: bool = False) -> tuple[Path, int]:
    """Check a list of names and copy it to the user's folder; return where it stands and how many entries it holds.

    Raises :class:`WorldError`, with every faulty line named, where the list breaks the format, and where the folder
    has another list of that file name and ``replace`` is not given; nothing is written then.
    """
    table = read_table(source)
    problems = check_line(table)
    if problems:
        shown = "\n".join(str(problem) for problem in problems[:20])
        more = f"\n(showing 20 of {len(problems)})" if len(problems) > 20 else ""
        raise WorldError(f"{source.name} was not imported:\n{shown}{more}")
    if not table.rows:
        raise WorldError(f"{source}: holds no names")
    target = user_folder() / f"{source.stem}.tsv"
    if target.name in (ADDED_GROUPS, ADDED_PLACES):
        target = target.with_name(f"imported-{target.name}")
    content = source.read_text(encoding="utf-8-sig")
    if target.exists() and not replace and target.read_text(encoding="utf-8-sig") != content:
        raise WorldError(f"{target} exists already; import it under another file name, or replace it")
    _write(target, content)
    return target, len(table.rows)


def _cell(parts: Sequence[str]) -> str:
    for part in parts:
        if ";" in part:
            raise WorldError(f"'{part}' holds a semicolon; give each name by itself")
    return "; ".join(part.strip() for part in parts if part.strip())


def _write(path: Path, text: str) -> None:
    """Write a file in one step, so that a reader or a crash never meets half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except (OSError, UnicodeEncodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WorldError(f"{path}: cannot be written ({reason})") from None
