"""What narrows a listing: immutable filters, joined with ``&``, each knowing what it means for each listing."""

from store.queries.filters.base import GROUP_KINDS, Condition, Filter, Filters, Listing, where
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
    "ArticleFilter",
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
    "where",
]
