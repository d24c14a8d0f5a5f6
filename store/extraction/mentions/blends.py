"""Short forms made of the beginnings of several words: "CorCom" for Coordination Committee."""

from __future__ import annotations

import re
from typing import Final

_BLEND: Final = re.compile(r"(?:[A-Z][a-z]{1,4}){2,3}")


def is_blend(word: str) -> bool:
    """Whether a word is written like the beginnings of two or three others."""
    return 4 <= len(word) <= 10 and _BLEND.fullmatch(word) is not None
