"""What narrows a listing: immutable filters, joined with ``&``, each knowing what it means for each listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.queries.filters.base import GROUP_KINDS, MANY, Broad, Condition, Filter, Filters, Listing, settled, where
from store.queries.filters.subjects import ArticleFilter, EntityFilter, PairFilter, RelationshipFilter

if TYPE_CHECKING:
    from store.queries.filters.properties import (
        ConfidenceFilter,
        DateFilter,
        KindFilter,
        OutletFilter,
        RelationFilter,
        StanceFilter,
        StatusFilter,
    )

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
    "filter_class",
    "settled",
    "where",
]


_CLASSES = tuple(name for name in __all__ if name.endswith("Filter") and name != "Filter")


def filter_class(name: str) -> type[Filter] | None:
    """Return the class of filters of this name, as kept states write it."""
    if name not in _CLASSES:
        return None
    found: type[Filter] = globals().get(name) or __getattr__(name)
    return found


def __getattr__(name: str) -> Any:
    """Load the filters by property with the first use of one: the explorer's first frame needs none."""
    if name in __all__:
        from store.queries.filters import properties

        return getattr(properties, name)
    raise AttributeError(name)
