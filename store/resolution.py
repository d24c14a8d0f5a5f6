"""Which entity of the store a name found in an article means: the bridge from a reading to the store.

A found entity is, in this order, the entity of its key in the world lists; an entity of the same kind (or, among
groups, of any acting kind) that bears exactly its fullest name after folding; an entity whose name is the same in
another spelling, above the documented threshold of :mod:`store.names`; or a new entity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from store.names import fold
from store.records import FoundEntity, Kind
from store.spelling import other_spelling, sounds

if TYPE_CHECKING:
    import sqlite3

    from store.world import World


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one; ``score`` is in 0..1 and ``why`` in words for the analyst."""

    entity_id: int
    other_id: int
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class NewName:
    """A row of the ``names`` table that is still to be written."""

    name: str
    folded: str
    type: str
    since: int | None = None
    until: int | None = None
    origin: str = "article"


class Resolver:
    """Resolves found entities against the store through the writer's own connection.

    Caches what it has seen; :meth:`forget` drops the cache after another program has written.
    """

    def __init__(self, connection: sqlite3.Connection, world: World) -> None:
        self._connection = connection
        self._world = world
        self._listed: dict[str, int] = {}
        self._by_name: dict[tuple[str, str], int] = {}
        self._known_names: set[tuple[int, str]] = set()
        self.suggestions: list[Suggestion] = []

    def forget(self) -> None:
        """Drop everything remembered of the store."""
        self._listed.clear()
        self._by_name.clear()
        self._known_names.clear()

    def resolve(self, found: FoundEntity, now: str, *, as_spelled: bool = False) -> int:
        """Return the id of the store's entity for ``found``, writing a new one and new names as needed.

        With ``as_spelled``, nobody is looked for under another spelling of the name.
        """
        entity_id = self._lookup(found)
        if entity_id is None:
            entity_id, alike = (None, []) if as_spelled else self._by_other_spelling(found)
            if entity_id is None:
                entity_id = self._create(found, now)
                self.suggestions += [Suggestion(entity_id, other, score, why) for other, score, why in alike]
            self._by_name[_spelled(found)] = entity_id
        self._write_names(entity_id, _names_of(found))
        return entity_id

    def resolve_coded(self, found: FoundEntity, now: str) -> int:
        """Return the id of the store's entity for a group as coded data name it, see :mod:`store.coded_names`."""
        from store.coded_names import recognise, split_acronym

        if found.listed is None and found.kind.acts:
            known = recognise(found, self._world)
            found = replace(found, listed=known.listed, surfaces=(*found.surfaces, *known.aliases))
            if known.listed is None and self._lookup(found) is None:
                # An acronym that only stands in front of a name, as in "MRC: Movement ...", may be another group's.
                doubtful = {split_acronym(name)[0] for name in found.surfaces}
                for name in found.surfaces:
                    other = self._by_exact_name(name, found) if name not in doubtful and fold(name) else None
                    if other is not None:
                        self._by_name[_spelled(found)] = other
                        break
        # Coders spell one name one way; what sounds like it is another's: the Suri are not Syria.
        lone_word = " " not in fold(found.name).removeprefix("al ")
        return self.resolve(found, now, as_spelled=found.kind.acts and lone_word)

    def add_name(self, entity_id: int, name: str, type_: str, since: int | None, until: int | None) -> None:
        """Give an entity a name that coded data tell of it, with years where they are known."""
        self._write_names(entity_id, [NewName(name, fold(name), type_, since, until)])

    def _lookup(self, found: FoundEntity) -> int | None:
        if found.listed is not None:
            known = self._listed.get(found.listed)
            if known is not None:
                return known
            row = self._connection.execute(
                "SELECT id, merged_into FROM entities WHERE listed = ?", (found.listed,)
            ).fetchone()
            if row is not None:
                entity_id = self._survivor(row[0], row[1])
                self._listed[found.listed] = entity_id
                return entity_id
            return self._unlisted_yet(found, found.listed)
        if not fold(found.name):
            return None
        known = self._by_name.get(_spelled(found))
        if known is None:
            known = self._by_exact_name(found.name, found)
            if known is not None:
                self._by_name[_spelled(found)] = known
        return known

    def _unlisted_yet(self, found: FoundEntity, listed: str) -> int | None:
        """Look for an entity that was met under this name, or the listed one, before it was recognised."""
        entry = self._world.entries.get(listed)
        for name in (found.name, entry.name) if entry is not None else (found.name,):
            known = self._by_exact_name(name, found) if fold(name) else None
            if known is not None:
                self._adopt(known, listed)
                return known
        return None

    def _by_other_spelling(self, found: FoundEntity) -> tuple[int | None, list[tuple[int, float, str]]]:
        """Look for the same name in another spelling; what stands in the world lists needs no such guess."""
        if found.listed is not None or looks_like_acronym(found.name):
            return None, []
        if found.kind.acts:
            known, alike = other_spelling(self._connection, found.name, [kind for kind in Kind if kind.acts])
            return self._surviving(known), alike
        # Surnames and lone place names are too many and too alike to be joined by their sound.
        if " " not in fold(found.name):
            return None, []
        known, _ = other_spelling(self._connection, found.name, [found.kind])
        return self._surviving(known), []

    def _surviving(self, entity_id: int | None) -> int | None:
        if entity_id is None:
            return None
        row = self._connection.execute("SELECT merged_into FROM entities WHERE id = ?", (entity_id,)).fetchone()
        return self._survivor(entity_id, row[0] if row else None)

    def _by_exact_name(self, name: str, found: FoundEntity) -> int | None:
        folded = fold(name)
        # A lone word means a person only where it is that entity's whole name: a surname is no name of its own.
        lone_word = found.kind is Kind.PERSON and " " not in folded
        rows = self._connection.execute(
            "SELECT e.id, e.merged_into, e.kind, e.listed, n.type, n.name FROM names AS n JOIN entities AS e"
            " ON e.id = n.entity_id WHERE n.folded = ? ORDER BY e.id",
            (folded,),
        ).fetchall()
        fits = [
            row
            for row in rows
            if _family(Kind(row[2])) == _family(found.kind)
            and (found.listed is None or row[3] is None)
            and (not lone_word or row[4] == "canonical")
            # An acronym means the same only in capitals: "IS" is a name and "is" a verb.
            and (row[4] != "acronym" or row[5] == name)
        ]
        if not fits:
            return None
        # Nothing that grows during an import may decide, or what is found would depend on where a batch ended.
        fits.sort(key=lambda row: (row[2] != found.kind.value, row[4] == "acronym", row[4] != "canonical"))
        first = fits[0]
        if first[4] == "acronym" and len({row[0] for row in fits}) > 1:
            return None  # an acronym that several bear decides nothing
        return self._survivor(first[0], first[1])

    def _survivor(self, entity_id: int, merged_into: int | None) -> int:
        seen = {entity_id}
        while merged_into is not None and merged_into not in seen:
            seen.add(merged_into)
            entity_id = merged_into
            row = self._connection.execute("SELECT merged_into FROM entities WHERE id = ?", (entity_id,)).fetchone()
            merged_into = row[0] if row else None
        return entity_id

    def _adopt(self, entity_id: int, listed: str) -> None:
        """Give an entity first met under a name of its own the place that it turns out to have in the world lists."""
        entry = self._world.entries.get(listed)
        if entry is None:
            return
        self._connection.execute(
            "UPDATE entities SET listed = ?, kind = ? WHERE id = ? AND listed IS NULL", (listed, entry.kind, entity_id)
        )
        self._listed[listed] = entity_id
        self._write_names(entity_id, _names_of_entry(self._world, listed))

    def _create(self, found: FoundEntity, now: str) -> int:
        entry = self._world.entries.get(found.listed) if found.listed is not None else None
        name = entry.name if entry is not None else found.name
        kind = entry.kind if entry is not None else found.kind
        cursor = self._connection.execute(
            "INSERT INTO entities (name, kind, listed, added_at) VALUES (?, ?, ?, ?)",
            (name, kind.value, found.listed if entry is not None else None, now),
        )
        entity_id = cursor.lastrowid
        assert entity_id is not None
        canonical = NewName(name, fold(name), "canonical", origin="world" if entry is not None else "article")
        self._write_names(entity_id, [canonical])
        if entry is not None and found.listed is not None:
            self._listed[found.listed] = entity_id
            self._write_names(entity_id, _names_of_entry(self._world, found.listed))
        return entity_id

    def _write_names(self, entity_id: int, names: Iterable[NewName]) -> None:
        new = [name for name in names if name.folded and (entity_id, name.name) not in self._known_names]
        if not new:
            return
        self._connection.executemany(
            "INSERT OR IGNORE INTO names (entity_id, name, folded, sounds, type, since, until, origin)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(entity_id, n.name, n.folded, sounds(n.name), n.type, n.since, n.until, n.origin) for n in new],
        )
        self._known_names.update((entity_id, name.name) for name in new)
        for name in new:
            # One more bears this name: what it means must be looked up again.
            for family in _FAMILIES:
                self._by_name.pop((name.folded, family), None)
                self._by_name.pop((name.name, family), None)


def _family(kind: Kind) -> str:
    """Kinds between which one name may still mean one entity: outlets disagree on what kind of group a group is."""
    return "group" if kind.acts else kind.value


_FAMILIES: Final = frozenset(map(_family, Kind))


def _spelled(found: FoundEntity) -> tuple[str, str]:
    """Return what a name is remembered by: an acronym as it stands, since it means the same only in capitals."""
    return (found.name if looks_like_acronym(found.name) else fold(found.name)), _family(found.kind)


def _names_of(found: FoundEntity) -> list[NewName]:
    names = []
    for surface in (found.name, *found.surfaces):
        folded = fold(surface)
        # A person's surname alone serves the article, not the store: too many people bear it.
        if found.kind is Kind.PERSON and " " not in folded and surface != found.name:
            continue
        names.append(NewName(surface, folded, "acronym" if looks_like_acronym(surface) else "alias"))
    return names


def _names_of_entry(world: World, key: str) -> list[NewName]:
    return [
        NewName(listed.text, fold(listed.text), listed.type, listed.since, listed.until, "world")
        for listed in world.entries[key].names
    ]


def looks_like_acronym(name: str) -> bool:
    """Whether a name is a short form in capitals, such as FSA or PYD."""
    if not 2 <= len(name) <= 9 or " " in name:
        return False
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    digits = sum(c.isdigit() for c in name)
    # "Al-Nusra" has two capitals, but is written in small letters
    return capitals + digits >= 2 and 2 * capitals > len(letters)
