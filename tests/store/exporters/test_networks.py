"""GraphML and GEXF come back from networkx with the same nodes, edges and attributes."""

from __future__ import annotations

import sqlite3
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exporters import Format
from store.exporters.gexf import spells
from store.exporters.network import Network, Xml, edge_values, node_values
from store.exporters.selection import Selection
from store.exporters.texts import xml_text
from store.queries.filters import DateFilter, Filters
from tests.store.exporters.conftest import Exported

networkx = pytest.importorskip("networkx")


def read(chosen: Format, text: str) -> Any:
    source = BytesIO(text.encode())
    if chosen is Format.GRAPHML:
        return networkx.read_graphml(source, force_multigraph=True)
    return networkx.read_gexf(source)


def read_back(values: dict[str, Any]) -> dict[str, Any]:
    """Return attributes as a reader of XML finds them."""
    told = {key: value for key, value in values.items() if value is not None}
    return {key: xml_text(value) if isinstance(value, str) else value for key, value in told.items()}


@pytest.mark.parametrize("chosen", [Format.GRAPHML, Format.GEXF])
def test_nodes_edges_and_attributes_come_back(
    exported: Exported, connection: sqlite3.Connection, chosen: Format
) -> None:
    graph = read(chosen, exported(chosen, evidence=2))
    network = Network(Selection(connection), 2)
    nodes = {f"e{entity.id}": entity for entity in network.nodes()}
    assert set(graph.nodes) == set(nodes)
    for key, entity in nodes.items():
        found = graph.nodes[key]
        assert read_back(node_values(entity)).items() <= found.items()
        assert found["label"] == entity.name
    edges = {f"r{edge.id}": (edge, claims) for edge, claims in network.edges()}
    assert graph.number_of_edges() == len(edges) == 11
    for source, target, found in graph.edges(data=True):
        edge, claims = edges[found["id"]] if "id" in found else edges[_key(graph, source, target, found)]
        assert (source, target) == (f"e{edge.subject_id}", f"e{edge.object_id}")
        assert read_back(edge_values(edge, claims)).items() <= found.items()
        assert found["weight"] == edge.claims
        assert found["evidence"].count("\n") == 1


def _key(graph: Any, source: str, target: str, found: dict[str, Any]) -> str:
    return next(key for key, data in graph[source][target].items() if data is found)


def test_signs_follow_stances(exported: Exported) -> None:
    graph = read(Format.GRAPHML, exported(Format.GRAPHML))
    signs = {data["relation"]: data["sign"] for _, _, data in graph.edges(data=True)}
    assert (signs["fights"], signs["supports"], signs["controls"], signs["part_of"]) == (-1, 1, 0, 0)


@pytest.mark.parametrize("chosen", [Format.GRAPHML, Format.GEXF])
def test_characters_that_xml_forbids_are_left_out(exported: Exported, chosen: Format) -> None:
    text = exported(chosen)
    ElementTree.fromstring(text.encode())
    assert "\x1b" not in text
    assert "<b>" not in text
    assert xml_text("a\x00\x0b\ufffe\uffff\ud800\U0001f600\r\nb\rc") == "a\U0001f600\nb\nc"


def test_a_relationship_is_there_when_it_is_claimed(exported: Exported) -> None:
    graph = read(Format.GEXF, exported(Format.GEXF))
    found = {data["relation"]: data.get("spells") for _, _, data in graph.edges(data=True)}
    assert found["fights"] == [("2014-03-05", "2014-03-05"), ("2016-01-31", "2016-01-31")]
    assert found["supports"] == [("2014-03-01", "2014-03-31")]
    for _, data in graph.nodes(data=True):
        assert data["spells"][0][0] <= "2014-03-05"


def test_a_filter_on_dates_narrows_the_spells(exported: Exported) -> None:
    graph = read(Format.GEXF, exported(Format.GEXF, Filters() & DateFilter("2016", "")))
    found = {data["relation"]: data["spells"] for _, _, data in graph.edges(data=True)}
    assert found["fights"] == [("2016-01-31", "2016-01-31")]
    assert "supports" not in found


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([("2014", "2014")], [("2014-01-01", "2014-12-31")]),
        ([("2016-02", None)], [("2016-02-01", "2016-02-29")]),
        ([("2014-01-02", "2014-01-02"), ("2014-01-01", "2014-01-01")], [("2014-01-01", "2014-01-02")]),
        ([("2014-01-01", "2014-01-05"), ("2014-01-03", "2014-01-04")], [("2014-01-01", "2014-01-05")]),
        ([("2014-13", "2014-13"), ("rubbish", None), (None, None), ("0000", "0000")], []),
        ([("9999-12-31", "9999-12-31")], [("9999-12-31", "9999-12-31")]),
    ],
)
def test_spells_neither_meet_nor_overlap(spans: list[Any], found: list[Any]) -> None:
    assert spells(spans) == found


@given(st.text(), st.text())
def test_any_text_comes_back_as_xml_can_hold_it(content: str, attribute: str) -> None:
    out = StringIO()
    xml = Xml(out)
    with xml.element("all", about=attribute):
        xml.leaf("one", content, of=attribute)
    root = ElementTree.fromstring(out.getvalue().encode())
    assert root.get("about") == root[0].get("of") == xml_text(attribute)
    assert (root[0].text or "") == xml_text(content)
