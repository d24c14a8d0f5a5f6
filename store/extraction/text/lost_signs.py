"""Find possessives of common nouns in texts that have lost their apostrophes: "the armys artillery"."""

from __future__ import annotations

import re
from typing import Final

_OWNERS: Final = (
    "group|outfit|organi[sz]ation|movement|government|regime|coalition|alliance|militia|council|kingdom|opposition"
    "|network|faction|front|cartel|gang|union|state|cabinet|observator|monitor|president|leader|commander|brigade"
)
_OWNED: Final = (
    "leader|chief|commander|spokesman|spokesperson|spokeswoman|founder|head|deputy|emir|leadership|fighters|forces|troops"
    "|positions|strongholds?|bastions?|strikes|airstrikes|raids|attacks?|offensive|advance|army|military|militants|headquarters"
    "|bases|ally|allies|backers?|rivals?|brother|son|wing|branch|affiliate|capital|warplanes|artillery|control|support"
    "|decision|members|militia|territory|convoys?|shelling|bombardment|siege|ranks"
)
# No plural ends so: "armys", "countrys"; and what stands between "the" and what somebody has: "the groups leader".
_LOST: Final = re.compile(
    rf"(?<![^\W_])[a-z]+[b-df-hj-np-tv-xz]y(s)(?![^\W_])"
    rf"|(?<![^\W_])(?:[Tt]he|[Ii]ts|[Tt]his|[Tt]hat)(?: [a-z]+)?? (?:{_OWNERS})(s)"
    rf" (?=(?:[A-Za-z-]+ )??(?:{_OWNED})(?![^\W_]))"
)


def lost_possessives(source: str) -> frozenset[int]:
    """The offsets of the s of possessives whose apostrophe was lost, in a text that has no apostrophe left."""
    if "'" in source or "’" in source:
        return frozenset()
    return frozenset(match.start(match.lastindex or 1) for match in _LOST.finditer(source))
