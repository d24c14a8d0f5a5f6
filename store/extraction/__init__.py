"""Read articles: the entities they name, the claims they make, and the words that say so.

Importing this package loads nothing heavy; the world lists and the parser are opened when the first text is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from store.records import Reading
    from store.world import World

__all__ = ["EXTRACTOR_VERSION", "read"]

EXTRACTOR_VERSION: Final = "1"


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
    from store.extraction.reading import read_article

    return read_article(text, date, language, world, model)
