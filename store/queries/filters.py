"""What narrows a listing: immutable filters, joined with ``&``, each knowing what it means for each listing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from store.records import Confidence, Kind, Relation, Stance, Status

GROUP_KINDS: Final = tuple(kind.value for kind in Kind if kind.acts)
"""The kinds of entity that can act and are listed as groups."""


class Listing(StrEnum):
    """What is listed; the value is also the word on the screen."""

    ARTICLES = "articles"
    GROUPS = "groups"
    RELATIONSHIPS = "relationships"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Condition:
    """One SQL condition on the table of a listing, with the values bound to its question marks."""

    sql: str
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing that narrows the listings. Subclasses say how; those that say nothing leave a listing whole."""

    slot: ClassVar[str] = ""
    """Filters of one slot replace each other on the screen, where both at once could only be empty."""

    @property
    def label(self) -> str:
        """The words for the breadcrumb; may hold text from articles, so it is shown as plain text only."""
        raise NotImplementedError

    def condition(self, listing: Listing) -> Condition | None:
        """Return what this filter asks of a listing's rows, or None where it asks nothing."""
        raise NotImplementedError

    def __and__(self, other: Filter | Filters) -> Filters:
        """Join with another filter; rows must pass both."""
        return Filters((self,)) & other


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters that all apply, in the order in which they were joined, each at most once."""

    parts: tuple[Filter, ...] = ()

    def __and__(self, other: Filter | Filters) -> Filters:
        """Join with one more filter or several; the order is kept, repetitions are dropped."""
        added = other.parts if isinstance(other, Filters) else (other,)
        return Filters(tuple(dict.fromkeys((*self.parts, *added))))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __iter__(self) -> Iterator[Filter]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def without(self, removed: Filter) -> Filters:
        """Return the others."""
        return Filters(tuple(part for part in self.parts if part != removed))

    def conditions(self, listing: Listing) -> list[Condition]:
        """Return the conditions for one listing; none where nothing narrows it."""
        return [found for part in self.parts if (found := part.condition(listing)) is not None]


def where(conditions: list[Condition]) -> tuple[str, tuple[str | int, ...]]:
    """Put conditions together into a WHERE clause (or nothing) and its values."""
    if not conditions:
        return "", ()
    clause = " WHERE " + " AND ".join(f"({condition.sql})" for condition in conditions)
    return clause, tuple(value for condition in conditions for value in condition.values)


@dataclass(frozen=True, slots=True)
class EntityFilter(Filter):
    """What has to do with one entity: articles naming it, its relationships, its claims, groups it is related to."""

    entity_id: int
    name: str

    @property
    def label(self) -> str:
        """The entity's name."""
        return self.name

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to what touches this entity."""
        one, two = (self.entity_id,), (self.entity_id, self.entity_id)
        match listing:
            case Listing.ARTICLES:
                return Condition("articles.id IN (SELECT article_id FROM mentions WHERE entity_id = ?)", one)
            case Listing.GROUPS:
                related = (
                    "entities.id = ? OR entities.id IN (SELECT object_id FROM relationships WHERE subject_id = ? "
                    "UNION SELECT subject_id FROM relationships WHERE object_id = ?)"
                )
                return Condition(related, (*one, *two))
            case Listing.RELATIONSHIPS:
                return Condition(f"relationships.id IN ({_RELATIONSHIPS_OF})", two)
            case Listing.CLAIMS:
                of = "SELECT id FROM claims WHERE subject_id = ? UNION SELECT id FROM claims WHERE object_id = ?"
                return Condition(f"claims.id IN ({of})", two)


_RELATIONSHIPS_OF: Final = (
    "SELECT id FROM relationships WHERE subject_id = ? UNION SELECT id FROM relationships WHERE object_id = ?"
)


@dataclass(frozen=True, slots=True)
class ArticleFilter(Filter):
    """What one article names and claims."""

    slot: ClassVar[str] = "article"
    article_id: int
    title: str

    @property
    def label(self) -> str:
        """The article's title."""
        return self.title

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to this article."""
        one = (self.article_id,)
        match listing:
            case Listing.ARTICLES:
                return Condition("articles.id = ?", one)
            case Listing.GROUPS:
                return Condition("entities.id IN (SELECT entity_id FROM mentions WHERE article_id = ?)", one)
            case Listing.RELATIONSHIPS:
                return Condition("relationships.id IN (SELECT relationship_id FROM claims WHERE article_id = ?)", one)
            case Listing.CLAIMS:
                return Condition("claims.article_id = ?", one)


@dataclass(frozen=True, slots=True)
class RelationshipFilter(Filter):
    """One relationship: its two sides, the articles that claim it, and its claims."""

    slot: ClassVar[str] = "relationship"
    relationship_id: int
    sentence: str

    @property
    def label(self) -> str:
        """The relationship as a sentence."""
        return self.sentence

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to this relationship."""
        one = (self.relationship_id,)
        match listing:
            case Listing.ARTICLES:
                return Condition("articles.id IN (SELECT article_id FROM claims WHERE relationship_id = ?)", one)
            case Listing.GROUPS:
                sides = (
                    "entities.id IN (SELECT subject_id FROM relationships WHERE id = ? "
                    "UNION SELECT object_id FROM relationships WHERE id = ?)"
                )
                return Condition(sides, (*one, *one))
            case Listing.RELATIONSHIPS:
                return Condition("relationships.id = ?", one)
            case Listing.CLAIMS:
                return Condition("claims.relationship_id = ?", one)


@dataclass(frozen=True, slots=True)
class PairFilter(Filter):
    """What two entities have to do with each other, whichever is the subject."""

    slot: ClassVar[str] = "pair"
    first_id: int
    second_id: int
    names: str

    @property
    def label(self) -> str:
        """Both names."""
        return self.names

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to the pair."""
        both = (self.first_id, self.second_id, self.second_id, self.first_id)
        between = "(subject_id = ? AND object_id = ?) OR (subject_id = ? AND object_id = ?)"
        match listing:
            case Listing.ARTICLES:
                return Condition(f"articles.id IN (SELECT article_id FROM claims WHERE {between})", both)
            case Listing.GROUPS:
                return Condition("entities.id IN (?, ?)", (self.first_id, self.second_id))
            case Listing.RELATIONSHIPS:
                return Condition(f"relationships.id IN (SELECT id FROM relationships WHERE {between})", both)
            case Listing.CLAIMS:
                return Condition(f"claims.id IN (SELECT id FROM claims WHERE {between})", both)


@dataclass(frozen=True, slots=True)
class KindFilter(Filter):
    """Groups of one kind, and the relationships and claims that have one of them on a side; articles stay whole."""

    slot: ClassVar[str] = "kind"
    kind: Kind

    @property
    def label(self) -> str:
        """The kind in words."""
        return f"kind {self.kind.replace('_', ' ')}"

    def condition(self, listing: Listing) -> Condition | None:
        """Narrow groups to the kind, relationships and claims to those that involve it."""
        match listing:
            case Listing.ARTICLES:
                return None
            case Listing.GROUPS:
                return Condition("entities.kind = ?", (self.kind,))
            case Listing.RELATIONSHIPS | Listing.CLAIMS:
                of_kind = "SELECT id FROM entities WHERE kind = ?"
                table = listing.value
                sql = f"{table}.subject_id IN ({of_kind}) OR {table}.object_id IN ({of_kind})"
                return Condition(sql, (self.kind, self.kind))


def _through_relationships(listing: Listing, which: str, values: tuple[str | int, ...]) -> Condition:
    """Carry a condition on relationships over to the other listings."""
    match listing:
        case Listing.ARTICLES:
            inner = f"SELECT id FROM relationships WHERE {which}"
            sql = f"articles.id IN (SELECT article_id FROM claims WHERE relationship_id IN ({inner}))"
            return Condition(sql, values)
        case Listing.GROUPS:
            sql = (
                f"entities.id IN (SELECT subject_id FROM relationships WHERE {which} "
                f"UNION SELECT object_id FROM relationships WHERE {which})"
            )
            return Condition(sql, (*values, *values))
        case Listing.RELATIONSHIPS:
            return Condition(which, values)
        case Listing.CLAIMS:
            return Condition(f"claims.relationship_id IN (SELECT id FROM relationships WHERE {which})", values)


@dataclass(frozen=True, slots=True)
class StanceFilter(Filter):
    """Relationships of one stance, and the articles, groups and claims behind them."""

    slot: ClassVar[str] = "stance"
    stance: Stance

    @property
    def label(self) -> str:
        """The stance."""
        return f"stance {self.stance}"

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to the stance."""
        return _through_relationships(listing, "relationships.stance = ?", (self.stance,))


@dataclass(frozen=True, slots=True)
class RelationFilter(Filter):
    """Relationships of one relation, and the articles, groups and claims behind them."""

    slot: ClassVar[str] = "relation"
    relation: Relation

    @property
    def label(self) -> str:
        """The relation in words."""
        return f"relation {self.relation.replace('_', ' ')}"

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to the relation."""
        return _through_relationships(listing, "relationships.relation = ?", (self.relation,))


@dataclass(frozen=True, slots=True)
class OutletFilter(Filter):
    """What one outlet published, and what its articles claim."""

    slot: ClassVar[str] = "outlet"
    outlet_id: int
    name: str

    @property
    def label(self) -> str:
        """The outlet's name."""
        return f"outlet {self.name}"

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to the outlet."""
        one = (self.outlet_id,)
        match listing:
            case Listing.ARTICLES:
                return Condition("articles.outlet_id = ?", one)
            case Listing.CLAIMS:
                return Condition("claims.article_id IN (SELECT id FROM articles WHERE outlet_id = ?)", one)
            case _:
                said = "relationships.id IN (SELECT relationship_id FROM relationship_outlets WHERE outlet_id = ?)"
                return _through_relationships(listing, said, one)


@dataclass(frozen=True, slots=True)
class DateFilter(Filter):
    """What falls between two dates, both included; each is ISO 8601 and may be a year or a month, or empty.

    Articles count by their own date, relationships and groups where their first and last dates overlap the range,
    claims by the date of what they tell. What has no date at all does not pass.
    """

    slot: ClassVar[str] = "date"
    since: str = ""
    until: str = ""

    @property
    def label(self) -> str:
        """The range in words."""
        if self.since and self.until:
            return f"{self.since} to {self.until}" if self.since != self.until else self.since
        return f"since {self.since}" if self.since else f"until {self.until}"

    def condition(self, listing: Listing) -> Condition | None:
        """Narrow every listing to the range."""
        match listing:
            case Listing.ARTICLES:
                first = last = "articles.date"
            case Listing.GROUPS:
                first, last = "entities.first_date", "entities.last_date"
            case Listing.RELATIONSHIPS:
                first, last = "relationships.first_date", "relationships.last_date"
            case Listing.CLAIMS:
                first = last = "claims.date"
        parts, values = [], []
        if self.since:
            # The longest date of a shorter one sorts after it: 2014 stands for up to 2014-12-31.
            parts.append(f"{last} >= substr(?, 1, length({last}))")
            values.append(self.since)
        if self.until:
            parts.append(f"{first} < ?")
            values.append(self.until + "~")
        return Condition(" AND ".join(parts), tuple(values)) if parts else None


@dataclass(frozen=True, slots=True)
class StatusFilter(Filter):
    """Claims of one status, and the relationships, groups and articles that have such a claim."""

    slot: ClassVar[str] = "status"
    status: Status

    @property
    def label(self) -> str:
        """The status."""
        return f"status {self.status}"

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to the status."""
        match listing:
            case Listing.CLAIMS:
                return Condition("claims.status = ?", (self.status,))
            case Listing.ARTICLES:
                return Condition("articles.id IN (SELECT article_id FROM claims WHERE status = ?)", (self.status,))
            case _:
                # The counter's column carries the status's own name; the value is one of our own enum.
                return _through_relationships(listing, f"relationships.{self.status.value} > 0", ())


@dataclass(frozen=True, slots=True)
class ConfidenceFilter(Filter):
    """Claims of one confidence, and the relationships, groups and articles that have such a claim."""

    slot: ClassVar[str] = "confidence"
    confidence: Confidence

    @property
    def label(self) -> str:
        """The confidence."""
        return f"confidence {self.confidence}"

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to the confidence."""
        one = (self.confidence,)
        match listing:
            case Listing.CLAIMS:
                return Condition("claims.confidence = ?", one)
            case Listing.ARTICLES:
                return Condition("articles.id IN (SELECT article_id FROM claims WHERE confidence = ?)", one)
            case _:
                having = "relationships.id IN (SELECT relationship_id FROM claims WHERE confidence = ?)"
                return _through_relationships(listing, having, one)
