"""The parts of a clause: who takes part, noun phrases, verbs and the words between them."""

from __future__ import annotations

from dataclasses import dataclass

from store.extraction.document import Mention


@dataclass(slots=True)
class Referent:
    """An entity that takes part in a claim, the tokens that name it here, and how they lead to it."""

    entity: int
    first: int
    last: int
    via: str = ""


@dataclass(slots=True, init=False, eq=False)
class Item:
    """A noun phrase (``NP``), a verb (``V``) or a word between them; ``tag`` is NP, or the tag of the token.

    ``own`` keeps whom the names inside denote, once that was asked.
    """

    tag: str
    first: int
    last: int
    mentions: list[Mention]
    owners: list[Mention]
    lemma: str
    form: str
    passive: bool
    negated: bool
    modal: str
    auxiliary: bool
    pronoun: Referent | None
    possessor: Referent | None
    group: list[Referent]
    own: list[Referent] | None

    def __init__(self, tag: str, first: int, last: int) -> None:
        # Written out, which is twice as fast as what dataclass makes of factories: a text has hundreds of items.
        self.tag = tag
        self.first = first
        self.last = last
        self.mentions = []
        self.owners = []
        self.lemma = self.form = self.modal = ""
        self.passive = self.negated = self.auxiliary = False
        self.pronoun = self.possessor = self.own = None
        self.group = []
