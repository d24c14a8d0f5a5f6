"""What narrows a listing: immutable filters, joined with ``&``, each knowing what it means for each listing."""

from store.queries.filters.base import GROUP_KINDS, MANY, Broad, Condition, Filter, Filters, Listing, settled, where
from store.queries.filters.properties import (
    ConfidenceFilter,
    DateFilter,
    KindFilter,
    OutletFilter,
    RelationFilter,
    StanceFilter,
    StatusFilter,
)
from store.queries.filters.subjects import ArticleFilter, EntityFilter, PairFilter, RelationshipFilter

__all__ = [
    "GROUP_KINDS",
    "MANY",
    "ArticleFilter",
    "Broad",
    "Condition",
    "ConfidenceFilter",
    "DateFilter",
    "EntityFilter",
    "Filter",
    "Filters",
    "KindFilter",
    "Listing",
    "OutletFilter",
    "PairFilter",
    "RelationFilter",
    "RelationshipFilter",
    "StanceFilter",
    "StatusFilter",
    "settled",
    "where",
]
