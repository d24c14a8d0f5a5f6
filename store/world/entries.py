"""The names that the world lists hold, and reading them from their tab-separated files.

docs/names-of-the-world.md describes the formats for analysts. A line that breaks the format never stops the rest: it
becomes a :class:`Problem` that names file, line and what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from store.records import Kind
from store.world.folding import fold, slug

NameType = Literal["canonical", "alias", "acronym", "former", "original"]

GROUP_COLUMNS: Final = ("name", "kind", "aliases", "acronyms", "original", "former", "country", "of")
STATE_COLUMNS: Final = ("name", "demonyms", "capital", "aliases", "acronyms", "original", "leaders", "country")
PLACE_COLUMNS: Final = ("name", "aliases", "original", "kind", "country")
GROUP_KINDS: Final = (Kind.ARMED_GROUP, Kind.STATE, Kind.ORGANIZATION)
PLACE_KINDS: Final = (
    "airport", "base", "border", "camp", "city", "country", "crossing", "dam", "desert", "district", "forest", "island",
    "lake", "line", "mountain", "oilfield", "port", "province", "quarter", "region", "river", "road", "sea", "site",
    "strait", "town", "valley", "village",
)  # fmt: skip
MAX_FILE_BYTES: Final = 16 * 1024 * 1024
MAX_CELL: Final = 4096

_YEARS: Final = re.compile(r"\s*\((?:(\d{3,4})?\s*[-–]\s*(\d{3,4})?|(\d{4}))\)\s*\Z")
_COUNTRY: Final = re.compile(r"[A-Z]{2}\Z")
_UNSHOWN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class WorldError(ValueError):
    """A list of names cannot be used; the message is one clear line for the user."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one line of a list of names (``line`` counted from 1, 0 for the whole file)."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.what}"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One spelling of an entry; ``since`` and ``until`` are years, None where unknown or open."""

    text: str
    type: NameType
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone known before any article is read: an armed group, a state or one of its forces, an organisation.

    ``of`` is the key of the entry it is part of, where the lists name one; ``country`` holds ISO 3166 alpha-2 codes,
    joined by "; ".
    """

    key: str
    name: str
    kind: Kind
    names: tuple[ListedName, ...]
    of: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Leader:
    """Whose name stands for a government ("the Assad regime"); years are None where open."""

    name: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class StateFacts:
    """What the language says of a state beside its names: demonyms, capitals, leaders."""

    key: str
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of a list of places."""

    name: str
    names: tuple[str, ...]
    kind: str
    country: str


@dataclass(slots=True)
class Row:
    """One usable line of a list: an entry (``of`` still a name), with a state's facts for a state, or a place."""

    path: Path
    line: int
    entry: Entry | None = None
    of: str | None = None
    state: StateFacts | None = None
    place: PlaceRow | None = None


@dataclass(slots=True)
class Table:
    """What one file of names holds, and what is wrong with it."""

    path: Path
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """Read one list of names; unusable lines are left out and reported in ``problems``.

    Raises :class:`WorldError` where the file itself cannot be read.
    """
    return parse_table(path, read_content(path))


def read_content(path: Path) -> bytes:
    """Read the bytes of a list; raises :class:`WorldError` where it cannot be read or is no list by its size."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise WorldError(f"{path}: larger than {MAX_FILE_BYTES >> 20} MB, this is no list of names")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, WorldError):
            raise
        raise WorldError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None


def parse_table(path: Path, content: bytes) -> Table:
    """Parse a list of names that was read from ``path``."""
    table = Table(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        table.problems.append(Problem(path, number, "is not UTF-8; save the list as UTF-8 text"))
        return table
    header: tuple[str, ...] | None = None
    for number, written in enumerate(text.split("\n"), start=1):
        bare = written.rstrip("\r")
        if not bare.strip() or bare.startswith("#"):
            continue
        cells = [cell.strip() for cell in bare.split("\t")]
        if header is None:
            header = tuple(cell.lower() for cell in cells)
            if header not in _PARSERS:
                table.problems.append(Problem(path, number, _wrong_header(header)))
                return table
            continue
        _add_row(table, header, cells, number)
    if header is None:
        table.problems.append(Problem(path, 0, "has no header line; it should begin with " + " ".join(GROUP_COLUMNS)))
    return table


def _wrong_header(header: Sequence[str]) -> str:
    expected = " or ".join("'" + " ".join(columns) + "'" for columns in _PARSERS)
    return f"columns are '{' '.join(header)[:120]}', expected (tab-separated) {expected}"


def _add_row(table: Table, header: tuple[str, ...], cells: list[str], number: int) -> None:
    row = Row(table.path, number)
    try:
        if len(cells) > len(header):
            raise WorldError(f"{len(cells)} cells, but there are {len(header)} columns")
        if any(len(cell) > MAX_CELL for cell in cells):
            raise WorldError(f"a cell is longer than {MAX_CELL} characters")
        if any(_UNSHOWN.search(cell) for cell in cells):
            raise WorldError("holds control characters")
        values = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
        if not fold(values["name"]):
            raise WorldError("the name is empty")
        _PARSERS[header](row, values)
    except WorldError as error:
        table.problems.append(Problem(table.path, number, str(error)))
    else:
        table.rows.append(row)


def _parse_group(row: Row, values: dict[str, str]) -> None:
    try:
        kind = Kind(values["kind"])
    except ValueError:
        kind = Kind.PLACE
    if kind not in GROUP_KINDS:
        raise WorldError(f"kind '{values['kind'][:40]}' is none of {', '.join(GROUP_KINDS)}")
    names = [ListedName(values["name"], "canonical")]
    names += [ListedName(text, "alias") for text in _several(values, "aliases")]
    names += [ListedName(text, "acronym") for text in _several(values, "acronyms")]
    names += [ListedName(text, "former", since, until) for text, since, until in _dated(values, "former")]
    names += [ListedName(text, "original") for text in _several(values, "original")]
    row.entry = Entry(slug(values["name"]), values["name"], kind, _distinct(names), None, _countries(values))
    row.of = values["of"] or None


def _parse_state(row: Row, values: dict[str, str]) -> None:
    names = [ListedName(values["name"], "canonical")]
    names += [ListedName(text, "alias") for text in _several(values, "aliases")]
    names += [ListedName(text, "acronym") for text in _several(values, "acronyms")]
    names += [ListedName(text, "original") for text in _several(values, "original")]
    key = slug(values["name"])
    row.entry = Entry(key, values["name"], Kind.STATE, _distinct(names), None, _countries(values))
    leaders = tuple(Leader(*dated) for dated in _dated(values, "leaders"))
    row.state = StateFacts(key, tuple(_several(values, "demonyms")), tuple(_several(values, "capital")), leaders)


def _parse_place(row: Row, values: dict[str, str]) -> None:
    if values["kind"] not in PLACE_KINDS:
        raise WorldError(f"kind '{values['kind'][:40]}' is none of {', '.join(PLACE_KINDS)}")
    names = (values["name"], *_several(values, "aliases"), *_several(values, "original"))
    row.place = PlaceRow(values["name"], tuple(dict.fromkeys(names)), values["kind"], _countries(values) or "")


_PARSERS: Final = {GROUP_COLUMNS: _parse_group, STATE_COLUMNS: _parse_state, PLACE_COLUMNS: _parse_place}


def _several(values: dict[str, str], column: str) -> Iterator[str]:
    for part in values[column].split(";"):
        text = " ".join(part.split())
        if not text:
            continue
        if not fold(text):
            raise WorldError(f"'{text[:40]}' in {column} holds neither letter nor digit")
        yield text


def _dated(values: dict[str, str], column: str) -> Iterator[tuple[str, int | None, int | None]]:
    for text in _several(values, column):
        match = _YEARS.search(text)
        if match is None:
            yield text, None, None
            continue
        since, until, only = (int(year) if year else None for year in match.groups())
        since, until = (only, only) if only else (since, until)
        name = text[: match.start()].strip()
        if not fold(name):
            raise WorldError(f"'{text[:40]}' in {column} has years but no name")
        if since and until and since > until:
            raise WorldError(f"'{text[:60]}' in {column} ends before it begins")
        yield name, since, until


def _countries(values: dict[str, str]) -> str | None:
    codes = [code.strip() for code in values["country"].replace(",", ";").split(";") if code.strip()]
    for code in codes:
        if not _COUNTRY.match(code):
            raise WorldError(f"country '{code[:40]}' is no ISO 3166 alpha-2 code such as SY")
    return "; ".join(dict.fromkeys(codes)) or None


def _distinct(names: Sequence[ListedName]) -> tuple[ListedName, ...]:
    """Keep one of names written twice; the first type given counts."""
    return tuple({name.text: name for name in reversed(names)}[text] for text in dict.fromkeys(n.text for n in names))
