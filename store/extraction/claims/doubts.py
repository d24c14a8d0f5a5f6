"""Candidates that the words right around them speak against."""

from __future__ import annotations

from typing import Final

from store.extraction.candidates import Candidate
from store.extraction.document import Document
from store.records import Kind, Relation

_FOR: Final = frozenset("support favor favour behalf defense defence".split())
_LYING_AROUND: Final = frozenset("surrounded encircled ringed surround encircle ring surrounds encircles".split())
_SENT: Final = frozenset({"sent", "send", "sends", "sending"})
_MAIL: Final = frozenset("letter letters message messages note notes complaint complaints envoy envoys request".split())
_ENVOYS: Final = frozenset(
    "delegation team mission survey tour bureau desk embassy negotiators side contingent squad group office".split()
)


def belied(document: Document, claim: Candidate) -> bool:
    """Whether an object is helped and not fought ("strikes in support of B"), or the words mean something else."""
    low = document.tokens.low
    if claim.relation in (Relation.FIGHTS, Relation.CONTROLS) and low[claim.trigger] in _LYING_AROUND:
        # "A is surrounded by B, C and D" tells of neighbours where all are countries
        countries = [document.entities[one.entity] for one in (claim.subject, claim.object)]
        if all(country.state and country.role is None for country in countries):
            return True
    if claim.relation is Relation.FIGHTS:
        before = [word for word in low[max(0, claim.object.first - 3) : claim.object.first] if word != "the"]
        return before[-1:] == ["alongside"] or (before[-1:] == ["of"] and before[-2:-1] != [] and before[-2] in _FOR)
    if claim.relation is Relation.WITHDRAWS_FROM:
        # a relief organisation evacuates others
        return document.entities[claim.subject.entity].kind is Kind.ORGANIZATION and low[claim.trigger][:7] == "evacuat"
    if claim.relation is Relation.SUPPORTS and low[claim.trigger] in _SENT:
        return not _MAIL.isdisjoint(low[claim.trigger + 1 : claim.trigger + 4])  # "sent letters to B"
    if claim.relation is Relation.LEADS:
        if low[claim.trigger - 1].startswith("spokes"):
            return True  # "the navy's spokesman Commander P"
        # "led the A delegation", "head of the A survey group": what is led is only called after the state
        last, led = claim.object.last, document.entities[claim.object.entity]
        return led.kind is Kind.STATE and not _ENVOYS.isdisjoint(low[last : last + 3])
    return False
