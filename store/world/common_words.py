"""Common English words, given names and surnames that are also names of towns or look like acronyms."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "common-words.txt"


@cache
def common_words() -> frozenset[str]:
    """Folded words that are rarely names of places in running text; the file says how the list was made."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_common(folded: str) -> bool:
    """Whether a folded single word is a common English word, a given name or a surname."""
    return folded in common_words()
