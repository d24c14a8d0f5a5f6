"""The words that claims and entities are told in: kinds, stances, relations, statuses, confidences.

Apart from the records that carry them, so that a screen's first frame loads no more than the words.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an entity is."""

    ARMED_GROUP = "armed_group"
    STATE = "state"
    ORGANIZATION = "organization"
    PERSON = "person"
    PLACE = "place"

    acts: bool
    """Whether an entity of this kind is a group, that is, can act and stands in the Groups pane."""

    def __init__(self, value: str) -> None:
        self.acts = value in ("armed_group", "state", "organization")


class Stance(StrEnum):
    """The four families into which the relations fall."""

    HOSTILE = "hostile"
    COOPERATIVE = "cooperative"
    STRUCTURAL = "structural"
    TERRITORIAL = "territorial"


class Relation(StrEnum):
    """What an article can say of two entities; directed from subject to object unless symmetric."""

    FIGHTS = "fights"
    THREATENS = "threatens"
    ACCUSES = "accuses"
    SANCTIONS = "sanctions"
    ALLIED_WITH = "allied_with"
    SUPPORTS = "supports"
    NEGOTIATES_WITH = "negotiates_with"
    PART_OF = "part_of"
    AFFILIATED_WITH = "affiliated_with"
    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"
    SAME_AS = "same_as"
    LEADS = "leads"
    CONTROLS = "controls"
    WITHDRAWS_FROM = "withdraws_from"

    @property
    def stance(self) -> Stance:
        """The family of this relation."""
        return _STANCES[self]

    @property
    def words(self) -> str:
        """The relation as it reads between subject and object: "is part of"."""
        return _WORDS.get(self, self.value.replace("_", " "))

    @property
    def symmetric(self) -> bool:
        """Whether subject and object may change places without changing what is said.

        ``fights`` is not: its subject is the attacker where the text tells who attacked.
        """
        return self in (Relation.ALLIED_WITH, Relation.NEGOTIATES_WITH, Relation.SAME_AS)


_WORDS: dict[Relation, str] = {
    Relation.ALLIED_WITH: "is allied with",
    Relation.PART_OF: "is part of",
    Relation.AFFILIATED_WITH: "is affiliated with",
    Relation.SAME_AS: "is the same as",
}

_STANCES: dict[Relation, Stance] = {
    Relation.FIGHTS: Stance.HOSTILE,
    Relation.THREATENS: Stance.HOSTILE,
    Relation.ACCUSES: Stance.HOSTILE,
    Relation.SANCTIONS: Stance.HOSTILE,
    Relation.ALLIED_WITH: Stance.COOPERATIVE,
    Relation.SUPPORTS: Stance.COOPERATIVE,
    Relation.NEGOTIATES_WITH: Stance.COOPERATIVE,
    Relation.PART_OF: Stance.STRUCTURAL,
    Relation.AFFILIATED_WITH: Stance.STRUCTURAL,
    Relation.SPLIT_FROM: Stance.STRUCTURAL,
    Relation.MERGED_INTO: Stance.STRUCTURAL,
    Relation.SAME_AS: Stance.STRUCTURAL,
    Relation.LEADS: Stance.STRUCTURAL,
    Relation.CONTROLS: Stance.TERRITORIAL,
    Relation.WITHDRAWS_FROM: Stance.TERRITORIAL,
}


class Status(StrEnum):
    """How firmly an article states a claim."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    DENIED = "denied"


class Confidence(StrEnum):
    """How sure the reading is that the article says so (not whether it is true)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
