"""A claim or an article as a citation to paste elsewhere: logical order, every letter of the original kept."""

from __future__ import annotations

from store.queries.articles import ArticleRow
from store.queries.claims import ClaimRow


def cite(record: object) -> str | None:
    """Return the citation of a listed article or claim; None for what is neither."""
    if isinstance(record, ClaimRow):
        return cite_claim(record)
    return cite_article(record.title, record.outlet, record.date, None) if isinstance(record, ArticleRow) else None


def cite_article(title: str, outlet: str | None, date: str | None, address: str | None) -> str:
    """Return outlet, title, date and address in one line; what is unknown is left out."""
    parts = [outlet, f"“{' '.join(title.split())}”", date, address]
    return ", ".join(part for part in parts if part)


def cite_claim(claim: ClaimRow) -> str:
    """Return the sentence in quotation marks and where it stands."""
    where = cite_article(claim.title, claim.outlet, claim.article_date, claim.address)
    return f"“{' '.join(claim.evidence.split())}” ({where})"
