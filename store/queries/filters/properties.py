"""Filters by what a row is like: kind, stance, relation, outlet, date, status, confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from store.queries.filters.base import COUNTS, Broad, Condition, Filter, Gathered, Listing
from store.vocabulary import Confidence, Kind, Relation, Stance, Status


@dataclass(frozen=True, slots=True)
class KindFilter(Filter):
    """Groups of one kind, relationships and claims that have one of them on a side, and the articles behind them."""

    slot: ClassVar[str] = "kind"
    kind: Kind

    @property
    def label(self) -> str:
        """The kind in words."""
        return f"kind {self.kind.replace('_', ' ')}"

    def condition(self, listing: Listing) -> Condition:
        """Narrow groups to the kind, everything else to what involves it."""
        match listing:
            case Listing.ARTICLES:
                sides = self._on_a_side_of("claims")
                return _through_claims(listing, f"({sides.sql})", sides.values)
            case Listing.GROUPS:
                return Condition("entities.kind = ?", (self.kind,))
            case Listing.RELATIONSHIPS | Listing.CLAIMS:
                return self._on_a_side_of(listing.value)

    def of_claim(self, listing: Listing) -> Condition | None:
        """Ask for an article's claim that involves the kind."""
        sides = self._on_a_side_of("claims")
        return Condition(f"({sides.sql})", sides.values) if listing is Listing.ARTICLES else None

    def _on_a_side_of(self, table: str) -> Condition:
        sides = (f"(SELECT kind FROM entities WHERE id = {table}.{side}) = ?" for side in ("subject_id", "object_id"))
        return Condition(" OR ".join(sides), (self.kind, self.kind))


_EITHER_SIDE: Final = (
    "EXISTS (SELECT 1 FROM {table} WHERE subject_id = entities.id AND {which}) "
    "OR EXISTS (SELECT 1 FROM {table} WHERE object_id = entities.id AND {which})"
)


def _through_relationships(listing: Listing, which: str, values: tuple[str | int, ...]) -> Condition:
    """Carry a condition on relationships over to the other listings."""
    match listing:
        case Listing.ARTICLES:
            told = "claims JOIN relationships ON relationships.id = claims.relationship_id"
            return Condition(f"EXISTS (SELECT 1 FROM {told} WHERE claims.article_id = articles.id AND {which})", values)
        case Listing.GROUPS:
            return Condition(_EITHER_SIDE.format(table="relationships", which=which), (*values, *values))
        case Listing.RELATIONSHIPS:
            return Condition(which, values)
        case Listing.CLAIMS:
            inner = f"SELECT 1 FROM relationships WHERE id = claims.relationship_id AND {which}"
            return Condition(f"EXISTS ({inner})", values)


def _through_claims(listing: Listing, which: str, values: tuple[str | int, ...]) -> Condition:
    """Carry a condition on claims over to the other listings."""
    match listing:
        case Listing.ARTICLES:
            return Condition(f"EXISTS (SELECT 1 FROM claims WHERE article_id = articles.id AND {which})", values)
        case Listing.GROUPS:
            return Condition(_EITHER_SIDE.format(table="claims", which=which), (*values, *values))
        case Listing.RELATIONSHIPS:
            inner = f"SELECT 1 FROM claims WHERE relationship_id = relationships.id AND {which}"
            return Condition(f"EXISTS ({inner})", values)
        case Listing.CLAIMS:
            return Condition(which, values)


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
        if listing is Listing.GROUPS:
            # An index has the relations of either side, not their stance.
            relations = tuple(relation.value for relation in Relation if relation.stance is self.stance)
            within = f"relationships.relation IN ({', '.join('?' * len(relations))})"
            return _through_relationships(listing, within, relations)
        return _through_relationships(listing, "relationships.stance = ?", (self.stance,))

    def of_claim(self, listing: Listing) -> Condition | None:
        """Ask for a claim of this stance; a relationship has one stance."""
        if listing is Listing.RELATIONSHIPS:
            return None
        relations = tuple(relation.value for relation in Relation if relation.stance is self.stance)
        return Condition(f"claims.relation IN ({', '.join('?' * len(relations))})", relations)


_MOST_GATHERED: Final = 50_000
"""Relationships of which all claims are sorted by date; of more, walking along the dates soon meets enough."""


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
        if listing is Listing.RELATIONSHIPS:
            return Condition("relationships.relation = ?", (self.relation,))
        walked = _through_claims(listing, "claims.relation = ?", (self.relation,))
        column = "id" if listing is Listing.CLAIMS else "article_id"
        if listing is Listing.GROUPS:
            sides = " UNION ".join(
                f"SELECT {side} FROM relationships WHERE relation = ?" for side in ("subject_id", "object_id")
            )
            walked = _through_relationships(listing, "relationships.relation = ?", (self.relation,))
            counted = Broad(walked.sql, walked.values, "relationships WHERE relation = ?", (self.relation,))
            return Condition(f"entities.id IN ({sides})", (self.relation, self.relation), counted)
        of = "SELECT id FROM relationships WHERE relation = ?"
        sql = f"{listing.value}.id IN (SELECT {column} FROM claims WHERE relationship_id IN ({of}))"
        gathered = None
        if listing is Listing.CLAIMS:
            unfiled = "SELECT 1 FROM claims WHERE relationship_id IS NULL AND relation = ?"
            many = f"SELECT 1 FROM (SELECT 1 FROM relationships WHERE relation = ? LIMIT 1 OFFSET {_MOST_GATHERED})"
            gathered = Gathered(
                f"claims.relationship_id IN ({of})", f"({unfiled} UNION ALL {many})", (self.relation, self.relation)
            )
        counted = Broad(
            walked.sql, walked.values, "relationships WHERE relation = ?", (self.relation,), gathered=gathered
        )
        return Condition(sql, (self.relation,), counted)

    def of_claim(self, listing: Listing) -> Condition | None:
        """Ask for a claim of this relation; a relationship has one relation."""
        return None if listing is Listing.RELATIONSHIPS else Condition("claims.relation = ?", (self.relation,))


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
                printed = "(SELECT outlet_id FROM articles WHERE id = claims.article_id) = ?"
                broad = Broad(printed, one, "articles WHERE outlet_id = ?", one)
                return Condition("claims.article_id IN (SELECT id FROM articles WHERE outlet_id = ?)", one, broad)
            case Listing.RELATIONSHIPS:
                said = f"relationships.id IN ({_SAID})"
                return Condition(said, one, Broad(_SAYS, one, "relationship_outlets WHERE outlet_id = ?", one))
            case Listing.GROUPS:
                sides = (
                    f"SELECT {side} FROM relationships WHERE id IN ({_SAID})" for side in ("subject_id", "object_id")
                )
                walked = _through_relationships(listing, _SAYS, one)
                broad = Broad(walked.sql, walked.values, "relationship_outlets WHERE outlet_id = ?", one)
                return Condition(f"entities.id IN ({' UNION '.join(sides)})", (*one, *one), broad)

    def of_claim(self, listing: Listing) -> Condition | None:
        """Ask for a claim of this outlet; an article has one outlet."""
        if listing is Listing.ARTICLES:
            return None
        return Condition("(SELECT outlet_id FROM articles WHERE id = claims.article_id) = ?", (self.outlet_id,))


_SAID: Final = "SELECT relationship_id FROM relationship_outlets WHERE outlet_id = ?"
_SAYS: Final = "EXISTS (SELECT 1 FROM relationship_outlets WHERE relationship_id = relationships.id AND outlet_id = ?)"


@dataclass(frozen=True, slots=True)
class DateFilter(Filter):
    """What falls between two dates, both included; each is ISO 8601 and may be a year or a month, or empty.

    Articles count by their own date, claims by the date of what they tell, relationships where they have such a claim,
    groups where they were first and last seen before the one and after the other end. What has no date does not pass.
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
                return self._within("articles.date", "articles.date")
            case Listing.GROUPS:
                return self._within("entities.first_date", "entities.last_date")
            case Listing.RELATIONSHIPS:
                return told_of_relationships(self, ())
            case Listing.CLAIMS:
                return self._within("claims.date", "claims.date")

    def of_claim(self, listing: Listing) -> Condition | None:
        """Ask for a claim of these dates; an article counts by its own."""
        return None if listing is Listing.ARTICLES else self._within("claims.date", "claims.date")

    def of_row(self, listing: Listing) -> Condition | None:
        """Ask nothing more: what is asked of a claim bounds the dates of a relationship, too."""
        return self.condition(listing) if listing is Listing.ARTICLES else None

    def spans(self) -> Condition | None:
        """Return what the first and last date of a relationship tell: whether claims of these dates are possible."""
        return self._within("relationships.first_date", "relationships.last_date")

    def _within(self, first: str, last: str) -> Condition | None:
        parts, values = [], []
        if self.since:
            # The longest date of a shorter one sorts after it: 2014 stands for up to 2014-12-31.
            # The year alone bounds the walk through an index, which the exact comparison cannot.
            parts.append(f"{last} >= ? AND {last} >= substr(?, 1, length({last}))")
            values += [self.since[:4], self.since]
        if self.until:
            parts.append(f"{first} < ?")
            values.append(self.until + "~")
        return Condition(" AND ".join(parts), tuple(values)) if parts else None


def told_of_relationships(dates: DateFilter, tests: Sequence[Condition]) -> Condition | None:
    """Ask for a claim of some dates that passes further tests: found by its date where such claims are few."""
    spans, dated = dates.spans(), dates.of_claim(Listing.RELATIONSHIPS)
    if spans is None or dated is None:
        return None
    told = " AND ".join(test.sql for test in (dated, *tests)) + f" AND {COUNTS}"
    values = (*dated.values, *(value for test in tests for value in test.values))
    exists = f"EXISTS (SELECT 1 FROM claims WHERE relationship_id = relationships.id AND {told})"
    counted = f"claims WHERE {dated.sql}"
    broad = Broad(f"{spans.sql} AND {exists}", (*spans.values, *values), counted, dated.values)
    return Condition(f"relationships.id IN (SELECT relationship_id FROM claims WHERE {told})", values, broad)


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
        if listing in (Listing.CLAIMS, Listing.ARTICLES):
            return _through_claims(listing, "claims.status = ?", (self.status,))
        # The counter's column carries the status's own name; the value is one of our own enum.
        return _through_relationships(listing, f"relationships.{self.status.value} > 0", ())

    def of_claim(self, listing: Listing) -> Condition:
        """Ask for a claim of this status."""
        return Condition("claims.status = ?", (self.status,))


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
        return _through_claims(listing, "claims.confidence = ?", (self.confidence,))

    def of_row(self, listing: Listing) -> Condition | None:
        """Ask nothing more."""
        return None

    def of_claim(self, listing: Listing) -> Condition:
        """Ask for a claim of this confidence."""
        return Condition("claims.confidence = ?", (self.confidence,))
