"""GEXF 1.3 (gexf.net): the network of relationships over time.

A relationship is there in spells: the days, months or years that its claims are dated to, joined where they touch. One
whose claims all lack a date is there at all times. A node is there from the first to the last date of its articles and
of its relationships.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, TextIO

from store.exporters import Wanted
from store.exporters.network import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Network,
    Type,
    Value,
    Xml,
    edge_values,
    node_values,
)
from store.exporters.selection import Selection, wider
from store.exporters.texts import first_day, last_day, one_line

Spell = tuple[str, str]

_TYPES: Final[Mapping[Type, str]] = {"string": "string", "int": "integer", "boolean": "boolean"}
_NAMESPACE: Final = "http://gexf.net/1.3"


def write(selection: Selection, wanted: Wanted, out: TextIO) -> int:
    """Write the network; return the number of its edges."""
    network = Network(selection, wanted.evidence)
    xml = Xml(out)
    schema = {
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}/gexf.xsd",
    }
    with xml.element("gexf", xmlns=_NAMESPACE, version="1.3", **schema):
        with xml.element("meta"):
            xml.leaf("creator", "conflict-tui")
            xml.leaf("description", "who does what to whom, according to whom")
        with xml.element("graph", defaultedgetype="directed", mode="dynamic", timeformat="date"):
            _declare(xml, "node", NODE_ATTRIBUTES)
            _declare(xml, "edge", EDGE_ATTRIBUTES)
            with xml.element("nodes"):
                for entity in network.nodes():
                    span = wider(network.spans[entity.id], entity.first_date, entity.last_date)
                    with xml.element("node", id=f"e{entity.id}", label=one_line(entity.name)):
                        _values(xml, node_values(entity))
                        _spells(xml, spells([span]))
            with xml.element("edges"):
                for edge, claims in network.edges():
                    with xml.element(
                        "edge",
                        id=f"r{edge.id}",
                        source=f"e{edge.subject_id}",
                        target=f"e{edge.object_id}",
                        weight=edge.claims,
                        label=edge.relation.value,
                        kind=edge.relation.value,
                    ):
                        _values(xml, edge_values(edge, claims))
                        _spells(xml, spells((day, day) for day in selection.claim_dates(edge.id)))
    return len(network.edge_ids)


def spells(spans: Iterable[tuple[str | None, str | None]]) -> list[Spell]:
    """Return spans of dates, which may be years or months, as sorted spells of days that neither meet nor overlap.

    Spans without a date say nothing and are left out.
    """
    days = []
    for first, last in spans:
        start, end = first_day(first or last or ""), last_day(last or first or "")
        if start is not None and end is not None and start <= end:
            days.append((start, end))
    found: list[Spell] = []
    for start, end in sorted(days):
        if found and start <= _next_day(found[-1][1]):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _next_day(day: str) -> str:
    if day == date.max.isoformat():
        return day
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _declare(xml: Xml, domain: str, attributes: Mapping[str, Type]) -> None:
    with xml.element("attributes", mode="static", **{"class": domain}):
        for name, kind in attributes.items():
            xml.leaf("attribute", id=name, title=name, type=_TYPES[kind])


def _values(xml: Xml, values: Mapping[str, Value]) -> None:
    with xml.element("attvalues"):
        for name, value in values.items():
            if value is not None:
                xml.leaf("attvalue", value=value, **{"for": name})


def _spells(xml: Xml, found: Iterable[Spell]) -> None:
    found = list(found)
    if found:
        with xml.element("spells"):
            for start, end in found:
                xml.leaf("spell", start=start, end=end)
