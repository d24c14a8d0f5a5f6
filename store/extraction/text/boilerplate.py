"""Paragraphs that are the publisher's and not the article's: newsletters, subscriptions, rights, links to other pieces.

Saved texts often end in them. Whom they name is not in the news; only organizations are kept from there, because it
is where a publisher names itself.
"""

from __future__ import annotations

import re
from typing import Final

from store.records import Span

_LONGEST: Final = 700
"""Characters of a paragraph beyond which it is the article's own, whatever words it holds."""

_BEGINS: Final = re.compile(
    r"(?:sign up (?:to|for|here|now)|subscribe (?:to|now|here|for)|join our (?:newsletter|mailing|channel)"
    r"|follow (?:us|our)\b|follow \S+ on (?:twitter|facebook|x|instagram|telegram)|like us on|find us on"
    r"|download (?:our|the) app|get (?:the latest|our) (?:news|insights|analysis|stories|updates)"
    r"|(?:click|tap) here|read (?:more|also|next|the full)\b|also read\b|see also\b"
    r"|related (?:articles?|stories|topics|news)\b|more (?:on|from) this (?:story|topic|author)|share (?:this|on) "
    r"|advertisement\b|new \S+(?: \S+)? newsletter\b"
    r"|this (?:article|story|report|piece) (?:was |is |has been )?(?:first |originally )?"
    r"(?:appeared|published|republished|syndicated)"
    r"|(?:copyright|©|\(c\)) ?(?:\d{4}|©)|all rights reserved|terms of (?:use|service)|privacy policy"
    r"|support (?:our|independent) journalism|donate (?:now|to|today)"
    r"|(?:editing|reporting|additional reporting|writing) by |our standards:"
    r"|image (?:credit|source|caption)|photo(?:graph)? (?:credit|by)\b)",
    re.IGNORECASE,
)
_HOLDS: Final = re.compile(
    r"\b(?:sign up (?:to|for) (?:our|the|get|receive)|our (?:daily |weekly )?newsletters?"
    r"|(?:and )?other \S+ newsletters|all rights reserved|republishing this content"
    r"|republish this (?:article|content|story)|please fill (?:out|in) this form"
    r"|follow us on (?:twitter|facebook|instagram|telegram|x)|unsubscribe"
    r"|reproduction (?:in whole or in part|without permission))\b",
    re.IGNORECASE,
)


# What stands at the foot of a page, where saving it has run all its lines together.
_FOOT: Final = re.compile(
    r"\b(?:Related (?:News|Articles|Stories|Topics|Posts)|Category News|Most (?:Read|Popular|Viewed)"
    r"|Read (?:Also|More|Next)|Press Releases|Watch Live|SUBSCRIBE|FOLLOW"
    r"|(?i:follow us on|subscribe to our|sign up for our|contact us|about us|terms of (?:use|service)|privacy policy"
    r"|cookie policy|all rights reserved|latest news|share this))\b"
)
_FEWEST_MARKS: Final = 4
"""Different marks of the foot that must follow each other for the rest of a line to be the publisher's."""


def boilerplate(text: str) -> list[Span]:
    """Return the paragraphs of a text that are the publisher's, in order."""
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped and len(stripped) <= _LONGEST and (_BEGINS.match(stripped) or _HOLDS.search(stripped)):
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


def page_foot(text: str) -> Span | None:
    """The links and notices that end a page, where they stand on the last line with the article or alone."""
    line = text.rstrip().rfind("\n") + 1
    marks = list(_FOOT.finditer(text, line))
    if len({mark.group().casefold() for mark in marks}) < _FEWEST_MARKS:
        return None
    return Span(marks[0].start(), len(text))
