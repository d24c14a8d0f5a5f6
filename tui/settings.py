"""The settings file: what it may hold, read tolerantly; a bad line costs itself and is told in one sentence.

Nothing of the screen library is imported, so that the commands that know a default store stay light.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tui.commands import COMMANDS, Place

SETTINGS_VARIABLE: Final = "CONFLICT_TUI_SETTINGS"
DATE_FORMATS: Final = ("iso", "day-first", "month-first")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "articles": ("outlet", "claims"),
        "groups": ("kind", "articles", "claims", "dates", "activity"),
        "relationships": ("claims", "outlets", "dates", "activity"),
    }
)
"""The columns of each pane that may be left out; names, titles and sentences always stay."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set. ``columns`` holds, for the panes it names, the columns that are shown."""

    store: Path | None = None
    theme: str = ""
    date_format: str = "iso"
    remember: bool = True
    narrow_below: int = 100
    slow_query: float = 1.0
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Setting(NamedTuple):
    """One documented key of the file: how it is written, its default as written, and what it does."""

    name: str
    default: str
    meaning: str


DOCUMENTED: Final = (
    Setting("store", "", "the store that is used where none is named with `--store` or `$CONFLICT_TUI_STORE`"),
    Setting(
        "theme", '"conflict-dark"', "the theme at the first start on a store; `T` changes it, and it is remembered"
    ),
    Setting("date_format", '"iso"', "`iso` 2016-03-25, `day-first` 25.03.2016, `month-first` 03/25/2016"),
    Setting("remember", "true", "begin where the last session on the store ended"),
    Setting("narrow_below", "100", "columns of the terminal below which panes become tabs"),
    Setting("slow_query", "1.0", "seconds after which a question to the store stands in the log"),
)
"""The plain keys; the tables ``columns`` and ``keys`` are explained beside them."""


def settings_path() -> Path:
    """Where the file lies: $CONFLICT_TUI_SETTINGS, or settings.toml in the platform's folder for configuration."""
    named = os.environ.get(SETTINGS_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir("conflict-tui", appauthor=False)) / "settings.toml"


def load_settings(path: Path | None = None) -> tuple[Settings, list[str]]:
    """Read the file; return what it sets and one line for everything in it that cannot be used. Never raises."""
    path = path or settings_path()
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        return Settings(), [f"{path}: cannot be read ({error.strerror or error}); the defaults are used"]
    if not written.strip():
        return Settings(), []
    import tomllib

    try:
        read = tomllib.loads(written.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return Settings(), [f"{path}: is not TOML ({error}); the defaults are used"]
    return _read(read, path)


def default_store() -> Path | None:
    """Return the store that the file names, or None."""
    return load_settings()[0].store


def _read(read: Mapping[str, Any], path: Path) -> tuple[Settings, list[str]]:
    settings, problems = Settings(), []
    for name, value in read.items():
        reader = _READERS.get(name)
        if reader is None:
            problems.append(f"{path}: {name} is no setting; it is left out")
            continue
        try:
            settings = replace(settings, **{name: reader(value)})
        except _Unfit as unfit:
            problems.append(f"{path}: {name} {unfit}; the default is used")
    keys, clashes = _without_clashes(settings.keys)
    problems += [f"{path}: {clash}" for clash in clashes]
    return replace(settings, keys=keys), problems


class _Unfit(Exception):  # noqa: N818 - the words follow the setting's name
    """A value that cannot be used; its text says what it must be."""


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Unfit("must be a text in quotes")
    return value


def _store(value: Any) -> Path:
    return Path(os.path.expandvars(_text(value))).expanduser()


def _date_format(value: Any) -> str:
    if value not in DATE_FORMATS:
        raise _Unfit(f"must be one of {', '.join(DATE_FORMATS)}")
    return str(value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Unfit("must be true or false")
    return value


def _columns_of_terminal(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10_000:
        raise _Unfit("must be a whole number up to 10000")
    return value


def _seconds(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 3600:
        raise _Unfit("must be a number of seconds up to 3600")
    return float(value)


def _shown_columns(value: Any) -> Mapping[str, frozenset[str]]:
    if not isinstance(value, dict):
        raise _Unfit("must be a table of lists")
    shown = {}
    for pane, names in value.items():
        if pane not in COLUMNS:
            raise _Unfit(f"must name panes out of {', '.join(COLUMNS)}")
        if not isinstance(names, list) or not all(name in COLUMNS[pane] for name in names):
            raise _Unfit(f"of {pane} must be a list out of {', '.join(COLUMNS[pane])}")
        shown[pane] = frozenset(names)
    return shown


def _keys(value: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise _Unfit('must be a table such as "explorer.sort" = "s"')
    known = {command.id for command in COMMANDS}
    keys = {}
    for name, chosen in value.items():
        listed = chosen if isinstance(chosen, list) else [chosen]
        if name not in known:
            raise _Unfit(f"know no command {name}")
        if not listed or not all(isinstance(key, str) and _is_key(key) for key in listed):
            raise _Unfit(f'of {name} must be a key such as "s", "ctrl+s" or "f5", or a list of them')
        keys[name] = tuple(listed)
    return keys


def _is_key(key: str) -> bool:
    plain = key.removeprefix("ctrl+").removeprefix("shift+").removeprefix("alt+")
    return (
        bool(plain) and (len(plain) == 1 or plain.replace("_", "").isalnum()) and plain.isprintable() and plain != ","
    )


def _without_clashes(keys: Mapping[str, tuple[str, ...]]) -> tuple[Mapping[str, tuple[str, ...]], list[str]]:
    """Leave out what would give one key two meanings in one place."""
    kept, clashes = dict(keys), []
    for name, chosen in keys.items():
        command = next(command for command in COMMANDS if command.id == name)
        for other in COMMANDS:
            here = {command.place, other.place}
            together = len(here) == 1 or Place.EVERYWHERE in here
            taken = set(chosen) & set(kept.get(other.id, other.keys))
            if other.id != name and together and taken and name in kept:
                clashes.append(f"key {sorted(taken)[0]} of {name} belongs to {other.id}; it stays as it was")
                del kept[name]
    return kept, clashes


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "store": _store,
    "theme": _text,
    "date_format": _date_format,
    "remember": _yes_or_no,
    "narrow_below": _columns_of_terminal,
    "slow_query": _seconds,
    "columns": _shown_columns,
    "keys": _keys,
}
