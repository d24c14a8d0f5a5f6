"""A dossier as one self-contained web page: no script, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

from html import escape
from typing import Final, TextIO

from store.exporters import Wanted, dossier
from store.exporters.dossier import Pages, facts, name_note, qualified, tally
from store.exporters.selection import Claim, Entity, Relationship, Selection
from store.exporters.texts import one_line, web_address

_STYLE: Final = """
:root { color-scheme: light dark }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.2 }
h3 { margin-bottom: 0 }
.note { font: 0.85rem system-ui, sans-serif; opacity: 0.75; margin: 0 }
blockquote { margin: 0.8rem 0 0.8rem 1rem; padding-left: 0.8rem; border-left: 3px solid currentColor }
"""


def write(selection: Selection, wanted: Wanted, out: TextIO) -> int:
    """Write the dossier of the wanted subjects; return the number of claims in it."""
    return dossier.write(selection, wanted, _WebPage(out))


class _WebPage(Pages):
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def begin(self, title: str) -> None:
        # The policy holds even where a browser finds something to run.
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        self._out.write(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>{_safe(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{_own(title)}</h1>\n"
        )

    def heading(self, text: str, level: int) -> None:
        self._out.write(f"<h{level}>{_own(text)}</h{level}>\n")

    def paragraph(self, text: str) -> None:
        self._out.write(f"<p>{_safe(text)}</p>\n")

    def entity(self, entity: Entity) -> None:
        self._out.write(f"<p><strong>{_own(entity.name)}</strong>, {'; '.join(map(_safe, facts(entity)))}</p>\n")
        others = [name for name in entity.names if name.name != entity.name]
        if others:
            self._out.write("<ul>\n")
            for name in others:
                self._out.write(f"<li>{_own(name.name)} ({_safe(name_note(name.type, name.since, name.until))})</li>\n")
            self._out.write("</ul>\n")

    def relationship(self, relationship: Relationship, shown: int | None) -> None:
        words = relationship.relation.words
        self._out.write(
            f'<h3 id="r{relationship.id}">{_own(relationship.subject)} {words} {_own(relationship.object)}</h3>\n'
            f'<p class="note">{_safe(tally(relationship, shown))}</p>\n'
        )

    def claim(self, claim: Claim, number: int) -> None:
        self._out.write(
            f'<blockquote><p dir="auto">{_safe(claim.evidence)}</p>\n'
            f'<p class="note">{_safe(qualified(claim))} <a href="#a{number}">[{number}]</a></p></blockquote>\n'
        )

    def citation(self, number: int, title: str, outlet: str | None, date: str | None, address: str | None) -> None:
        parts = [_own(outlet or ""), f"“{_own(title)}”", _safe(date or "")]
        link = web_address(address)
        parts.append(f'<a href="{escape(link)}" rel="noreferrer">{_safe(link)}</a>' if link else _safe(address or ""))
        self._out.write(f'<p id="a{number}">[{number}] {", ".join(part for part in parts if part)}</p>\n')

    def end(self) -> None:
        self._out.write("</body>\n</html>\n")


def _safe(text: str) -> str:
    return escape(one_line(text))


def _own(text: str) -> str:
    """Return a text that keeps its own direction, so that Arabic and Latin names stand side by side unmixed."""
    return f"<bdi>{_safe(text)}</bdi>" if text else ""
