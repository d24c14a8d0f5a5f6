"""Mentions grouped by what they name, and what of a state belongs together: country, government, capital, army."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from store.extraction.document import Document, Mention
from store.extraction.entities.acting import acts_here, states_with_officials
from store.extraction.lexicon.words import words_of
from store.records import Kind
from store.world import World, fold

_ASSETS: Final = frozenset(
    "jets warplanes aircraft helicopters gunships drones artillery planes tanks warships bombers strikes".split()
)


_STRUCK: Final = frozenset(
    "attacked attack attacks attacking invaded invading invade invades shelled shelling shell shells bombed bombing"
    " bomb bombs struck strike strikes striking hit hits hitting pounded pounding bombarded bombarding"
    " targeted targeting"
    " assaulted besieged".split()
)


# The branches that mean all of a state's army, and how such an army is named.
_WHOLE: Final = frozenset({"army", "armed forces"})
_ARMED: Final = re.compile(r"\b(armed forces|defen[cs]e forces?|people's army)\b")


class Clusters:
    """Mentions grouped under keys; a key is a listed entry, a state's branch, or a folded name."""

    def __init__(self, document: Document, world: World) -> None:
        self.document = document
        self.world = world
        self.groups: dict[str, list[Mention]] = {}

    def add(self, key: str, mention: Mention) -> None:
        """Put a mention under a key."""
        self.groups.setdefault(key, []).append(mention)

    def move(self, key: str, target: str) -> None:
        """Let all mentions of one key be those of another."""
        if key != target and key in self.groups:
            self.groups.setdefault(target, []).extend(self.groups.pop(key))


def join_states(clusters: Clusters) -> None:
    """A government is its country where the country acts in this text; a capital is its government where it acts."""
    world, document = clusters.world, clusters.document
    capitals = {key: world.capitals[key[5:]] for key in clusters.groups if key[5:] in world.capitals}
    active = _active_capitals(document, [m for key in capitals for m in clusters.groups[key]]) if capitals else set()
    for key, states in capitals.items():
        acting = [m for m in clusters.groups[key] if id(m) in active]
        if states and acting and (len(states) == 1 or f"entry:{states[0]}" in clusters.groups):
            for mention in acting:
                clusters.groups[key].remove(mention)
                mention.kind, mention.state, mention.role = Kind.STATE, states[0], "government"
                clusters.add(f"government:{states[0]}", mention)
            if not clusters.groups[key]:
                del clusters.groups[key]
    officials = states_with_officials(document, world) | _acting_in_lists(clusters)
    listed = {key[6:] for key in clusters.groups if key.startswith("entry:")}
    for state in [state for state in world.states if state in listed]:
        country, government = f"entry:{state}", f"government:{state}"
        mentions = clusters.groups[country]
        if state in officials or any(acts_here(document, mention) for mention in mentions):
            clusters.move(government, country)
            for mention in clusters.groups[country]:
                mention.kind = Kind.STATE
        else:
            for mention in mentions:
                mention.kind = Kind.PLACE


def _active_capitals(document: Document, mentions: list[Mention]) -> set[int]:
    """The mentions of capitals that mean governments: each that acts, and those side by side with one."""
    ordered = sorted(mentions, key=lambda mention: mention.first)
    active = {id(m) for m in ordered if acts_here(document, m) and not _struck(document, m)}
    for one, other in pairwise(ordered):
        between = document.tokens.low[one.last + 1 : other.first]
        lead = document.tokens.low[one.first - 1] if one.first else ""
        if between == ["and"] and id(other) in active and lead not in words_of("preposition"):
            active.add(id(one))
    return active


def _struck(document: Document, mention: Mention) -> bool:
    """Whether a capital is what somebody attacks: a town, not a government."""
    return mention.first > 0 and document.tokens.low[mention.first - 1] in _STRUCK


def _acting_in_lists(clusters: Clusters) -> set[str]:
    """The states of lists in which one acts: who is named beside it acts too ("Qatar, Turkey and Iran back ...")."""
    document, states = clusters.document, clusters.world.states
    countries = [m for m in document.mentions if m.entry is not None and m.entry.key in states and m.role is None]
    acting = [acts_here(document, mention) for mention in countries]
    linked = [
        set(document.tokens.low[one.last + 1 : other.first]) <= {",", "and", "the"} and other.first - one.last <= 4
        for one, other in pairwise(countries)
    ]
    for number in range(1, len(countries)):
        acting[number] = acting[number] or (linked[number - 1] and acting[number - 1])
    for number in range(len(countries) - 2, -1, -1):
        acting[number] = acting[number] or (linked[number] and acting[number + 1])
    return {m.entry.key for m, acts in zip(countries, acting, strict=True) if acts and m.entry is not None}


def _governed(clusters: Clusters) -> set[str]:
    return {m.state for mentions in clusters.groups.values() for m in mentions if m.state is not None}


def _apposed(clusters: Clusters, key: str, other: str) -> bool:
    """Whether the text names both side by side: "Uganda's army, the UPDF"."""
    ends = {m.last for m in clusters.groups[key]}
    low = clusters.document.tokens.low
    for mention in clusters.groups[other]:
        k = mention.first - 1
        k -= k > 0 and low[k] == "the"
        if k > 0 and low[k] in {",", "("} and k - 1 in ends:
            return True
    return False


def join_branches(clusters: Clusters) -> None:
    """Take "Turkish forces" and "Turkish warplanes" for the Turkish army where no other branch is named."""
    world = clusters.world
    for key in [key for key in clusters.groups if key.startswith("military: forces:")]:
        state = key.rsplit(":", 1)[1]
        for branch in ("security forces", "army", "government forces", "armed forces", "air force"):
            other = f"military: {branch}:{state}"
            if other in clusters.groups:
                clusters.move(key, other)
                break
        if key in clusters.groups and f"entry:{state}" in clusters.groups:
            # "Russian jets" where the text names no Russian army: Russia
            low = clusters.document.tokens.low
            assets = [m for m in clusters.groups[key] if low[m.last] in _ASSETS or low[m.last][:-1] in world.demonyms]
            if len(assets) == len(clusters.groups[key]) and clusters.groups[f"entry:{state}"][0].kind is Kind.STATE:
                clusters.move(key, f"entry:{state}")
    for key in [key for key in clusters.groups if key.startswith("military: ")]:
        _, branch, state = key.split(":")
        for other in [k for k in clusters.groups if k.startswith("entry:")]:
            entry = clusters.groups[other][0].entry
            listed = fold(entry.name) if entry is not None else ""
            if (
                entry is not None
                and entry.of == state
                and entry.kind is Kind.STATE
                and (
                    branch.strip() in listed
                    or (branch == " forces" and "forces" in listed)
                    or (branch.strip() in _WHOLE and _ARMED.search(listed) is not None)
                    or _apposed(clusters, key, other)
                )
            ):
                clusters.move(key, other)
                break
