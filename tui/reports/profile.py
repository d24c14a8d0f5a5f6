"""A group's profile: names in every script, friends and foes, structure, territory."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence
from functools import partial

from store.queries.filters import Filters, Listing, PairFilter, RelationshipFilter
from store.queries.profile import MOST_SPELLINGS, Profile, ProfileName, Seen, Tie, profile
from store.records import Relation, Stance, Status
from tui.reports.lines import Opening, Part, ReportBlock, ReportLine, bar, beside, blank, heading, plain
from tui.reports.text import hanging, wrapped
from tui.safe_text import isolated, safe_text
from tui.state import Selection
from tui.widgets.cells import Piece, fit, width_of
from tui.wording import KIND_SIGNS, KINDS, SIGNS, STATUS_SIGNS, VERBS, count, dates

_MOST_LISTED = 200
_NAME = 30
_WIDE_NAME = 48
_WIDE = 130
"""Columns from which longer names have room."""
_PLAIN = ("alias", "acronym")
"""Types of names that are listed together where no article has them."""
_MOST_OUTLETS = 3
"""Outlets that are named beside a name; the others are counted."""


def profile_lines(connection: sqlite3.Connection, entity_id: int, filters: Filters | None = None) -> list[Part]:
    """Read a profile and lay it out; filters choose among its relationships."""
    found = profile(connection, entity_id, filters)
    if found is None:
        return [plain(Piece(" This group is no longer in the store.", "quiet"))]
    group = found.group
    facts = [KINDS[group.kind], count(group.articles, "article"), count(group.claims, "claim")]
    group_name = safe_text(group.name, 300)
    facts.append(f"seen {dates(group.first_date, group.last_date)}")
    lines: list[Part] = [
        ReportBlock(partial(hanging, [Piece(f" {KIND_SIGNS[group.kind]} ")], [Piece(group_name, "strong")])),
        ReportBlock(lambda width: wrapped([Piece(" · ".join(facts), "quiet")], width, 3)),
        blank(),
        *_names(found),
        *_ledger(found),
        *_structure(found),
        *_territory(found),
    ]
    if found.ties_total > len(found.ties):
        lines += [blank(), plain(Piece(f" showing {len(found.ties):,} of {found.ties_total:,} relationships", "quiet"))]
    return lines


def _names(found: Profile) -> list[Part]:
    """Return every name with its years and where it was seen; a name in another script has a line of its own."""
    cut = []
    if found.spellings_total > MOST_SPELLINGS:
        cut.append(f"of the first {MOST_SPELLINGS:,} of {found.spellings_total:,} spellings")
    if found.mentions < found.mentions_total:
        cut.append(f"where seen: of the latest {found.mentions:,} of {found.mentions_total:,} mentions")
    lines: list[Part] = [heading("Names", " · ".join(cut))]
    listed = [name for name in found.names if name.seen is not None or name.type not in _PLAIN]
    unseen = [safe_text("; ".join((n.name, *n.also)), 600) for n in found.names if n not in listed]
    # First what an article has, then what was only ever known.
    listed.sort(key=lambda name: (name.type != "canonical", name.seen is None))
    widest = max((width_of(safe_text(name.name, 300)) for name in listed), default=0)
    lines += [ReportBlock(partial(_name_lines, safe_text(n.name, 300), _facts(n), widest)) for n in listed]
    if unseen:
        known = [Piece("also known, not seen: ", "quiet"), Piece("; ".join(unseen))]
        lines.append(ReportBlock(lambda width: wrapped(known, width, 3)))
    return lines


def _name_lines(text: str, facts: str, widest: int, width: int) -> list[list[Piece]]:
    """Return a name with what is known of it beside, or below where there is no room or the script is another."""
    latin = text.isascii() or _is_latin(text)
    room = min(widest, _name_room(width))
    known = [Piece(facts, "quiet")]
    if latin and width_of(text) <= room:
        return hanging([Piece("   "), Piece(fit(text, room + 2))], known, width)
    # Another script stands alone and in an isolate, so that its direction of writing moves nothing else.
    return [[Piece("   "), Piece(text if latin else isolated(text))], *wrapped(known, width, 3 + room + 2)]


def _name_room(width: int) -> int:
    return _WIDE_NAME if width >= _WIDE else _NAME


def _is_latin(text: str) -> bool:
    return all("LATIN" in name for c in text if c.isalpha() and (name := unicodedata.name(c, "")))


def _facts(name: ProfileName) -> str:
    years = f" {name.since or ''}–{name.until or ''}" if name.since or name.until else ""
    kind = {"canonical": "shown", "original": "own script"}.get(name.type, name.type)
    origin = {"world": "known name", "article": "from articles", "analyst": "given by you"}[name.origin]
    also = f" · also {safe_text(', '.join(name.also), 300)}" if name.also else ""
    return f"{kind}{years} · {origin}{also} · {_seen(name.seen)}"


def _seen(seen: Seen | None) -> str:
    if seen is None:
        return "not seen"
    outlets = [safe_text(outlet, 100) for outlet in seen.outlets[:_MOST_OUTLETS]]
    more = f" and {len(seen.outlets) - _MOST_OUTLETS} more" if len(seen.outlets) > _MOST_OUTLETS else ""
    where = f": {', '.join(outlets)}{more}" if outlets else ""
    first = f", first {safe_text(seen.date, 40)}" if seen.date else ""
    return f"in {count(seen.articles, 'article')}{first}{where}"


def _ledger(found: Profile) -> list[ReportLine]:
    """Return one line for each other party: cooperative claims to the left of its name, hostile ones to the right."""
    parties: dict[int, list[Tie]] = {}
    for tie in found.ties:
        if tie.stance in (Stance.COOPERATIVE, Stance.HOSTILE):
            parties.setdefault(tie.other_id, []).append(tie)
    sums = {other: (_told(ties, Stance.COOPERATIVE), _told(ties, Stance.HOSTILE)) for other, ties in parties.items()}
    order = sorted(parties, key=lambda other: -sum(sums[other]))
    if not order:
        return []
    most = max(max(pair) for pair in sums.values())
    note = f"{SIGNS[Stance.COOPERATIVE]} allied left, {SIGNS[Stance.HOSTILE]} hostile right; claims (outlets)"
    if len(order) > _MOST_LISTED:
        note = f"showing {_MOST_LISTED:,} of {len(order):,}; {note}"
    lines = [blank(), heading("With and against", note)]
    widest = max(width_of(safe_text(parties[o][0].other, 300)) for o in order[:_MOST_LISTED])

    def build(other: int) -> ReportLine:
        ties, (friendly, hostile) = parties[other], sums[other]

        def pieces(width: int) -> Sequence[Piece]:
            names = max(8, min(_name_room(width), widest))
            side = max(6, (width - names - 26) // 2)
            left = bar(friendly, most, side, SIGNS[Stance.COOPERATIVE])
            right = bar(hostile, most, side, SIGNS[Stance.HOSTILE])
            return [
                Piece(fit(left, side, right=True), "cooperative"),
                Piece(fit(f" {friendly:,}" if friendly else "", 5, right=True)),
                Piece(fit(_outlets(found, other, Stance.COOPERATIVE), 7), "quiet"),
                Piece(fit(safe_text(ties[0].other, 300), names), "strong"),
                Piece(fit(_outlets(found, other, Stance.HOSTILE), 7, right=True), "quiet"),
                Piece(fit(f"{hostile:,} " if hostile else "", 5, right=True)),
                Piece(right, "hostile"),
            ]

        both = PairFilter(found.group.id, other, f"{found.group.name} and {ties[0].other}")
        return ReportLine(pieces, Opening((Selection(Listing.GROUPS, both),)))

    return [*lines, *(build(other) for other in order[:_MOST_LISTED])]


def _told(ties: list[Tie], stance: Stance) -> int:
    return sum(tie.claims for tie in ties if tie.stance is stance)


def _outlets(found: Profile, other: int, stance: Stance) -> str:
    """Return how many distinct outlets tell of it, as ``(3)``."""
    outlets = found.outlets.get((other, stance), 0)
    return f" ({outlets:,}) " if outlets else ""


def _structure(found: Profile) -> list[Part]:
    parts = (
        ("Leaders", Relation.LEADS, False),
        ("Part of", Relation.PART_OF, True),
        ("Members", Relation.PART_OF, False),
        ("Affiliated with", Relation.AFFILIATED_WITH, True),
        ("Affiliates", Relation.AFFILIATED_WITH, False),
        ("Split from", Relation.SPLIT_FROM, True),
        ("Splinters", Relation.SPLIT_FROM, False),
        ("Merged into", Relation.MERGED_INTO, True),
        ("Took in", Relation.MERGED_INTO, False),
        ("The same as", Relation.SAME_AS, None),
    )
    lines: list[Part] = []
    for title, relation, outward in parts:
        ties = [t for t in found.ties if t.relation is relation and outward in (None, t.outward)]
        if ties:
            cut = f"showing {_MOST_LISTED:,} of {len(ties):,}" if len(ties) > _MOST_LISTED else ""
            lines += [blank(), heading(title, cut), *(_tie(found, tie) for tie in ties[:_MOST_LISTED])]
    return lines


def _territory(found: Profile) -> list[Part]:
    """Return places held, then places lost, each with the dates of both, the latest first."""
    places: dict[int, dict[Relation, Tie]] = {}
    for tie in found.ties:
        if tie.stance is Stance.TERRITORIAL and tie.outward and tie.claims > tie.denied:
            places.setdefault(tie.other_id, {})[tie.relation] = tie
    held: list[dict[Relation, Tie]] = []
    lost: list[dict[Relation, Tie]] = []
    for ties in places.values():
        holds, leaves = ties.get(Relation.CONTROLS), ties.get(Relation.WITHDRAWS_FROM)
        left_last = leaves is not None and (holds is None or (leaves.last_date or "") > (holds.last_date or ""))
        (lost if left_last else held).append(ties)
    lines: list[Part] = []
    for title, these in (("Territory held", held), ("Territory lost", lost)):
        these.sort(key=lambda ties: max(tie.last_date or "" for tie in ties.values()), reverse=True)
        cut = f"showing {_MOST_LISTED:,} of {len(these):,}" if len(these) > _MOST_LISTED else ""
        if these:
            lines += [blank(), heading(title, cut), *(_place(found, ties) for ties in these[:_MOST_LISTED])]
    return lines


def _place(found: Profile, ties: Mapping[Relation, Tie]) -> ReportBlock:
    """Return a place with when it was held and when it was lost; it opens all that is claimed of the two."""
    words = {Relation.CONTROLS: "held", Relation.WITHDRAWS_FROM: "lost"}
    told = [f"{words[relation]} {dates(tie.first_date, tie.last_date)}" for relation, tie in sorted(ties.items())]
    some = next(iter(ties.values()))
    outlets = found.outlets.get((some.other_id, Stance.TERRITORIAL), 0)
    facts = f"{count(sum(tie.claims for tie in ties.values()), 'claim')} · {count(outlets, 'outlet')}"
    pair = PairFilter(found.group.id, some.other_id, f"{found.group.name} and {some.other}")
    return beside(
        Piece(f"   {SIGNS[Stance.TERRITORIAL]} ", Stance.TERRITORIAL.value),
        [Piece(safe_text(some.other, 300))],
        [Piece(" · ".join(told)), Piece(f"  {facts}", "quiet")],
        _NAME,
        Opening((Selection(Listing.GROUPS, pair),)),
    )


def _tie(found: Profile, tie: Tie) -> ReportBlock:
    denied = (
        f" {STATUS_SIGNS[Status.DENIED]}{tie.denied if tie.denied < tie.claims else ' denied'}" if tie.denied else ""
    )
    facts = f"{count(tie.claims, 'claim')} · {count(tie.outlets, 'outlet')} · {dates(tie.first_date, tie.last_date)}"
    name = safe_text(tie.other, 300)
    sides = (found.group.name, tie.other) if tie.outward else (tie.other, found.group.name)
    sentence = f"{sides[0]} {VERBS[tie.relation]} {sides[1]}"
    opening = Opening((Selection(Listing.RELATIONSHIPS, RelationshipFilter(tie.relationship_id, sentence)),))
    sign = Piece(f"   {SIGNS[tie.stance]} ", tie.stance.value)
    return beside(sign, [Piece(name + denied)], [Piece(facts, "quiet")], _NAME + 8, opening)
