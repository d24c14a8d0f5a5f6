"""The filters that can be chosen or typed in the narrowing question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from store.queries.filters import (
    ConfidenceFilter,
    DateFilter,
    Filter,
    KindFilter,
    OutletFilter,
    RelationFilter,
    StanceFilter,
    StatusFilter,
)
from store.queries.overview import OutletCount
from store.records import Confidence, Kind, Relation, Stance, Status
from tui.screens.choose import Answer
from tui.wording import CONFIDENCE_SIGNS, KIND_SIGNS, SIGNS, STATUS_SIGNS, count

_DATE: Final = r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)"
_RANGE: Final = re.compile(rf"\s*{_DATE}?\s*(?:(\.\.|to|–|—| - |/)\s*{_DATE}?)?\s*$", re.IGNORECASE)


def fixed_answers() -> list[Answer[Filter]]:
    """Return the filters that every store offers."""
    answers: list[Answer[Filter]] = [Answer(f"stance {s}", StanceFilter(s), sign=SIGNS[s]) for s in Stance]
    answers += [Answer(KindFilter(k).label, KindFilter(k), sign=KIND_SIGNS[k]) for k in Kind if k.acts]
    answers += [Answer(f"status {status}", StatusFilter(status), sign=STATUS_SIGNS[status]) for status in Status]
    answers += [Answer(f"confidence {level}", ConfidenceFilter(level), CONFIDENCE_SIGNS[level]) for level in Confidence]
    relations = (RelationFilter(relation) for relation in Relation)
    answers += [Answer(chosen.label, chosen, sign=SIGNS[chosen.relation.stance]) for chosen in relations]
    return answers


def outlet_answers(outlets: Sequence[OutletCount]) -> list[Answer[Filter]]:
    """Return a filter for each outlet."""
    return [
        Answer(f"outlet {outlet.name}", OutletFilter(outlet.id, outlet.name), count(outlet.articles, "article"))
        for outlet in outlets
    ]


def typed_dates(text: str) -> list[Answer[Filter]]:
    """Return a date filter for ``2016``, ``2016-03``, ``2014..2016-05``, ``2015 to``, ``..2013``; else nothing."""
    found = _RANGE.match(text)
    if not found:
        return []
    since, joined, until = found.groups()
    if not since and not until:
        return []
    chosen = DateFilter(since or "", until or "" if joined else since or "")
    return [Answer(f"dates {chosen.label}", chosen, "year, month or day; 2014..2016 for a range")]
