"""Load the world: shipped lists, the user's own, and any that a call names."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from store import __version__
from store.world import gazetteer
from store.world.cache import keep, kept
from store.world.common_words import FILE as COMMON_WORDS
from store.world.compiling import compile_tables
from store.world.entries import WorldError, parse_table, read_content
from store.world.lookup import World
from store.world.places import Places
from store.world.user_files import user_folder

DATA: Final = Path(__file__).parent / "data"
_ORDER: Final = {"organizations": 1, "states": 2, "forces": 3, "places": 4}
_loaded: dict[str, World] = {}


def shipped_lists() -> list[Path]:
    """List the files that come with the program, in the order in which an ambiguous acronym's entries are given."""
    return sorted(DATA.glob("*.tsv"), key=lambda path: (_ORDER.get(path.stem, 0), path.name))


def user_lists() -> list[Path]:
    """List the files in the user's folder of names."""
    try:
        return sorted(user_folder().glob("*.tsv"))
    except OSError:
        return []


def load_world(extra: Sequence[Path] = ()) -> World:
    """Load the names of the world, with those of the user's folder and of ``extra`` lists added.

    Lines that break the format, and lists in the user's folder that cannot be read, are left out and told in
    ``World.problems``; a file of ``extra`` that cannot be read raises :class:`store.world.WorldError`.
    """
    contents: list[tuple[Path, bytes]] = [(path, read_content(path)) for path in shipped_lists()]
    unreadable = []
    for path in user_lists():
        try:
            contents.append((path, read_content(path)))
        except WorldError as error:
            unreadable.append(str(error))
    contents += [(Path(path), read_content(Path(path))) for path in extra]
    stamp = _stamp(contents, unreadable)
    world = _loaded.get(stamp)
    if world is None:
        compiled = _compiled(contents, stamp)
        compiled["problems"] += unreadable
        compiled["digest"] = _digest(contents)
        listed = compiled["places"]
        world = World(compiled, lambda: Places(listed, places_block()))
        _loaded.clear()
        _loaded[stamp] = world
    return world


def places_block() -> bytes:
    """Get the compiled towns of GeoNames: from the cache, else compiled (some seconds) and kept."""
    digest = _digest_of_rules("folding", "common_words", "gazetteer").hexdigest()[:16]
    stamp = f"places {digest} {sys.byteorder} {gazetteer.package_versions()}"
    block = kept("places.bin", stamp)
    if block is None:
        block = gazetteer.build()
        keep("places.bin", stamp, block)
    return block


def _compiled(contents: Sequence[tuple[Path, bytes]], stamp: str) -> dict[str, Any]:
    name = f"names-{stamp[-16:]}.json"
    body = kept(name, stamp)
    if body is not None:
        compiled: dict[str, Any] = json.loads(body)
        return compiled
    tables = [parse_table(path, content) for path, content in contents]
    compiled = compile_tables(tables, gazetteer.country_names_abroad())
    body = json.dumps(compiled, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    keep(name, stamp, body)
    return compiled


def _digest(contents: Sequence[tuple[Path, bytes]]) -> str:
    """Sum up what the lists and the packages of places say: the same for the same lists in another folder."""
    digest = sha256(gazetteer.package_versions().encode())
    for _, content in contents:
        digest.update(f"\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _stamp(contents: Sequence[tuple[Path, bytes]], unreadable: Sequence[str]) -> str:
    digest = _digest_of_rules("folding", "common_words", "entries", "compiling", "lookup", "gazetteer")
    digest.update(gazetteer.package_versions().encode())
    digest.update("\n".join(unreadable).encode("utf-8", "surrogateescape"))
    for path, content in contents:
        digest.update(f"\0{path}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return f"names {digest.hexdigest()}"


def _digest_of_rules(*modules: str) -> Any:
    """Sum up the code that compiles, so that what an older version of it made counts as stale."""
    digest = sha256(f"{__version__} {sys.version_info[:2]} ".encode())
    for module in modules:
        with suppress(OSError):  # only compiled code is installed: its version has to do
            digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    digest.update(COMMON_WORDS.read_bytes())
    return digest
