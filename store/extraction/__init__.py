"""Read articles: the entities they name, the claims they make, and the words that say so.

Importing this package loads nothing heavy; the world lists and the parser are opened when the first text is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.records import Reading
    from store.world import World

__all__ = ["EXTRACTOR_VERSION", "Text", "read", "read_many"]

EXTRACTOR_VERSION: Final = 2
"""Raised where what is stored changes its meaning; store.extraction.version tells the version whole."""


class Text(NamedTuple):
    """What is to be read: the text, and the article's date and language where they are known."""

    text: str
    date: str | None = None
    language: str | None = None


def read(
    text: str,
    *,
    date: str | None = None,
    language: str | None = None,
    world: World | None = None,
    model: str | None = None,
) -> Reading:
    """Read one article.

    ``date`` is the article's date (ISO 8601), against which "on Monday" is understood; ``language`` an ISO 639-1 code,
    detected where it is None; ``world`` the names known beforehand (the shipped lists where it is None); ``model``
    names an installed spaCy pipeline to parse with instead of the shipped parser. Never raises for any text; a pipeline
    that cannot be used raises :class:`store.extraction.syntax.pipelines.PipelineError`.
    Offsets in the result are code points of ``text``.
    """
    from store.extraction.reading import read_articles

    return read_articles([Text(text, date, language)], world, model)[0]


def read_many(texts: Sequence[Text], *, world: World | None = None, model: str | None = None) -> list[Reading]:
    """Read several articles at once: the same readings as :func:`read` gives one by one, in less time.

    Their sentences are parsed together, some 16 articles at a time; the memory stays bounded whatever their number.
    """
    from store.extraction.reading import read_articles

    return read_articles(texts, world, model)
