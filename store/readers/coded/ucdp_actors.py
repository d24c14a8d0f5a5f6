"""UCDP Actor list: one row an actor, with its names then and now, what it split from, joined and was allied with.

docs/datasets.md says what becomes of each column. A change of name is no claim: both names are of one entity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from store.coded_names import coded_entity, is_group, kind_of
from store.readers.coded import values
from store.readers.coded.building import MAX_NOTES, Actors, Claims, shorten
from store.readers.coded.layouts import Columns, Fields
from store.records import Article, CodedName, CodedRecord, Confidence, FoundEntity, Kind, Reading, Relation

DATASET: Final = "UCDP Actor list"
_OUTLET: Final = "UCDP"

FIELDS: Final[Fields] = {
    "id": ("actor_id", "new_id", "actorid_new"),
    "name": ("name_data", "name", "actor_name"),
    "full": ("name_data_full", "name_full", "name_fulleng", "name_full_eng"),
    "original": ("name_orig",),
    "original_full": ("name_orig_full",),
    "original_english": ("name_orig_full_eng", "name_orig_fulleng"),
    "changed": ("name_change",),
    "new": ("new_name",),
    "new_full": ("new_name_full_mother_tongue", "new_name_full"),
    "new_english": ("new_name_full_eng", "new_name_fulleng"),
    "org": ("org", "organisation", "org_level"),
    "splinter": ("splinter",),
    "previous": ("name_prev", "prev_name"),
    "split": ("split_temp",),
    "split_from": ("name_split_temp",),
    "alliance": ("alliance",),
    "allies": ("name_alliance",),
    "joined": ("join_group",),
    "group": ("group_name", "name_join_group"),
    "coalition": ("ns_coalition",),
    "location": ("location", "locations"),
    "previous_id": ("actor_id_prev",),
    "split_from_id": ("actor_id_split_temp",),
    "allies_id": ("actor_id_alliance",),
    "group_id": ("actor_id_group", "actor_id_join_group"),
    "region": ("region",),
    "version": ("version",),
}
_SIGNS: Final = ("original", "original_english", "changed", "new", "org", "splinter", "previous", "alliance", "joined")
WANTED: Final = ("NameData",)

_GOVERNMENT: Final = "4"
_REFERENCES: Final = ("previous_id", "split_from_id", "group_id", "allies_id")


def fits(columns: Columns) -> bool:
    """Whether a table's columns are those of the list of actors."""
    return columns.has("id") and columns.count(_SIGNS) >= 3


def has_actors(columns: Columns) -> bool:
    """Whether the table names its actors."""
    return columns.has("name") or columns.has("original")


class ActorParser:
    """Parses rows of one list of actors."""

    dataset = DATASET

    def __init__(self, name: str, columns: Columns) -> None:
        self.has_header = True
        self._name = name
        self._width = len(columns.headers)
        self._columns = columns
        self._actors = Actors()
        self._by_id: dict[str, FoundEntity] = {}

    def foresee(self, rows: Iterable[Sequence[str]]) -> None:
        """Learn who the actors of the list are, to whom its rows refer by id: many share an acronym."""
        for cells in rows:
            cell = self._cell_of(cells)
            name, number = cell("name") or cell("original"), cell("id")
            if name and number and is_group(name) and sum(map(len, cells)) <= MAX_NOTES:
                self._by_id[number] = self._actor(cell, name)[0]

    def _cell_of(self, cells: Sequence[str]) -> Callable[[str], str]:
        row = {name: values.one_line(cells[i]) for name, i in self._columns.at.items() if i < len(cells)}

        def cell(name: str) -> str:
            value = row.get(name, "")
            return "" if values.is_nothing(value) else value

        return cell

    def parse(self, cells: Sequence[str], position: int) -> CodedRecord | str | None:
        """Return what one row says of its actor."""
        cell = self._cell_of(cells)
        name = cell("name") or cell("original")
        if not name:
            return None if values.is_tag_row(cells) else "names no actor"
        if sum(map(len, cells)) > MAX_NOTES:
            return "is longer than a million characters (a quote is never closed)"
        actor, names = self._actor(cell, name)
        if not is_group(name):
            return f"names no group (“{shorten(name, 60)}”)"
        text, others, claims = self._claims(cell, actor, name)
        entities = {found.key: found for found in (actor, *others)}
        return CodedRecord(
            article=Article(text, f"{DATASET}: {shorten(actor.name)}", _OUTLET, None, None, None, self._name, position),
            reading=Reading(None, tuple(entities.values()), claims.found()),
            dataset=DATASET,
            row_id=cell("id") or None,
            row_hash=values.row_hash(text, sorted((each.name, each.type) for each in names), actor.kind.value),
            actors=((actor.key, "actor"),),
            names=tuple(names),
            type="Actor",
            sources=_OUTLET,
        )

    def _actor(self, cell: Callable[[str], str], name: str) -> tuple[FoundEntity, list[CodedName]]:
        """Return the actor under its present name, and all names that the row gives it."""
        changed = cell("changed") == "1"
        present = [name, cell("full")]
        present += [cell("new_english"), cell("new_full")] if changed else [cell("original_english")]
        # A row may follow several actors of one name after the other: "SSIM, SSDF". Only single names are names.
        present = [each for each in present if each and "," not in each] or [name]
        kind = Kind.STATE if cell("org") == _GOVERNMENT or kind_of(name) is Kind.STATE else Kind.ARMED_GROUP
        shown = next((each for each in present[1:] if _is_short(name) and not _is_short(each)), present[0])
        key = f"actor:{cell('id')}" if cell("id") else f"group:{name}"
        found = coded_entity(shown, kind, key, cell("location").split(",")[0])
        surfaces = [each for each in (*present, *found.surfaces) if each != found.name]
        found = replace(found, surfaces=tuple(dict.fromkeys(surfaces)))
        names = [
            CodedName(found.key, each, "former" if changed else "alias")
            for column in ("original", "original_english", "original_full")
            for each in (cell(column),)
            if each and each not in present and "," not in each
        ]
        if changed:
            ways = [part.strip() for part in cell("new").split(",")]
            names += [
                CodedName(found.key, way, "alias") for way in ways if way and way not in present and len(ways) > 1
            ]
        return found, names

    def _claims(
        self, cell: Callable[[str], str], actor: FoundEntity, name: str
    ) -> tuple[str, list[FoundEntity], Claims]:
        """Return the row as a line, the other groups it names, and what it says of them."""
        said: list[tuple[str, Relation, str, Confidence]] = [
            ("split from", Relation.SPLIT_FROM, cell("previous"), Confidence.HIGH),
            ("split for a time from", Relation.SPLIT_FROM, cell("split_from"), Confidence.MEDIUM),
            ("joined", Relation.MERGED_INTO, cell("group"), Confidence.HIGH),
            ("allied in or with", Relation.ALLIED_WITH, cell("allies"), Confidence.HIGH),
        ]
        words = [f"{name} ({actor.name})" if actor.name != name else name]
        for word, _, others, _ in said:
            if others:
                words.append(f"{word} {others}")
        former = cell("original_english") or cell("original")
        if cell("changed") == "1" and former:
            words.append(f"formerly {former}")
        if cell("location"):
            words.append(f"active in {cell('location')}")
        text = "; ".join(words) + "."
        claims = Claims(DATASET, text)
        met: list[FoundEntity] = []
        for (_, relation, others, sure), column in zip(said, _REFERENCES, strict=True):
            named = self._named(others, cell(column))
            met += named
            claims.add([actor], relation, named, sure)
        return text, met, claims

    def _named(self, others: str, ids: str) -> list[FoundEntity]:
        """Return the groups that a cell names: those of the ids beside it, or else by their names."""
        names, numbers = _listed(others), _listed(ids)
        if len(names) != len(numbers):
            numbers = [""] * len(names)
        named: list[FoundEntity] = []
        for name, number in zip(names, numbers, strict=True):
            known = self._by_id.get(number)
            named += [known] if known is not None else self._actors.groups(name)
        return named


def _is_short(name: str) -> bool:
    """Whether a name is an acronym, perhaps with a faction behind: "NSCN-K", "SPLM/A - N"."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and len(name) <= 16 and 2 * sum(c.isupper() for c in letters) > len(letters)


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;]", cell) if part.strip()]
