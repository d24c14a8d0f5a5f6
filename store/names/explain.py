"""Explanation: why a name matched, in a few words for a screen."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from store.names import folding, scripts
from store.names.query import Query


def consonants(word: str) -> str:
    """Give the consonants of a word for reading aloud: "j-b-h-t"."""
    number, read = scripts.units(word)
    classes = scripts.script(number).classes
    return "-".join(unit for unit in read if classes[unit].replace("-", "") or unit in "wy")


def why(query: Query, name: str, folded: str, spelled: bool) -> str:
    """Give the reason of a match."""
    if folded == query.folded:
        return "same spelling" if name.casefold() == query.text.casefold() else "same letters"
    if folding.fold(folded) == folding.fold(query.folded):
        return "same letters"
    if folded.replace(" ", "") == query.folded.replace(" ", ""):
        return "same letters, other word breaks"
    if spelled:
        return f"initials of {name}"
    if folded.startswith(query.folded):
        return "begins with the query"
    if sorted(folded.split()) == sorted(query.folded.split()):
        return "same words, other order"
    if f" {query.folded} " in f" {folded} ":
        return "contains the query"
    own, asked = folded.split(), query.folded.split()
    if set(asked) < set(own):
        return "contains every word"
    edits = OSA.distance(folded, query.folded, score_cutoff=2)
    if edits <= 2:
        return f"typo: {edits} letter" + ("s" if edits > 1 else "")
    kinds = {scripts.script_of(w) for w in own} ^ {scripts.script_of(w) for w in asked}
    if kinds:
        return "same sounds in another script"
    left, right = " ".join(map(consonants, asked)), " ".join(map(consonants, own))
    if left == right:
        return f"same consonants {left}"
    shared = [w for w in asked if w in own]
    if shared:
        return "same word: " + ", ".join(shared)
    return "similar sound"
