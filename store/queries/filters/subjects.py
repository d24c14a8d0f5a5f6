"""Filters by what a row has to do with: an entity, an article, a relationship, a pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from store.queries.filters.base import Broad, Condition, Filter, Gathered, Listing


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
                listed = "SELECT article_id FROM article_entities WHERE entity_id = ?"
                # The plus keeps SQLite from looking up each of the articles and sorting them all.
                broad = Broad(f"+articles.id IN ({listed})", one, "article_entities WHERE entity_id = ?", one)
                return Condition(f"articles.id IN ({listed})", one, broad)
            case Listing.GROUPS:
                related = (
                    "entities.id = ? OR entities.id IN (SELECT object_id FROM relationships WHERE subject_id = ? "
                    "UNION SELECT subject_id FROM relationships WHERE object_id = ?)"
                )
                return Condition(related, (*one, *two))
            case Listing.RELATIONSHIPS:
                side = "+relationships.subject_id = ? OR +relationships.object_id = ?"
                broad = Broad(side, two, "relationships WHERE subject_id = ?", one)
                return Condition(f"relationships.id IN ({_RELATIONSHIPS_OF})", two, broad)
            case Listing.CLAIMS:
                of = "SELECT id FROM claims WHERE subject_id = ? UNION SELECT id FROM claims WHERE object_id = ?"
                side = "+claims.subject_id = ? OR +claims.object_id = ?"
                gathered = Gathered(
                    f"claims.relationship_id IN ({_RELATIONSHIPS_OF})",
                    "claims WHERE relationship_id IS NULL AND subject_id = ?",
                    one,
                )
                broad = Broad(side, two, "claims WHERE subject_id = ?", one, gathered=gathered)
                return Condition(f"claims.id IN ({of})", two, broad)


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
                return Condition("articles.id = ?", one, few=True)
            case Listing.GROUPS:
                named = (
                    "SELECT entity_id FROM mentions WHERE article_id = ? "
                    "UNION SELECT entity_id FROM event_actors WHERE article_id = ?"
                )
                return Condition(f"entities.id IN ({named})", (*one, *one))
            case Listing.RELATIONSHIPS:
                return Condition(
                    "relationships.id IN (SELECT relationship_id FROM claims WHERE article_id = ?)", one, few=True
                )
            case Listing.CLAIMS:
                return Condition("claims.article_id = ?", one, few=True)

    def of_claim(self, listing: Listing) -> Condition | None:
        """Ask for a claim of this article; groups are those that it names."""
        return Condition("claims.article_id = ?", (self.article_id,)) if listing is Listing.RELATIONSHIPS else None


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
                return Condition("relationships.id = ?", one, few=True)
            case Listing.CLAIMS:
                return Condition("claims.relationship_id = ?", one)

    def of_claim(self, listing: Listing) -> Condition | None:
        """Ask for an article's claim of this relationship."""
        return Condition("claims.relationship_id = ?", (self.relationship_id,)) if listing is Listing.ARTICLES else None


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
                of = f"relationship_id IN (SELECT id FROM relationships WHERE {between})"
                return Condition(f"articles.id IN (SELECT article_id FROM claims WHERE {of})", both, few=True)
            case Listing.GROUPS:
                return Condition("entities.id IN (?, ?)", (self.first_id, self.second_id))
            case Listing.RELATIONSHIPS:
                return Condition(f"relationships.id IN (SELECT id FROM relationships WHERE {between})", both, few=True)
            case Listing.CLAIMS:
                of = f"SELECT id FROM relationships WHERE {between}"
                return Condition(f"claims.relationship_id IN ({of})", both, few=True)

    def of_claim(self, listing: Listing) -> Condition | None:
        """Ask for an article's claim of the pair."""
        if listing is not Listing.ARTICLES:
            return None
        sides = "claims.subject_id = ? AND claims.object_id = ?"
        both = (self.first_id, self.second_id, self.second_id, self.first_id)
        return Condition(f"({sides} OR {sides})", both)
