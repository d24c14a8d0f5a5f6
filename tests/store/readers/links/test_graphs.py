"""GraphML and GEXF come in: what our own exports wrote, what networkx and Gephi write, and nothing hostile."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exporters import Format
from store.readers.items import Skipped, Source
from store.readers.links import graphs
from store.records import CodedRecord, Confidence, Kind, Relation, Status
from tests.store.readers.links import round_trips
from tests.store.readers.links.linking import read, said

networkx = pytest.importorskip("networkx")


@pytest.mark.parametrize("chosen", [Format.GRAPHML, Format.GEXF])
def test_names_and_relationships_come_back(chosen: Format, tmp_path: Path) -> None:
    store = round_trips.make_store(tmp_path / "a.db")
    file = round_trips.export(store, chosen, tmp_path / "graph.xml")
    summary = round_trips.bring_in(file, tmp_path / "b.db")
    assert (summary.skipped, summary.known) == (0, 0), summary.reasons
    assert round_trips.names(tmp_path / "b.db", types=False) == round_trips.names(store, types=False)
    assert round_trips.relationships(tmp_path / "b.db") == round_trips.relationships(store)
    assert round_trips.evidence(tmp_path / "b.db") == round_trips.evidence(store)
    again = round_trips.bring_in(file, tmp_path / "b.db")
    assert (again.added, again.updated, again.known) == (0, 0, summary.added)


def test_every_status_comes_back_where_evidence_was_cut(tmp_path: Path) -> None:
    store = round_trips.make_store(tmp_path / "a.db")
    file = round_trips.export(store, Format.GRAPHML, tmp_path / "graph.graphml", evidence=1)
    round_trips.bring_in(file, tmp_path / "b.db")

    def kept(path: Path) -> set[tuple[object, ...]]:
        return {(*row[:3], *(bool(count) for count in row[4:8])) for row in round_trips.relationships(path)}

    assert kept(tmp_path / "b.db") == kept(store)


@pytest.mark.parametrize("write", ["write_graphml", "write_gexf"])
def test_graphs_of_networkx_come_in(write: str, tmp_path: Path) -> None:
    graph = networkx.MultiDiGraph()
    graph.add_node("a", label="Karanda Front", kind="armed group", aliases="KF; Army of Karanda")
    graph.add_node("b", label="Ostrand", type="state")
    graph.add_node("c", label="Anna Karsk", kind="person")
    graph.add_edge("b", "a", relation="backs", date="2014-05-01", outlet="Ridge", evidence="Ostrand backs them.")
    graph.add_edge("c", "a", relation="commander of", year=2015)
    graph.add_edge("a", "b", sign=-1)
    graph.add_edge("a", "c", relation="cousin of")
    getattr(networkx, write)(graph, tmp_path / "graph")
    items = read(tmp_path / "graph", (tmp_path / "graph").read_bytes())
    reasons = [item.reason for item in items if isinstance(item, Skipped)]
    assert len(reasons) == 1 and "cousin of" in reasons[0]
    links = [item for item in items if isinstance(item, CodedRecord)]
    assert set(said(links)) == {
        ("Ostrand", Relation.SUPPORTS, "Karanda Front"),
        ("Anna Karsk", Relation.LEADS, "Karanda Front"),
        ("Karanda Front", Relation.FIGHTS, "Ostrand"),
    }
    backs, leads, fights = sorted(links, key=lambda item: ["supports", "leads", "fights"].index(item.type or ""))
    assert backs.article.text == "Ostrand backs them." and backs.article.outlet == "Ridge"
    assert [each.date for each in (*backs.reading.claims, *leads.reading.claims)] == ["2014-05-01", "2015"]
    assert fights.reading.claims[0].confidence is Confidence.LOW
    assert {each.kind for each in leads.reading.entities} == {Kind.PERSON, Kind.ARMED_GROUP}
    assert {name.name for name in leads.names} == {"KF", "Army of Karanda"}


def test_edges_of_an_undirected_graph_tell_of_both_sides_alike(tmp_path: Path) -> None:
    graph = networkx.Graph()
    graph.add_edge("Karanda Front", "Velmora Brigade", relation="rival")
    networkx.write_graphml(graph, tmp_path / "x.graphml")
    (record,) = read(tmp_path / "x.graphml", (tmp_path / "x.graphml").read_bytes())
    assert isinstance(record, CodedRecord) and record.reading.claims[0].undirected


def test_a_name_that_another_node_has_for_its_own_stays_with_that_node(tmp_path: Path) -> None:
    graph = networkx.DiGraph()
    graph.add_node(1, label="Karanda Front", aliases="Velmora Brigade; KF")
    graph.add_node(2, label="Velmora Brigade")
    graph.add_edge(1, 2, relation="fights")
    networkx.write_gexf(graph, tmp_path / "x.gexf")
    (record,) = read(tmp_path / "x.gexf", (tmp_path / "x.gexf").read_bytes())
    assert isinstance(record, CodedRecord) and [name.name for name in record.names] == ["KF"]


GEXF = """<?xml version="1.0"?><gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed">
<attributes class="edge"><attribute id="0" title="Relation Type" type="string"/></attributes>
<edges><edge id="0" source="1" target="2" start="2014-01-01" end="2015-01-01"><attvalues>
<attvalue for="0" value="is allied with"/></attvalues></edge></edges>
<nodes><node id="1" label="Karanda Front"><nodes><node id="2" label="Velmora Brigade"/></nodes></node></nodes>
</graph></gexf>"""


def test_edges_may_stand_before_nodes_and_nodes_in_nodes(tmp_path: Path) -> None:
    (record,) = read(tmp_path / "x.gexf", GEXF)
    assert said([record]) == [("Karanda Front", Relation.ALLIED_WITH, "Velmora Brigade")]
    assert isinstance(record, CodedRecord)
    assert record.article.text == "Karanda Front is allied with Velmora Brigade (2014-01-01 to 2015-01-01)"
    assert (record.reading.claims[0].date, record.reading.claims[0].status) == ("2014-01-01", Status.ASSERTED)


BOMB = (
    '<!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><graphml><graph>&b;</graph></graphml>'
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(BOMB, "defines entities", id="entities"),
        pytest.param("<graphml><graph><node id='a'></graph></graphml>", "no well-formed graph", id="unclosed"),
        pytest.param("<graphml><graph><node id='a'/></graph></graphml>", "without edges", id="no edges"),
        pytest.param("<graphml><graph><edge source='a' target='b'/></graph></graphml>", "no node with a name", id="no nodes"),
        pytest.param("<graphml>" + "<g>" * 5000 + "</g>" * 5000 + "</graphml>", "hold more others", id="deep"),
        pytest.param("<graphml><graph><node id='a'>" + "<data key='k'>x</data>" * 20_000 + "</node></graph></graphml>", "more others", id="wide"),
        pytest.param("<graphml><graph><node id='a'>", "no well-formed graph", id="cut"),
        pytest.param(GEXF.replace("is allied with", "plays chess with"), "“plays chess with”", id="unknown words"),
    ],
)  # fmt: skip
def test_what_is_no_graph_of_relations_is_refused_in_one_line(text: str, reason: str, tmp_path: Path) -> None:
    (item,) = read(tmp_path / "x.graphml", text)
    assert isinstance(item, Skipped) and reason in item.reason and "\n" not in item.reason


def test_a_text_without_end_is_not_read_into_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(graphs, "_MOST_BETWEEN", 1_000_000)
    (item,) = read(tmp_path / "x.graphml", "<graphml><graph><node id='a'><data key='x'>" + "a" * 3_000_000)
    assert isinstance(item, Skipped) and "an element of more than" in item.reason


def test_memory_stays_bounded_over_many_edges() -> None:
    import tracemalloc

    head = "<graphml><graph><node id='a'/><node id='b'/>"
    edge = "<edge source='a' target='b'><data key='relation'>fights</data></edge>"
    data = BytesIO((head + edge * 50_000 + "</graph></graphml>").encode())
    tracemalloc.start()
    parts = sum(1 for _ in graphs._parts(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert parts == 50_002 and peak < 3_000_000


@given(st.integers(0, len(GEXF)), st.text(max_size=20), st.integers(0, 10))
def test_no_damage_to_a_graph_makes_its_reader_fail(place: int, put: str, out: int) -> None:
    data = (GEXF[:place] + put + GEXF[place + out :]).encode("utf-8", "surrogatepass")
    for item, _ in graphs.read_graph(Source("x.gexf", None, len(data)), BytesIO(data)):
        assert isinstance(item, CodedRecord | Skipped)
