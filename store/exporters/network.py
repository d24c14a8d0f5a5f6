"""The network that GraphML and GEXF share: entities as nodes, relationships as signed, typed, dated edges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, TextIO
from xml.sax.saxutils import escape, quoteattr

from store.exporters.selection import Claim, Entity, Relationship, Selection
from store.exporters.texts import one_line, xml_text

if TYPE_CHECKING:
    from array import array

_SPECIAL: Final = re.compile('[&<>"\n\t]')
"""Most values hold none of these and need not be escaped."""

Value = str | int | bool | None
Type = Literal["string", "int", "boolean"]

NODE_ATTRIBUTES: Final[Mapping[str, Type]] = {
    "kind": "string",
    "names": "string",
    "listed": "string",
    "articles": "int",
    "mentions": "int",
    "claims": "int",
    "first_date": "string",
    "last_date": "string",
}

EDGE_ATTRIBUTES: Final[Mapping[str, Type]] = {
    "relation": "string",
    "stance": "string",
    "sign": "int",
    "symmetric": "boolean",
    "claims": "int",
    "asserted": "int",
    "reported": "int",
    "planned": "int",
    "denied": "int",
    "undirected": "int",
    "outlets": "int",
    "outlet_names": "string",
    "copied_by": "string",
    "first_date": "string",
    "last_date": "string",
    "evidence": "string",
    "evidence_shown": "int",
}


class Network:
    """The relationships of a selection and the entities on their sides; nodes and edges come as streams."""

    def __init__(self, selection: Selection, evidence: int) -> None:
        self._selection = selection
        self._evidence = evidence
        self.edge_ids: array[int] = selection.relationship_ids()
        self.spans = selection.sides(self.edge_ids)

    def nodes(self) -> Iterator[Entity]:
        """Stream the entities on either side of an edge, by id."""
        return self._selection.entities(sorted(self.spans))

    def edges(self) -> Iterator[tuple[Relationship, list[Claim]]]:
        """Stream the relationships with the claims behind them, at most as many as wanted."""
        for relationship in self._selection.relationships(self.edge_ids):
            said = self._selection.evidence(relationship.id)
            yield relationship, list(islice(said, self._evidence or None))


def node_values(entity: Entity) -> dict[str, Value]:
    """Return the attributes of a node, in the order of :data:`NODE_ATTRIBUTES`."""
    return {
        "kind": entity.kind.value,
        "names": "; ".join(one_line(name.name) for name in entity.names),
        "listed": entity.listed,
        "articles": entity.articles,
        "mentions": entity.mentions,
        "claims": entity.claims,
        "first_date": entity.first_date,
        "last_date": entity.last_date,
    }


def edge_values(edge: Relationship, claims: list[Claim]) -> dict[str, Value]:
    """Return the attributes of an edge, in the order of :data:`EDGE_ATTRIBUTES`."""
    return {
        "relation": edge.relation.value,
        "stance": edge.stance.value,
        "sign": edge.sign,
        "symmetric": edge.relation.symmetric,
        "claims": edge.claims,
        "asserted": edge.asserted,
        "reported": edge.reported,
        "planned": edge.planned,
        "denied": edge.denied,
        "undirected": edge.undirected,
        "outlets": edge.outlets,
        "outlet_names": "; ".join(map(one_line, edge.outlet_names)),
        "copied_by": "; ".join(map(one_line, edge.copied_by)) or None,
        "first_date": edge.first_date,
        "last_date": edge.last_date,
        "evidence": "\n".join(map(cited, claims)),
        "evidence_shown": len(claims),
    }


def cited(claim: Claim) -> str:
    """Return the evidence of a claim in one line, with its status and where it stands."""
    where = ", ".join(one_line(part) for part in (claim.outlet, claim.article_date, claim.title) if part)
    return f"“{one_line(claim.evidence)}” [{claim.status.value}] ({where})"


class Xml:
    """Writes XML as a stream; characters that XML cannot hold are left out, the rest is escaped."""

    def __init__(self, out: TextIO) -> None:
        self._write = out.write
        self._write('<?xml version="1.0" encoding="utf-8"?>\n')

    @contextmanager
    def element(self, name: str, **attributes: Value) -> Iterator[None]:
        """Open an element around what is written inside the block."""
        self._write(f"<{name}{_attributes(attributes)}>\n")
        yield
        self._write(f"</{name}>\n")

    def leaf(self, name: str, content: Value = None, /, **attributes: Value) -> None:
        """Write an element that holds a text, or nothing."""
        if content is None:
            self._write(f"<{name}{_attributes(attributes)}/>\n")
            return
        text = plain(content)
        self._write(f"<{name}{_attributes(attributes)}>{escape(text) if _SPECIAL.search(text) else text}</{name}>\n")


def plain(value: Value) -> str:
    """Return a value as XML Schema writes it."""
    if isinstance(value, str):
        return xml_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _attributes(attributes: Mapping[str, Value]) -> str:
    return "".join(f" {name}={_quoted(plain(value))}" for name, value in attributes.items() if value is not None)


def _quoted(text: str) -> str:
    return quoteattr(text) if _SPECIAL.search(text) else f'"{text}"'
