"""GraphML (graphml.graphdrawing.org) and GEXF (gexf.net), 1.1 to 1.3: nodes with names, edges with what links them.

A file is read twice, since edges may come before their nodes, and never as a whole: each element is let go when it has
ended. Entities and references to elsewhere are refused. What becomes of attributes stands in docs/exports.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final

from store.errors import ReadingError
from store.readers.coded.values import number, one_line
from store.readers.dates import parse_date
from store.readers.items import Item, Items, Skipped, Source
from store.readers.links.building import STANCE_ONLY, Said, Side, kind_named, line_of, link_record, side, spread
from store.readers.links.relation_words import Meant, relation_of
from store.records import CodedName, Confidence, Relation, Status

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DATASET: Final = "graph"

MOST_NODES: Final = 1_000_000
"""Nodes of one graph that are remembered for its edges."""

_MOST_BETWEEN: Final = 32 * 1024 * 1024
"""Bytes within which an element has to begin or end: one text of a gigabyte is no attribute."""

_DEEPEST: Final = 200
_WIDEST: Final = 10_000
_WHOLE: Final = ("node", "edge")
_PARTIAL: Final = re.compile(r"\d{4}(?:-\d{2})?")

# In order of preference; GEXF has some as attributes of its own elements.
_NAME: Final = ("label", "name", "title", "full_name", "fullname", "entity", "actor", "id")
_KIND: Final = ("kind", "type", "entity_type", "node_type", "category", "class", "schema", "group_type")
_NAMES: Final = ("names", "aliases", "alias", "aka", "other_names", "also_known_as", "acronym")
_RELATION: Final = (
    "relation", "relationship", "relation_type", "relationship_type", "edge_type", "link_type", "predicate", "kind",
    "role", "type", "label", "name", "interaction", "verb", "category",
)  # fmt: skip
_FIRST: Final = ("first_date", "start_date", "startdate", "start", "date", "since", "from", "year", "begin", "time")
_LAST: Final = ("last_date", "end_date", "enddate", "end", "until", "to")
_OUTLET: Final = ("outlet", "outlet_names", "publisher", "publication", "newspaper", "reference", "source_name")
_ADDRESS: Final = ("address", "url", "source_url", "link", "href", "uri")
_EVIDENCE: Final = ("evidence", "sentence", "quote", "proof", "excerpt", "text", "description", "notes", "note")
_BY_STANCE: Final = {"hostile": Relation.FIGHTS, "cooperative": Relation.ALLIED_WITH}
_CITED: Final = re.compile(r"“(?P<text>.*)” \[(?P<status>asserted|reported|planned|denied)\] \((?P<where>.*)\)")
_WHERE: Final = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:, (?P<title>.*))?")


@dataclass(frozen=True, slots=True)
class _Node:
    key: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Edge:
    key: str
    source: str
    target: str
    directed: bool
    values: Mapping[str, str]


@dataclass(slots=True)
class _Reading:
    """What is known of the attributes while a graph is read."""

    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    directed: bool = True
    stack: list[Element] = field(default_factory=list)


def read_graph(source: Source, file: IO[bytes]) -> Items:
    """Yield a record for every claim of every edge of a GraphML or GEXF file; edges that say nothing are skipped."""
    known: dict[str, Side] = {}
    position = 0
    try:
        for part, done in _parts(file):
            if isinstance(part, _Node):
                if len(known) >= MOST_NODES:
                    yield Skipped(source.name, None, f"has more than {MOST_NODES:,} nodes; split it"), done
                    return
                found = _side(part)
                if found is not None:
                    known[part.key] = found
        file.seek(0)
        _keep_apart(known)
        for part, done in _parts(file):
            if isinstance(part, _Edge):
                position += 1
                for item in _items(source.name, position, part, known):
                    yield item, done
    except ReadingError as error:
        yield Skipped(source.name, None, str(error)), source.size or 0
        return
    if not position:
        yield Skipped(source.name, None, "is a graph without edges: nothing links anybody"), source.size or 0


class _Watched:
    """A file that refuses to go on where too much is read between two elements, so that no element fills the memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.done = self.since = 0

    def read(self, count: int = 65536) -> bytes:
        found = self._file.read(min(count, 65536))
        self.done += len(found)
        self.since += len(found)
        if self.since > _MOST_BETWEEN:
            message = f"has an element of more than {_MOST_BETWEEN // 2**20} MB, which no graph needs"
            raise ReadingError(message)
        return found


def _parts(file: IO[bytes]) -> Iterator[tuple[_Node | _Edge, int]]:
    """Yield nodes and edges with the bytes behind them. Raises :class:`ReadingError` for what cannot be read."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    watched = _Watched(file)
    reading = _Reading()
    try:
        for event, element in iterparse(watched, events=("start", "end"), forbid_entities=True, forbid_external=True):
            watched.since = 0
            if event == "start":
                reading.stack.append(element)
                if len(reading.stack) > _DEEPEST or (len(reading.stack) > 1 and len(reading.stack[-2]) > _WIDEST):
                    message = "has elements that hold more others than those of a graph do"
                    raise ReadingError(message)
                _begin(element, reading)
                continue
            reading.stack.pop()
            name = _local(element)
            part = _end(name, element, reading)
            if part is not None:
                yield part, watched.done
            # What lies in a node or an edge is wanted when that ends; everything else is let go.
            within = any(_local(above) in _WHOLE for above in reading.stack)
            if reading.stack and (name in _WHOLE or not within):
                reading.stack[-1].remove(element)
    except DefusedXmlException as error:
        message = "defines entities, by which small files grow without bound, and is not read"
        raise ReadingError(message) from error
    except (ParseError, ValueError, LookupError) as error:
        message = f"is no well-formed graph ({one_line(str(error))[:100]})"
        raise ReadingError(message) from error


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _begin(element: Element, reading: _Reading) -> None:
    name = _local(element)
    if name == "graph":
        default = element.get("edgedefault") or element.get("defaultedgetype") or "directed"
        reading.directed = default != "undirected"


def _end(name: str, element: Element, reading: _Reading) -> _Node | _Edge | None:
    if name == "key":
        # A key of GraphML is for nodes, for edges or for all.
        for domain in ("node", "edge") if element.get("for", "all") == "all" else (element.get("for", ""),):
            reading.keys[domain, element.get("id", "")] = element.get("attr.name") or element.get("id") or ""
    elif name == "attribute":
        domain = next((found for above in reversed(reading.stack) if (found := above.get("class"))), "")
        reading.keys[domain, element.get("id", "")] = element.get("title") or element.get("id") or ""
    elif name == "node":
        return _Node(element.get("id", ""), _values(element, "node", reading))
    elif name == "edge":
        directed = element.get("directed", element.get("type", "")).casefold()
        own = {"true": True, "directed": True, "mutual": True, "false": False, "undirected": False}.get(directed)
        return _Edge(
            element.get("id", ""),
            element.get("source", ""),
            element.get("target", ""),
            reading.directed if own is None else own,
            _values(element, "edge", reading),
        )
    return None


def _values(element: Element, domain: str, reading: _Reading) -> dict[str, str]:
    """Return the attributes of a node or an edge by their names in small letters."""
    found = {
        key.casefold(): value
        for key, value in element.attrib.items()
        if key in ("label", "weight", "start", "end", "kind", "name")
    }
    starts: list[str] = []
    ends: list[str] = []
    for part in element.iter():
        name = _local(part)
        if name == "data":
            attribute = part.get("key") or ""
            key = reading.keys.get((domain, attribute), attribute)
            text = "".join(part.itertext()).strip()
        elif name == "attvalue":
            attribute = part.get("for") or part.get("id") or ""
            key = reading.keys.get((domain, attribute), attribute)
            text = (part.get("value") or "").strip()
        elif name == "spell":
            starts += [part.get("start") or ""]
            ends += [part.get("end") or ""]
            continue
        else:
            continue
        if text:
            found[_plain(key)] = text
    if any(starts):
        found.setdefault("start", min(filter(None, starts)))
    if any(ends):
        found.setdefault("end", max(filter(None, ends)))
    return found


def _plain(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", key.casefold()).strip("_")


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((values[name] for name in names if values.get(name)), None)


def _side(node: _Node) -> Side | None:
    kind = next((kind for name in _KIND if (kind := kind_named(node.values.get(name, ""))) is not None), None)
    found = side(_first(node.values, _NAME) or node.key, kind, f"node:{node.key}" if kind is not None else None)
    if found is None:
        return None
    entity = found.entity
    names = dict.fromkeys(
        one_line(name) for each in _NAMES for name in re.split(r"[;|\n]", node.values.get(each, "")) if name.strip()
    )
    return Side(entity, tuple(CodedName(entity.key, name, "alias") for name in names if name != entity.name))


def _keep_apart(known: dict[str, Side]) -> None:
    """Drop further names that are another node's own: the graph has them for two."""
    own = {one.entity.name for one in known.values()}
    for key, one in known.items():
        if any(name.name in own for name in one.names):
            known[key] = Side(one.entity, tuple(name for name in one.names if name.name not in own))


def _items(source: str, position: int, edge: _Edge, known: Mapping[str, Side]) -> Iterator[Item]:
    one, other = known.get(edge.source), known.get(edge.target)
    if one is None or other is None:
        lacking = edge.source if one is None else edge.target
        yield Skipped(source, position, f"links “{one_line(lacking)[:60]}”, which is no node with a name")
        return
    meant, reasons = _meant(edge.values)
    if meant is None:
        word = _first(edge.values, _RELATION)
        reason = f"is “{one_line(word)[:60]}”, which is none of the relations" if word else "does not say what it means"
        yield Skipped(source, position, f"the edge {reason}")
        return
    subject, target = (other, one) if meant.turned else (one, other)
    for said in _said(edge.values, subject, meant.relation, target, reasons):
        sides = ([subject], [target])
        yield link_record(source, position, DATASET, None, sides, meant.relation, said, undirected=not edge.directed)


def _meant(values: Mapping[str, str]) -> tuple[Meant | None, tuple[str, ...]]:
    """Return what an edge means: by its words, or else by its stance or sign alone."""
    for name in _RELATION:
        meant = relation_of(values[name]) if values.get(name) else None
        if meant is not None:
            return meant, ()
    stance = values.get("stance", values.get("polarity", "")).casefold()
    sign = number(values.get("sign", "")) or 0.0
    weight = number(values.get("weight", "")) or 0.0
    if stance not in _BY_STANCE:
        stance = "hostile" if sign < 0 or weight < 0 else "cooperative" if sign > 0 else ""
    relation = _BY_STANCE.get(stance)
    return (Meant(relation), (STANCE_ONLY,)) if relation is not None else (None, ())


def _said(
    values: Mapping[str, str], subject: Side, relation: Relation, target: Side, reasons: tuple[str, ...]
) -> Iterator[Said]:
    """Yield what an edge claims: each sentence that our own exports cite, or one claim for each status, or just one."""
    first, last = _date(_first(values, _FIRST)), _date(_first(values, _LAST))
    cited = [match for line in values.get("evidence", "").split("\n") if (match := _CITED.fullmatch(line))]
    outlets = sorted(
        (name for key in ("outlet_names", "copied_by") for name in values.get(key, "").split("; ") if name),
        key=len, reverse=True,
    )  # fmt: skip
    counted = [status for status in Status if (number(values.get(status.value, "")) or 0) > 0]
    if cited:
        places = [_place(match["where"], outlets) for match in cited]
        dates = spread(first, last, [place[1] for place in places])
        for match, (outlet, day, title), date in zip(cited, places, dates, strict=True):
            yield Said(match["text"], Status(match["status"]), date, title, outlet, day)
        told = {match["status"] for match in cited}
        counted = [status for status in counted if status.value not in told]
        if not counted:
            return
    text = _first(values, _EVIDENCE) if not cited else None
    details = [first if first == last or last is None else f"{first} to {last}"]
    weight = values.get("weight")
    line = line_of(subject.entity.name, relation, target.entity.name, *details, f"weight {weight}" if weight else None)
    status = next((each for each in Status if each.value == values.get("status", "").casefold()), Status.ASSERTED)
    outlet = outlets[0] if len(outlets) == 1 else None if outlets else _first(values, _OUTLET)
    confidence = Confidence.LOW if reasons else Confidence.HIGH
    for each in counted or [status]:
        yield Said(
            text or line, each, first, None, one_line(outlet) if outlet else None, None, _first(values, _ADDRESS),
            confidence=confidence, reasons=reasons,
        )  # fmt: skip


def _place(where: str, outlets: list[str]) -> tuple[str | None, str | None, str | None]:
    """Return outlet, date and title of a citation "outlet, date, title", each of which may be missing."""
    outlet = next((name for name in outlets if where == name or where.startswith(f"{name}, ")), None)
    rest = where[len(outlet) :].removeprefix(", ") if outlet is not None else where
    match = _WHERE.fullmatch(rest)
    return (outlet, match["date"], match["title"]) if match else (outlet, None, rest or None)


def _date(value: str | None) -> str | None:
    """Return a day, a month or a year in ISO 8601."""
    if not value:
        return None
    text = value.strip().removesuffix(".0")
    return text if _PARTIAL.fullmatch(text) else parse_date(text)
