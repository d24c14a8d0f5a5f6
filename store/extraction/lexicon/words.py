"""The word classes of data/words.tsv, read once when the first article is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"


def _read_classes() -> dict[str, frozenset[str]]:
    gathered: dict[str, set[str]] = {}
    with (DATA / "words.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or "\t" not in line:
                continue
            name, words = line.rstrip("\n").split("\t", 1)
            gathered.setdefault(name, set()).update(word.strip() for word in words.split(";") if word.strip())
    return {name: frozenset(words) for name, words in gathered.items()}


class _Classes(dict[str, frozenset[str]]):
    """The classes by name; the file is read when the first is asked for."""

    def __missing__(self, name: str) -> frozenset[str]:
        if not self:
            self.update(_read_classes())
            return self[name]
        raise KeyError(name)


_CLASSES: Final = _Classes()


# All words of one class; a class that the file does not hold is a programming error (KeyError). The mapping's own
# method, because it is asked some thousand times an article.
words_of: Final[Callable[[str], frozenset[str]]] = _CLASSES.__getitem__


@lru_cache(maxsize=64)
def phrases_of(*names: str) -> frozenset[tuple[str, ...]]:
    """The words of several classes as tuples of their parts: what is looked up token by token."""
    return frozenset(tuple(phrase.split()) for name in names for phrase in words_of(name))
