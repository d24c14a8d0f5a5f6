"""What waits for a verdict, as lines: the sentence with who is who in it, why it was found, what lowered confidence."""

from __future__ import annotations

from store.queries.review import DoubtfulClaim, DoubtfulPair, NamedSide
from store.records import Kind
from tui.reports.text import marked_text, wrapped
from tui.safe_text import safe_text
from tui.widgets.cells import Piece, fit, width_of
from tui.wording import CONFIDENCE_SIGNS, KIND_SIGNS, KINDS, SIGNS, STATUS_SIGNS, VERBS, count, dates

Queued = DoubtfulClaim | DoubtfulPair

MERGE_SIGN = "≈"
"""Stands before a suggestion to merge, where claims have the sign of their stance."""
SUBJECT, OBJECT = "¹", "²"
"""Follow the words of the sentence that name the subject and the object, so that no colour is needed to tell them."""
_CONTEXT_LINES = 2
_MARGIN = "   "


def row_pieces(item: Queued, marked: bool, width: int) -> list[Piece]:
    """Return an item of the queue as one line."""
    mark = Piece("*" if marked else " ", "accent strong")
    if isinstance(item, DoubtfulPair):
        found = item.suggestion
        score = f" {found.score:.2f} "
        names = f"{safe_text(found.goes, 200)} {MERGE_SIGN} {safe_text(found.stays, 200)}"
        room = max(8, width - 3 - width_of(score))
        return [mark, Piece(f"{MERGE_SIGN} ", "accent"), Piece(fit(names, room)), Piece(score, "quiet")]
    claim = item.claim
    verdict = {"confirmed": "✓", "rejected": "✗"}.get(claim.verdict or "", " ")
    date = f" {safe_text(claim.date, 10) or 'undated'} "
    sentence = f"{safe_text(claim.subject, 200)} {VERBS[claim.relation]} {safe_text(claim.object, 200)}"
    room = max(8, width - 4 - width_of(date) - 2)
    return [
        mark,
        Piece(f"{SIGNS[claim.stance]} ", claim.stance.value),
        Piece(fit(sentence, room)),
        Piece(f" {STATUS_SIGNS[claim.status]}{verdict}"),
        Piece(date, "quiet"),
    ]


def detail_lines(item: Queued, width: int) -> list[list[Piece]]:
    """Return everything that helps to decide an item, broken into lines of a width."""
    return _pair(item, width) if isinstance(item, DoubtfulPair) else _claim(item, width)


def _claim(item: DoubtfulClaim, width: int) -> list[list[Piece]]:
    claim = item.claim
    said = f" · said by {safe_text(claim.said_by, 200)}" if claim.said_by else ""
    outlet = safe_text(claim.outlet, 200) or "no outlet"
    dated = safe_text(claim.date, 40) or "undated"
    verdict = {"confirmed": " · ✓ confirmed", "rejected": " · ✗ rejected"}.get(claim.verdict or "", "")
    facts = f"{STATUS_SIGNS[claim.status]} {claim.status}{said} · {dated}{verdict}"
    article = f"{outlet}, {safe_text(claim.article_date, 40) or 'undated'}: {safe_text(claim.title, 400)}"
    confidence = f"{CONFIDENCE_SIGNS[claim.confidence]} {claim.confidence}: "
    rests = safe_text(item.confidence_why, 1000) or "the reading has not told what it rests on"
    return [
        *wrapped(_told(item), width),
        *wrapped([Piece(facts)], width, 3),
        *wrapped([Piece(confidence, "strong"), Piece(rests)], width, 3),
        [Piece(_MARGIN), Piece(fit(article, max(8, width - 4)), "quiet")],
        [],
        *_sentence(item, width),
        [],
        [Piece(" Why it was found", "accent strong")],
        *(line for why in item.why for line in _bullet(safe_text(why, 1000), width)),
        *_bullet(f"extractor: {safe_text(claim.extractor, 100)}", width),
    ]


def _told(item: DoubtfulClaim) -> list[Piece]:
    claim = item.claim
    return [
        Piece(f"{KIND_SIGNS[item.subject_kind]} {safe_text(claim.subject, 300)}{SUBJECT}", "entity-3 strong"),
        Piece(f"  {SIGNS[claim.stance]} {VERBS[claim.relation]}  ", f"{claim.stance.value} strong"),
        Piece(f"{KIND_SIGNS[item.object_kind]} {safe_text(claim.object, 300)}{OBJECT}", "entity-5 strong"),
    ]


def _sentence(item: DoubtfulClaim, width: int) -> list[list[Piece]]:
    """Return the evidence with who is who marked, and in quiet letters the end and beginning of what stands around."""
    claim = item.claim
    before = wrapped([Piece(safe_text(item.before.strip()), "quiet")], width, 3)[-_CONTEXT_LINES:]
    after = wrapped([Piece(safe_text(item.after.strip()), "quiet")], width, 3)[:_CONTEXT_LINES]
    marks = [(span, "entity-3 strong", SUBJECT) for span in item.subject_spans]
    marks += [(span, "entity-5 strong", OBJECT) for span in item.object_spans]
    if claim.trigger is not None:
        marks.append((claim.trigger, "trigger", ""))
    return [
        *(before if item.before.strip() else []),
        *wrapped(marked_text(claim.evidence, marks), width, 3),
        *(after if item.after.strip() else []),
    ]


def _pair(item: DoubtfulPair, width: int) -> list[list[Piece]]:
    found = item.suggestion
    return [
        *wrapped(
            [
                Piece(f"{MERGE_SIGN} {safe_text(found.goes, 300)}", "strong"),
                Piece("  may be  "),
                Piece(safe_text(found.stays, 300), "strong"),
            ],
            width,
        ),
        *_bullet(f"{safe_text(found.why, 1000)} (score {found.score:.2f})", width),
        [],
        *_side("stays", Kind(found.stays_kind), found.stays, found.stays_id, found.stays_claims, item.stays, width),
        [],
        *_side("would go", Kind(found.goes_kind), found.goes, found.goes_id, found.goes_claims, item.goes, width),
    ]


def _side(role: str, kind: Kind, name: str, number: int, claims: int, side: NamedSide, width: int) -> list[list[Piece]]:
    facts = f"{KINDS[kind]} · {count(claims, 'claim')} · {count(side.articles, 'article')}"
    seen = f" · seen {dates(side.first_date, side.last_date)}"
    more = f"; and {side.names_total - len(side.names)} more" if side.names_total > len(side.names) else ""
    names = "; ".join(safe_text(each, 200) for each in side.names) + more
    lines = [
        *wrapped(
            [
                Piece(f"{role}: ", "accent strong"),
                Piece(f"{KIND_SIGNS[kind]} {safe_text(name, 300)}", "strong"),
                Piece(f"  #{number}", "quiet"),
            ],
            width,
        ),
        *wrapped([Piece(facts + seen, "quiet")], width, 3),
        *wrapped([Piece("names: ", "quiet"), Piece(names)], width, 3),
    ]
    if side.sentence:
        marks = [(side.mention, "strong trigger", "")] if side.mention else []
        where = f"  ({safe_text(side.outlet, 100) or 'no outlet'}, {safe_text(side.date, 40) or 'undated'})"
        lines += wrapped([*marked_text(side.sentence, marks), Piece(where, "quiet")], width, 3)
    return lines


def _bullet(text: str, width: int) -> list[list[Piece]]:
    lines = wrapped([Piece(text)], width, 3)
    return [[Piece(" · " if not number else _MARGIN), *line[1:]] for number, line in enumerate(lines)]
