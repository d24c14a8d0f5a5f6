"""One article while it is being read: tokens, sentences, mentions and the entities they name."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.extraction.text.tokens import Tokens
from store.records import Kind
from store.world import Entry, Word


@dataclass(slots=True)
class Mention:
    """One place where the text names someone or something.

    ``first`` and ``last`` are token numbers (both inside), ``start`` and ``end`` text offsets. ``source`` tells which
    room found it: list, place, force, shape, acronym or cue. ``state`` is the key of the state that a force, a
    government or a capital belongs to, ``role`` tells which of these it is (``government``, ``military: army``, ...).
    ``kind`` is None while nothing decided.
    """

    first: int
    last: int
    start: int
    end: int
    kind: Kind | None
    source: str
    entry: Entry | None = None
    state: str | None = None
    role: str | None = None
    former: str | None = None
    entity: int = -1


@dataclass(slots=True)
class Named:
    """An entity of one article: all mentions that name the same."""

    number: int
    kind: Kind
    mentions: list[Mention] = field(default_factory=list)
    entry: Entry | None = None
    state: str | None = None
    role: str | None = None
    name: str = ""
    acts: bool = False
    source: bool = False


@dataclass(slots=True)
class Document:
    """What the rooms of reading pass along."""

    text: str
    tokens: Tokens
    sentences: list[tuple[int, int]]
    headline: list[bool]
    mentions: list[Mention] = field(default_factory=list)
    entities: list[Named] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    capitalised: frozenset[str] = frozenset()
    words: list[Word] = field(default_factory=list)

    @property
    def titled(self) -> bool:
        """Whether the first sentence is a title: a line without a full stop, and more text behind it."""
        if len(self.sentences) < 2:
            return False
        last, following = self.sentences[0][1], self.sentences[1][0]
        between = self.text[self.tokens.end[last] : self.tokens.start[following]]
        return "\n" in between and self.tokens.text[last] not in ".!?"

    def mention_at(self, token: int) -> Mention | None:
        """The mention that covers a token."""
        number = self.at[token]
        return self.mentions[number] if number >= 0 else None

    def surface(self, mention: Mention) -> str:
        """The text of a mention."""
        return self.text[mention.start : mention.end]

    def index_mentions(self) -> None:
        """Sort the mentions and note for every token which one covers it."""
        self.mentions.sort(key=lambda mention: mention.first)
        self.at = [-1] * len(self.tokens)
        for number, mention in enumerate(self.mentions):
            for token in range(mention.first, mention.last + 1):
                self.at[token] = number

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle][1] < token:
                low = middle + 1
            else:
                high = middle
        return low
