"""Read one article: from its text to the entities it names and the claims it makes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from store.extraction import Text
from store.extraction.claims.making import Search, begin, finish, parse
from store.extraction.document import Document, Named
from store.extraction.entities.echoes import add_echoes
from store.extraction.entities.joining import build_entities
from store.extraction.mentions.finding import find_mentions
from store.extraction.mentions.runs import is_headline
from store.extraction.syntax import load_parser
from store.extraction.text.boilerplate import boilerplate, page_foot
from store.extraction.text.language import detect_language
from store.extraction.text.sentences import split_sentences
from store.extraction.text.tokens import Tokens
from store.records import FoundEntity, Kind, Reading, Span
from store.world import World, load_world, words

# Of a longer text only so much is read (it is stored and searched whole): no news article comes near it, and what does
# is a dump whose reading would take minutes.
LONGEST_READ: Final = 200_000

# So many characters are read at a time: enough sentences to parse quickly, few enough not to fill the memory.
_TOGETHER: Final = 100_000


def read_articles(texts: Sequence[Text], world: World | None, model: str | None = None) -> list[Reading]:
    """Read texts; see :func:`store.extraction.read_many`."""
    world = world if world is not None else _shipped_world()
    readings: list[Reading] = []
    with _collector_paused():
        for group in _groups(texts):
            readings += _read_group(group, world, model)
    return readings


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Spare the search for cycles, of which reading makes none: it takes a tenth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _groups(texts: Sequence[Text]) -> Iterator[list[Text]]:
    group: list[Text] = []
    size = 0
    for text in texts:
        length = min(len(text.text), LONGEST_READ)
        if group and size + length > _TOGETHER:
            yield group
            group, size = [], 0
        group.append(text)
        size += length
    if group:
        yield group


def _read_group(group: list[Text], world: World, model: str | None) -> list[Reading]:
    opened = [_open(text, world) for text in group]
    searches = [search for _, _, search in opened if search is not None]
    graphs = iter(parse(searches, load_parser(model)) if searches else ())
    return [
        Reading(language, tuple(_found(document)), tuple(finish(search, next(graphs)) if search is not None else ()))
        for language, document, search in opened
    ]


def _open(given: Text, world: World) -> tuple[str | None, Document, Search | None]:
    """Find language and entities of a text, and where it is English what may claim something."""
    language = given.language or detect_language(given.text)
    document = open_document(given.text[:LONGEST_READ])
    document.mentions = find_mentions(document, world)
    _leave_out_boilerplate(document)
    build_entities(document, world)
    add_echoes(document)
    return language, document, begin(document, world, given.date) if language in (None, "en") else None


def _leave_out_boilerplate(document: Document) -> None:
    """Drop whom newsletters and rights notices name; organisations stay, for there a publisher names itself.

    Of the links at the foot of a page only listed organisations stay: "Related News" is no name.
    """
    spans = boilerplate(document.text)
    foot = page_foot(document.text)
    if foot is not None:
        document.mentions = [
            m
            for m in document.mentions
            if m.start < foot.start or (m.kind is Kind.ORGANIZATION and m.entry is not None)
        ]
    if spans:
        document.mentions = [
            m
            for m in document.mentions
            if m.kind is Kind.ORGANIZATION or not any(s.start <= m.start < s.end for s in spans)
        ]


@lru_cache(maxsize=1)
def _shipped_world() -> World:
    return load_world()


def open_document(text: str) -> Document:
    """Cut a text into tokens and sentences."""
    tokens = Tokens(text)
    sentences: list[tuple[int, int]] = []
    for span in split_sentences(text):
        first, last = tokens.at(span.start), tokens.at(span.end - 1)
        if sentences and first <= sentences[-1][1]:
            first = sentences[-1][1] + 1
        if first <= last < len(tokens):
            sentences.append((first, last))
    headline = [is_headline(tokens, first, last) for first, last in sentences]
    document = Document(text, tokens, sentences, headline)
    document.at = [-1] * len(tokens)
    document.words = words(text)
    document.capitalised = frozenset(low for low, shape in zip(tokens.low, tokens.shape, strict=True) if shape in "CA")
    return document


def _listed(entity: Named) -> str | None:
    """The key in the world lists of what an entity is; a government, or a capital that acts, is its state.

    A country that is only where something happens is a place, and not the state of that name.
    """
    if entity.entry is not None:
        return entity.entry.key if entity.entry.kind is Kind.PLACE or entity.kind is not Kind.PLACE else None
    return entity.state if entity.kind is Kind.STATE and entity.role == "government" else None


def _found(document: Document) -> list[FoundEntity]:
    found = []
    for entity in document.entities:
        mentions = sorted({(m.start, m.end) for m in entity.mentions})
        surfaces = tuple(dict.fromkeys(document.text[start:end] for start, end in mentions))
        listed = _listed(entity)
        spans = tuple(Span(start, end) for start, end in mentions)
        found.append(FoundEntity(f"e{entity.number + 1}", entity.name, entity.kind, surfaces, spans, listed))
    return found
