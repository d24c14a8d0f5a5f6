"""What leaves the store: one module per format, each writing a selection as a stream, in bounded memory.

The formats and what they are for stand in :data:`FORMATS`; :func:`write` writes any of those that are text. Nothing
here changes the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from store.exporters.selection import Selection
    from store.queries.filters import Listing


class Format(StrEnum):
    """The formats, by the words of the command line."""

    CSV = "csv"
    JSONL = "jsonl"
    GRAPHML = "graphml"
    GEXF = "gexf"
    FTM = "ftm"
    STIX = "stix"
    MARKDOWN = "markdown"
    HTML = "html"
    BIBTEX = "bibtex"
    CSL = "csl"
    DATASETTE = "datasette"


FORMATS: Final[Mapping[Format, str]] = MappingProxyType(
    {
        Format.CSV: "a table of articles, groups, relationships or claims (--of)",
        Format.JSONL: "the same, one JSON record to a line",
        Format.GRAPHML: "the network of relationships, for Gephi, yEd, Cytoscape, networkx",
        Format.GEXF: "the same with the times at which each is claimed, for Gephi's timeline",
        Format.FTM: "FollowTheMoney entities as JSON lines, for Aleph and OpenSanctions tools",
        Format.STIX: "a STIX 2.1 bundle, for threat intelligence platforms",
        Format.MARKDOWN: "a dossier of one group or a pair, with all evidence and citations",
        Format.HTML: "the same dossier as one self-contained web page",
        Format.BIBTEX: "articles as BibTeX entries",
        Format.CSL: "articles as CSL JSON, for Zotero and pandoc",
        Format.DATASETTE: "a copy of the store for Datasette, with further indexes and views",
    }
)
"""Each format with what it is for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export shall hold beside its selection.

    ``listing`` is what tables list. ``evidence`` is how many sentences stand with a relationship at most, 0 for all.
    ``text`` puts the whole texts of articles in. ``subjects`` are the ids of the one or two entities of a dossier.
    """

    listing: Listing
    evidence: int = 5
    text: bool = False
    subjects: tuple[int, ...] = ()


def write(chosen: Format, selection: Selection, wanted: Wanted, out: TextIO) -> int:
    """Write a selection in a format of text and return how many records were written.

    Raises :class:`sqlite3.Error` and :class:`OSError` as they come, and :class:`ValueError` for
    :data:`Format.DATASETTE`, which is a file of its own (see :mod:`store.exporters.datasette`).
    """
    match chosen:
        case Format.CSV:
            from store.exporters import comma_separated

            return comma_separated.write(selection, wanted, out)
        case Format.JSONL:
            from store.exporters import json_lines

            return json_lines.write(selection, wanted, out)
        case Format.GRAPHML:
            from store.exporters import graphml

            return graphml.write(selection, wanted, out)
        case Format.GEXF:
            from store.exporters import gexf

            return gexf.write(selection, wanted, out)
        case Format.FTM:
            from store.exporters import follow_the_money

            return follow_the_money.write(selection, out)
        case Format.STIX:
            from store.exporters import stix

            return stix.write(selection, wanted, out)
        case Format.MARKDOWN:
            from store.exporters import markdown

            return markdown.write(selection, wanted, out)
        case Format.HTML:
            from store.exporters import web_page

            return web_page.write(selection, wanted, out)
        case Format.BIBTEX:
            from store.exporters import bibtex

            return bibtex.write(selection, out)
        case Format.CSL:
            from store.exporters import csl_json

            return csl_json.write(selection, out)
        case Format.DATASETTE:
            message = "a copy for Datasette is a file, not text"
            raise ValueError(message)
