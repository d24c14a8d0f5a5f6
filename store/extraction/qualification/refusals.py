"""Deeds that a sentence only names to say that they are refused, called off, sought or offered."""

from __future__ import annotations

from typing import Final

from store.extraction.candidates import Candidate
from store.extraction.clauses.chunks import Clauses
from store.extraction.clauses.items import Item
from store.records import Relation

# Verbs that say of the noun behind them that it will not be, whatever it is.
_CANCELLING: Final = {
    "rule": "out", "call": "off", "cancel": "", "scrap": "", "deny": "", "preclude": "", "abort": "", "shelve": "",
    "avoid": "", "avert": "", "forgo": "", "forswear": "", "prevent": "", "forestall": "",
}  # fmt: skip
# Verbs of not wanting: what is friendly is refused, what is hostile is only condemned ("rejected the attack on B").
_REFUSING: Final = {
    "refuse": "", "reject": "", "decline": "", "spurn": "", "rebuff": "", "shun": "", "turn": "down", "dismiss": "",
    "boycott": "", "oppose": "", "resist": "", "snub": "", "disavow": "", "repudiate": "", "block": "", "veto": "",
}  # fmt: skip
_LIFTING: Final = frozenset("remove delist strike drop take lift revoke rescind unban legalize legalise ease".split())
_SEEKING: Final = {
    "offer": "", "propose": "", "seek": "", "demand": "", "request": "", "urge": "", "call": "for", "push": "for",
    "press": "for", "appeal": "for", "plead": "for", "plan": "", "consider": "", "expect": "", "postpone": "",
    "ask": "for", "advocate": "", "envisage": "", "contemplate": "", "prepare": "", "favour": "", "favor": "",
    "want": "", "mull": "", "weigh": "", "suggest": "", "threaten": "", "await": "", "invite": "",
}  # fmt: skip
_ALL: Final = frozenset({*_CANCELLING, *_REFUSING, *_SEEKING})
_FRIENDLY: Final = frozenset(
    {Relation.NEGOTIATES_WITH, Relation.ALLIED_WITH, Relation.SUPPORTS, Relation.MERGED_INTO, Relation.PART_OF,
     Relation.AFFILIATED_WITH}
)  # fmt: skip
_TALKS: Final = frozenset("talks talk negotiations negotiation dialogue dialog meeting discussions".split())
# What is denied of somebody when it is rejected: "rejected claims that it arms B".
_CLAIMS: Final = frozenset(
    "claim claims accusation accusations allegation allegations report reports charge charges suggestion suggestions"
    " assertion assertions rumours rumors rumour rumor notion idea".split()
)
_BETWEEN: Final = ("NP", "P", "A", "C", "Q", "D", ",")


def turned_down() -> frozenset[str]:
    """The verbs whose object, or passive subject, is refused, called off or wished for."""
    return _ALL


def refused(clauses: Clauses, candidate: Candidate, item: Item) -> str:
    """The words that say of the deed of a candidate that it will not be, or is no more, or ""."""
    if candidate.relation is Relation.SANCTIONS and item.tag == "V" and item.lemma in _LIFTING and not item.negated:
        return f"'{clauses.word(item)}' ends it"
    governing = _governing(clauses, candidate, item)
    if governing is None or governing.negated:
        return ""
    friendly = candidate.relation in _FRIENDLY
    if _one_of(clauses, governing, _CANCELLING) or (friendly and _one_of(clauses, governing, _REFUSING)):
        return f"'{clauses.word(governing)}' says that it is not to be"
    return ""


def sought(clauses: Clauses, candidate: Candidate, item: Item) -> str:
    """The words that say of the deed of a candidate that somebody wants or offers it, or ""."""
    if candidate.relation not in _FRIENDLY and candidate.relation is not Relation.FIGHTS:
        return ""
    governing = _governing(clauses, candidate, item)
    if governing is None or governing.lemma == "threaten":
        return ""
    told = _one_of(clauses, governing, _SEEKING)
    if candidate.relation is Relation.FIGHTS:
        told = told and governing.lemma in {"plan", "consider", "mull", "contemplate", "weigh"}
    number = clauses.item_of[governing.last - clauses.first]
    behind = clauses.items[number + 1 : number + 3]
    agreed = governing.lemma == "agree" and len(behind) > 1 and clauses.word(behind[0]) in {"to", "on"}
    if told or (agreed and clauses.low(behind[1]) in _TALKS):
        return f"'{clauses.word(governing)}' makes it a wish or an offer"
    return ""


def denied_claim(clauses: Clauses, number: int) -> bool:
    """Whether verb ``number`` rejects a claim: "rejected reports that", "dismissed accusations of"."""
    following = clauses.items[number + 1 : number + 2]
    return bool(following) and following[0].tag == "NP" and clauses.low(following[0]) in _CLAIMS


def _one_of(clauses: Clauses, verb: Item, verbs: dict[str, str]) -> bool:
    particle = verbs.get(verb.lemma)
    if particle is None:
        return False
    return not particle or clauses.document.tokens.low[verb.last + 1 : verb.last + 2] == [particle]


def _governing(clauses: Clauses, candidate: Candidate, item: Item) -> Item | None:
    """The verb whose object the deed is: the candidate's own where it has several words, or that beside a noun."""
    items = clauses.items
    if item.tag == "V":
        return item if len(candidate.rule.split()) > 2 or candidate.rule == "giving" or item.lemma == "invite" else None
    if item.tag != "NP" or not candidate.rule.startswith(("noun", "path noun")):
        return None
    for k in range(candidate.item - 1, max(-1, candidate.item - 6), -1):
        if items[k].tag == "V":
            return items[k]
        if items[k].tag not in _BETWEEN or (items[k].tag == "NP" and clauses.named(items[k])):
            break
        if items[k].tag == "P" and clauses.word(items[k]) in {"after", "before", "since", "during", "despite", "amid"}:
            return None
    for k in range(candidate.item + 1, min(candidate.item + 8, len(items))):
        if items[k].tag == "V":
            return items[k] if items[k].passive else None
        if items[k].tag not in (*_BETWEEN, "X", "M"):
            return None
    return None
