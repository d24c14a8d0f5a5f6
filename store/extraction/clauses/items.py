"""The parts of a clause: who takes part, noun phrases, verbs and the words between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.extraction.document import Mention


@dataclass(slots=True)
class Referent:
    """An entity that takes part in a claim, the tokens that name it here, and how they lead to it."""

    entity: int
    first: int
    last: int
    via: str = ""


@dataclass(slots=True)
class Item:
    """A noun phrase (``NP``), a verb (``V``) or a word between them; ``tag`` is NP, or the tag of the token.

    ``own`` keeps whom the names inside denote, once that was asked.
    """

    tag: str
    first: int
    last: int
    mentions: list[Mention] = field(default_factory=list)
    owners: list[Mention] = field(default_factory=list)
    lemma: str = ""
    form: str = ""
    passive: bool = False
    negated: bool = False
    modal: str = ""
    auxiliary: bool = False
    pronoun: Referent | None = None
    possessor: Referent | None = None
    group: list[Referent] = field(default_factory=list)
    own: list[Referent] | None = None
