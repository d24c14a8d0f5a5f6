"""Filters by what a row is like: kind, stance, relation, outlet, date, status, confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.queries.filters.base import Condition, Filter, Listing
from store.records import Confidence, Kind, Relation, Stance, Status


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
