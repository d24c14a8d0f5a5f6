"""GraphML (graphml.graphdrawing.org, 1.0): the network of relationships, one directed edge each.

Relationships between the same two entities are parallel edges, known by their ids. GraphML would allow undirected
edges among directed ones; its readers do not, so that symmetric relations carry ``symmetric`` instead. Attributes
without a value are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

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
from store.exporters.selection import Selection
from store.exporters.texts import one_line

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = f"{_NAMESPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"


def write(selection: Selection, wanted: Wanted, out: TextIO) -> int:
    """Write the network; return the number of its edges."""
    network = Network(selection, wanted.evidence)
    xml = Xml(out)
    nodes: dict[str, Type] = {"label": "string", **NODE_ATTRIBUTES}
    edges: dict[str, Type] = {"label": "string", "weight": "int", **EDGE_ATTRIBUTES}
    schema = {"xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation": _SCHEMA}
    with xml.element("graphml", xmlns=_NAMESPACE, **schema):
        _declare(xml, "node", nodes)
        _declare(xml, "edge", edges)
        with xml.element("graph", id="conflict-tui", edgedefault="directed"):
            for entity in network.nodes():
                with xml.element("node", id=f"e{entity.id}"):
                    _data(xml, "node", {"label": one_line(entity.name), **node_values(entity)})
            for edge, claims in network.edges():
                values = {"label": edge.relation.value, "weight": edge.claims, **edge_values(edge, claims)}
                sides = {"source": f"e{edge.subject_id}", "target": f"e{edge.object_id}"}
                with xml.element("edge", id=f"r{edge.id}", **sides):
                    _data(xml, "edge", values)
    return len(network.edge_ids)


def _declare(xml: Xml, domain: str, attributes: Mapping[str, Type]) -> None:
    for name, kind in attributes.items():
        xml.leaf("key", id=f"{domain}-{name}", **{"for": domain, "attr.name": name, "attr.type": kind})


def _data(xml: Xml, domain: str, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        if value is not None:
            xml.leaf("data", value, key=f"{domain}-{name}")
