"""A dossier as Markdown (CommonMark): no text of an article becomes markup, a link or HTML."""

from __future__ import annotations

import re
from typing import TextIO

from store.exporters import Wanted, dossier
from store.exporters.dossier import Pages, facts, name_note, qualified, tally
from store.exporters.selection import Claim, Entity, Relationship, Selection
from store.exporters.texts import one_line, web_address


def write(selection: Selection, wanted: Wanted, out: TextIO) -> int:
    """Write the dossier of the wanted subjects; return the number of claims in it."""
    return dossier.write(selection, wanted, _Markdown(out))


class _Markdown(Pages):
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def begin(self, title: str) -> None:
        self._out.write(f"# {escaped(title)}\n")

    def heading(self, text: str, level: int) -> None:
        self._out.write(f"\n{'#' * level} {escaped(text)}\n")

    def paragraph(self, text: str) -> None:
        self._out.write(f"\n{escaped(text)}\n")

    def entity(self, entity: Entity) -> None:
        self._out.write(f"\n**{escaped(entity.name)}**, {'; '.join(map(escaped, facts(entity)))}\n")
        others = [name for name in entity.names if name.name != entity.name]
        if others:
            self._out.write("\n")
        for name in others:
            self._out.write(f"- {escaped(name.name)} ({escaped(name_note(name.type, name.since, name.until))})\n")

    def relationship(self, relationship: Relationship, shown: int | None) -> None:
        words = relationship.relation.words
        sentence = f"{escaped(relationship.subject)} {words} {escaped(relationship.object)}"
        self._out.write(f"\n### {sentence}\n\n{escaped(tally(relationship, shown))}\n\n")

    def claim(self, claim: Claim, number: int) -> None:
        self._out.write(f"- “{escaped(claim.evidence)}” ({escaped(qualified(claim))}) \\[{number}\\]\n")

    def citation(self, number: int, title: str, outlet: str | None, date: str | None, address: str | None) -> None:
        parts = [escaped(outlet or ""), f"“{escaped(title)}”", date or ""]
        link = web_address(address)
        parts.append(f"<{link}>" if link else escaped(address or ""))
        # A line of its own for each, numbered as cited: a list would be numbered by whoever shows it.
        self._out.write(f"\n\\[{number}\\] {', '.join(filter(None, parts))}\n")

    def end(self) -> None:
        pass


def escaped(text: str) -> str:
    """Return a text as one line in which every character of Markdown means itself."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~&$!])", r"\\\1", one_line(text))
    # At the start of a line, these would make lists, headings and rules; bare addresses would become links.
    text = re.sub(r"^([-+=])", r"\\\1", text)
    text = re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    return re.sub(r"(https?|ftp|mailto|www)([:.])", r"\1\\\2", text, flags=re.IGNORECASE)
