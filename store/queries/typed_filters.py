"""The filters that the search language makes: choices, dates, names of outlets and groups, and what is taken away."""

from __future__ import annotations

from dataclasses import dataclass

from store.names import fold
from store.queries.filters import (
    Condition,
    ConfidenceFilter,
    DateFilter,
    Filter,
    Filters,
    KindFilter,
    Listing,
    RelationFilter,
    StanceFilter,
    StatusFilter,
)
from store.queries.name_filter import FoundNames
from store.queries.search_language import Field
from store.records import Confidence, Kind, Relation, Stance, Status


@dataclass(frozen=True, slots=True)
class OutletNameFilter(Filter):
    """What outlets published whose names hold a text, whatever its case and accents."""

    text: str

    @property
    def label(self) -> str:
        """The typed part of the name."""
        return f"outlet {self.text}"

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to these outlets."""
        named, values = "SELECT id FROM outlets WHERE instr(folded, ?) > 0", (fold(self.text) or self.text,)
        match listing:
            case Listing.ARTICLES:
                return Condition(f"articles.outlet_id IN ({named})", values)
            case Listing.CLAIMS:
                published = f"SELECT id FROM articles WHERE outlet_id IN ({named})"
                return Condition(f"claims.article_id IN ({published})", values)
            case Listing.RELATIONSHIPS:
                said = f"SELECT relationship_id FROM relationship_outlets WHERE outlet_id IN ({named})"
                return Condition(f"relationships.id IN ({said})", values)
            case Listing.GROUPS:
                naming = "JOIN articles ON articles.id = named.article_id WHERE named.entity_id = entities.id"
                named_there = f"SELECT 1 FROM article_entities AS named {naming} AND articles.outlet_id IN ({named})"
                return Condition(f"EXISTS ({named_there})", values)


@dataclass(frozen=True, slots=True)
class LanguageFilter(Filter):
    """Articles in one language, and what they claim and name."""

    code: str

    @property
    def label(self) -> str:
        """The language's code."""
        return f"language {self.code}"

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to the language."""
        one = (self.code.lower(),)
        match listing:
            case Listing.ARTICLES:
                return Condition("articles.language = ?", one)
            case Listing.CLAIMS:
                return Condition("(SELECT language FROM articles WHERE id = claims.article_id) = ?", one)
            case Listing.RELATIONSHIPS:
                told = "claims JOIN articles ON articles.id = claims.article_id"
                of = f"SELECT 1 FROM {told} WHERE claims.relationship_id = relationships.id AND articles.language = ?"
                return Condition(f"EXISTS ({of})", one)
            case Listing.GROUPS:
                named = "article_entities AS named JOIN articles ON articles.id = named.article_id"
                where_ = "named.entity_id = entities.id AND articles.language = ?"
                return Condition(f"EXISTS (SELECT 1 FROM {named} WHERE {where_})", one)


@dataclass(frozen=True, slots=True)
class NamedFilter(Filter):
    """What has to do with any entity that a typed name finds."""

    text: str
    found: FoundNames

    @property
    def label(self) -> str:
        """The typed name."""
        return self.text

    def condition(self, listing: Listing) -> Condition:
        """Narrow every listing to these entities."""
        match listing:
            case Listing.ARTICLES:
                entities = self.found.entities()
                named = entities.sql.replace("entities.id", "article_entities.entity_id", 1)
                sql = f"articles.id IN (SELECT article_id FROM article_entities WHERE {named})"
                return Condition(sql, entities.values)
            case Listing.GROUPS:
                return self.found.entities()
            case Listing.RELATIONSHIPS | Listing.CLAIMS:
                return self.found.sides(listing.value, "subject_id", "object_id")


@dataclass(frozen=True, slots=True)
class AnyFilter(Filter):
    """What passes at least one of several filters, as where an unfinished word may mean several relations."""

    parts: tuple[Filter, ...]

    @property
    def label(self) -> str:
        """The labels of the parts."""
        return " or ".join(part.label for part in self.parts)

    def condition(self, listing: Listing) -> Condition | None:
        """Join the conditions; a part that leaves a listing whole leaves all of it whole."""
        conditions = [part.condition(listing) for part in self.parts]
        asked = [condition for condition in conditions if condition is not None]
        if len(asked) < len(conditions):
            return None
        sql = " OR ".join(f"({condition.sql})" for condition in asked)
        return Condition(sql, tuple(value for condition in asked for value in condition.values))


@dataclass(frozen=True, slots=True)
class NotFilter(Filter):
    """What does not pass another filter."""

    inner: Filter

    @property
    def label(self) -> str:
        """The other label, denied."""
        return f"not {self.inner.label}"

    def condition(self, listing: Listing) -> Condition | None:
        """Turn the condition round; what it says nothing about, such as an unknown outlet, passes."""
        inner = self.inner.condition(listing)
        return None if inner is None else Condition(f"({inner.sql}) IS NOT TRUE", inner.values)


def filters_of(fields: tuple[Field, ...], named: dict[str, FoundNames] | None = None) -> Filters:
    """Return the filters that typed fields stand for.

    ``named`` gives what the names typed after ``group:`` find; those it lacks are found by the letters they hold.
    """
    return Filters(tuple(_filter_of(field, named or {}) for field in fields))


def _filter_of(field: Field, named: dict[str, FoundNames]) -> Filter:
    choices = tuple(_choice(field.name, value, named) for value in field.values)
    chosen = choices[0] if len(choices) == 1 else AnyFilter(choices)
    return NotFilter(chosen) if field.excluded else chosen


def _choice(name: str, value: str, named: dict[str, FoundNames]) -> Filter:
    match name:
        case "status":
            return StatusFilter(Status(value))
        case "confidence":
            return ConfidenceFilter(Confidence(value))
        case "relation":
            return RelationFilter(Relation(value))
        case "stance":
            return StanceFilter(Stance(value))
        case "kind":
            return KindFilter(Kind(value))
        case "from":
            return DateFilter(since=value)
        case "to":
            return DateFilter(until=value)
        case "lang":
            return LanguageFilter(value)
        case "group":
            return NamedFilter(value, named.get(value) or FoundNames(tuple(fold(value).split()[:8])))
        case _:
            return OutletNameFilter(value)
