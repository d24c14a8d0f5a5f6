"""The content of a dossier: everything claimed of one group, or between a pair, with each sentence and its citation.

:mod:`store.exporters.markdown` and :mod:`store.exporters.web_page` only say how each part is written.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from typing import Final

from store.exporters import Wanted
from store.exporters.selection import Claim, Entity, Relationship, Selection
from store.queries.filters import EntityFilter, Filter, PairFilter
from store.records import Stance

_PAGE: Final = 500

HEADINGS: Final = {
    Stance.HOSTILE: "Hostile",
    Stance.COOPERATIVE: "Cooperative",
    Stance.STRUCTURAL: "Structural",
    Stance.TERRITORIAL: "Territorial",
}


class Pages(ABC):
    """How a dossier is written in one format; every text comes as it is stored and must be made safe here."""

    @abstractmethod
    def begin(self, title: str) -> None:
        """Write what stands before everything."""

    @abstractmethod
    def heading(self, text: str, level: int) -> None:
        """Write a heading of level 2 or 3."""

    @abstractmethod
    def paragraph(self, text: str) -> None:
        """Write a paragraph."""

    @abstractmethod
    def entity(self, entity: Entity) -> None:
        """Write what an entity is, its names and counts."""

    @abstractmethod
    def relationship(self, relationship: Relationship, shown: int | None) -> None:
        """Write the line above the evidence; ``shown`` is how many claims follow, ``None`` for all."""

    @abstractmethod
    def claim(self, claim: Claim, number: int) -> None:
        """Write one claim; ``number`` is that of its article in the list of citations."""

    @abstractmethod
    def citation(self, number: int, title: str, outlet: str | None, date: str | None, address: str | None) -> None:
        """Write one entry of the list of citations."""

    @abstractmethod
    def end(self) -> None:
        """Write what stands after everything."""


def write(selection: Selection, wanted: Wanted, pages: Pages) -> int:
    """Write the dossier of the wanted subjects, narrowed by the selection; return the number of claims in it."""
    subjects = list(selection.entities(wanted.subjects))
    pages.begin(" and ".join(entity.name for entity in subjects))
    for entity in subjects:
        pages.entity(entity)
    narrowed = [part.label for part in selection.filters]
    if selection.text.strip():
        narrowed.append(f"text “{selection.text.strip()}”")
    if narrowed:
        pages.paragraph(f"Narrowed to: {', '.join(narrowed)}.")
    selection = _about(subjects, selection)
    numbers: dict[int, int] = {}
    articles = array("q")
    claims = 0
    of_stance: Stance | None = None
    for relationship in selection.relationships(_by_stance(selection)):
        if relationship.stance is not of_stance:
            of_stance = relationship.stance
            pages.heading(HEADINGS[of_stance], 2)
        cut = wanted.evidence and relationship.claims > wanted.evidence
        pages.relationship(relationship, wanted.evidence if cut else None)
        for place, claim in enumerate(selection.evidence(relationship.id)):
            if wanted.evidence and place >= wanted.evidence:
                break
            if claim.article_id not in numbers:
                numbers[claim.article_id] = len(numbers) + 1
                articles.append(claim.article_id)
            pages.claim(claim, numbers[claim.article_id])
            claims += 1
    if not claims:
        pages.paragraph("Nothing is claimed of this in the store.")
    rejected = _rejected(selection, wanted.subjects)
    if rejected:
        pages.paragraph(f"Left out: {rejected:,} rejected by the analyst.")
    if articles:
        pages.heading("Articles", 2)
    for start in range(0, len(articles), _PAGE):
        for article in selection.articles_of(articles[start : start + _PAGE]):
            pages.citation(numbers[article.id], article.title, article.outlet, article.date, article.address)
    pages.end()
    return claims


def _about(subjects: list[Entity], selection: Selection) -> Selection:
    one, other = subjects[0], subjects[-1]
    about: Filter = EntityFilter(one.id, one.name)
    if one.id != other.id:
        about = PairFilter(one.id, other.id, f"{one.name} and {other.name}")
    return selection.narrowed(about)


def _by_stance(selection: Selection) -> array[int]:
    """Return the ids of the relationships that pass, by stance as in :data:`HEADINGS`, most claimed first."""
    found: dict[str, array[int]] = {stance.value: array("q") for stance in HEADINGS}
    for relationship_id in selection.relationship_ids():
        row = selection.connection.execute(
            "SELECT stance FROM relationships WHERE id = ?", (relationship_id,)
        ).fetchone()
        found[row[0]].append(relationship_id)
    ordered = array("q")
    for ids in found.values():
        ordered.extend(ids)
    return ordered


def _rejected(selection: Selection, subjects: tuple[int, ...]) -> int:
    one, other = subjects[0], subjects[-1]
    between = "(subject_id = ?1 AND object_id = ?2) OR (subject_id = ?2 AND object_id = ?1)"
    sides = between if one != other else "subject_id = ?1 OR object_id = ?2"
    counted: int = selection.connection.execute(
        f"SELECT count(*) FROM claims WHERE verdict = 'rejected' AND ({sides})", (one, other)
    ).fetchone()[0]
    return counted


def facts(entity: Entity) -> list[str]:
    """Return what stands below an entity's name, a line each but for its names."""
    dates = f", {entity.first_date} to {entity.last_date}" if entity.first_date else ""
    return [
        entity.kind.value.replace("_", " "),
        f"named in {counted(entity.articles, 'article')}{dates}; {counted(entity.claims, 'claim')}",
    ]


def name_note(type_: str, since: int | None, until: int | None) -> str:
    """Return what a name is, with its years where they are known."""
    years = f" {since or ''}–{until or ''}" if since or until else ""
    return f"{type_}{years}"


def tally(relationship: Relationship, shown: int | None) -> str:
    """Return the counts and dates of a relationship in words."""
    statuses = [
        f"{number} {status}"
        for status in ("asserted", "reported", "planned", "denied")
        if (number := getattr(relationship, status))
    ]
    parts = [
        f"{counted(relationship.claims, 'claim')} ({', '.join(statuses)})",
        counted(relationship.outlets, "outlet"),
    ]
    if relationship.first_date and relationship.last_date:
        one = relationship.first_date == relationship.last_date
        parts.append(relationship.first_date if one else f"{relationship.first_date} to {relationship.last_date}")
    if shown is not None:
        parts.append(f"showing {shown} of {relationship.claims}")
    return ", ".join(parts)


def qualified(claim: Claim) -> str:
    """Return status, speaker, confidence, date and verdict of a claim in words."""
    parts = [claim.status.value]
    if claim.said_by:
        parts.append(f"said by {claim.said_by}")
    parts.append(f"read with {claim.confidence.value} confidence")
    if claim.date and claim.dated_by == "text":
        parts.append(f"dated {claim.date}")
    if claim.verdict:
        parts.append(f"{claim.verdict} by the analyst")
    return ", ".join(parts)


def counted(number: int, word: str) -> str:
    """Return a number with its word."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")
