"""From bytes to articles: one module per format, found by content and not by file name alone.

A reader never sees the store and never raises for bad input: what cannot be read comes out as :class:`Skipped` with a
reason, and reading goes on with the next item.
"""

from store.readers.items import MAX_ARTICLE_BYTES, Item, Skipped, Source
from store.readers.sources import find_sources, read_source

__all__ = ["MAX_ARTICLE_BYTES", "Item", "Skipped", "Source", "find_sources", "read_source"]
