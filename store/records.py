"""The frozen records that pass from room to room, in the words of docs/data-model.md."""

from __future__ import annotations

from dataclasses import dataclass

from store.vocabulary import Confidence, Kind, Relation, Stance, Status

__all__ = [
    "Article",
    "CodedName",
    "CodedRecord",
    "Confidence",
    "FoundClaim",
    "FoundEntity",
    "Kind",
    "Reading",
    "Relation",
    "Span",
    "Stance",
    "Status",
]


@dataclass(frozen=True, slots=True)
class Article:
    """One text as a reader found it.

    ``text`` is the whole text, the title line included where the source carries it there; it is stored as it is
    and never altered. ``date`` is ISO 8601 (YYYY-MM-DD). ``path`` names the file it came from and ``position`` the
    row, counted from 1, in a file of many articles.
    """

    text: str
    title: str
    outlet: str | None = None
    date: str | None = None
    language: str | None = None
    address: str | None = None
    path: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: offsets in code points, ``end`` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An entity as one article names it.

    ``key`` is unique within the reading; ``listed`` is its key in the world lists, where it stands there. ``country``
    is the name of one where it acts, if coded data tell: groups of different countries share acronyms.
    """

    key: str
    name: str
    kind: Kind
    surfaces: tuple[str, ...]
    mentions: tuple[Span, ...]
    listed: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """What one article says of two of its entities, with the sentence or clause that says it.

    ``subject``, ``object`` and ``said_by_key`` are keys of :class:`FoundEntity`; ``said_by`` is the name of who says
    it where the text attributes it; ``date`` is when it is said to have happened (ISO 8601, may be YYYY or YYYY-MM);
    ``reasons`` tell in plain words why the claim was found and what lowered its confidence. ``undirected`` says that a
    claim of a directed relation tells of both sides alike: coded battles name who fought, not who attacked.
    """

    subject: str
    relation: Relation
    object: str
    status: Status
    evidence: Span
    said_by: str | None = None
    said_by_key: str | None = None
    date: str | None = None
    confidence: Confidence = Confidence.MEDIUM
    extractor: str = ""
    reasons: tuple[str, ...] = ()
    trigger: Span | None = None
    undirected: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one article was found to name and say.

    ``story_keys`` are those of its text (see :mod:`store.near_duplicates`), made beside the reading.
    """

    language: str | None
    entities: tuple[FoundEntity, ...]
    claims: tuple[FoundClaim, ...]
    story_keys: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedName:
    """A name that coded data give an entity: ``type`` as in the ``names`` table, years where they are known."""

    key: str
    name: str
    type: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class CodedRecord:
    """One row of coded data: an article whose claims come from its columns and were not read from its text.

    ``article.text`` is the row's notes, or a line put together from its columns where it has none; every claim's
    evidence is that whole text. ``dataset`` and ``row_id`` say which row it is, so that an update of the dataset
    finds it again (``row_id`` is ``None`` where rows bear no id); ``row_hash`` (16 bytes) is that of the whole row and
    tells whether anything changed. ``actors`` are pairs of a :class:`FoundEntity` key and its role in the row.
    ``place`` is the key of the place; ``latitude`` and ``longitude`` are degrees, deaths are persons. ``sources`` are
    all that the row names, of whom ``article.outlet`` is the first.
    """

    article: Article
    reading: Reading
    dataset: str
    row_id: str | None
    row_hash: bytes
    actors: tuple[tuple[str, str], ...] = ()
    names: tuple[CodedName, ...] = ()
    type: str | None = None
    subtype: str | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    deaths: int | None = None
    deaths_low: int | None = None
    deaths_high: int | None = None
    sources: str | None = None
