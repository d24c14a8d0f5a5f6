"""A group's profile: names in every script, friends and foes, structure, territory."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from store.queries.filters import Listing, PairFilter, RelationshipFilter
from store.queries.profile import Profile, ProfileName, Tie, profile
from store.records import Relation, Stance, Status
from tui.reports.lines import Opening, ReportLine, bar, blank, heading, plain
from tui.safe_text import safe_text
from tui.state import Selection
from tui.widgets.cells import Piece, fit, width_of
from tui.wording import KIND_SIGNS, KINDS, SIGNS, STATUS_SIGNS, VERBS, count, dates

_MOST_LEDGER = 40
_NAME = 30


def profile_lines(connection: sqlite3.Connection, entity_id: int) -> list[ReportLine]:
    """Read a profile and lay it out."""
    found = profile(connection, entity_id)
    if found is None:
        return [plain(Piece(" This group is no longer in the store.", "quiet"))]
    group = found.group
    facts = [KINDS[group.kind], count(group.articles, "article"), count(group.claims, "claim")]
    facts.append(f"seen {dates(group.first_date, group.last_date)}")
    lines = [
        plain(Piece(f" {KIND_SIGNS[group.kind]} {safe_text(group.name, 300)}", "strong")),
        plain(Piece(f"   {' · '.join(facts)}", "quiet")),
        blank(),
        heading("Names"),
        *(_name(name) for name in found.names),
        *_ledger(found),
        *_structure(found),
        *_territory(found),
    ]
    if found.ties_total > len(found.ties):
        lines += [blank(), plain(Piece(f" showing {len(found.ties):,} of {found.ties_total:,} relationships", "quiet"))]
    return lines


def _name(name: ProfileName) -> ReportLine:
    years = ""
    if name.since or name.until:
        years = f"  {name.since or ''}–{name.until or ''}"
    origin = {"world": "known name", "article": "seen in articles", "analyst": "given by you"}[name.origin]
    text = safe_text(name.name, 300)
    if name.type == "original":
        # Alone on its line, so that its direction of writing moves nothing else.
        return plain(Piece("   "), Piece(text))
    return plain(
        Piece("   "), Piece(fit(text, max(_NAME, width_of(text)))), Piece(f"  {name.type}{years} · {origin}", "quiet")
    )


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
    note = f"showing {_MOST_LEDGER} of {len(order)}" if len(order) > _MOST_LEDGER else ""
    lines = [blank(), heading("With and against", note)]
    names = max(8, min(_NAME, max(width_of(safe_text(parties[o][0].other)) for o in order[:_MOST_LEDGER])))

    def build(other: int) -> ReportLine:
        ties, (friendly, hostile) = parties[other], sums[other]

        def pieces(width: int) -> Sequence[Piece]:
            side = max(6, (width - names - 26) // 2)
            left = bar(friendly, most, side, SIGNS[Stance.COOPERATIVE])
            right = bar(hostile, most, side, SIGNS[Stance.HOSTILE])
            return [
                Piece(fit(left, side, right=True), "cooperative"),
                Piece(fit(f" {friendly:,}" if friendly else "", 5, right=True)),
                Piece(fit(_outlets(ties, Stance.COOPERATIVE), 7), "quiet"),
                Piece(fit(safe_text(ties[0].other, 300), names), "strong"),
                Piece(fit(_outlets(ties, Stance.HOSTILE), 7, right=True), "quiet"),
                Piece(fit(f"{hostile:,} " if hostile else "", 5, right=True)),
                Piece(right, "hostile"),
            ]

        both = PairFilter(found.group.id, other, f"{found.group.name} and {ties[0].other}")
        return ReportLine(pieces, Opening((Selection(Listing.GROUPS, both),)))

    return [*lines, *(build(other) for other in order[:_MOST_LEDGER])]


def _told(ties: list[Tie], stance: Stance) -> int:
    return sum(tie.claims for tie in ties if tie.stance is stance)


def _outlets(ties: list[Tie], stance: Stance) -> str:
    """Return how many outlets tell of the relation that most of them tell, as ``(3)``."""
    most = max((tie.outlets for tie in ties if tie.stance is stance), default=0)
    return f" ({most:,}) " if most else ""


def _structure(found: Profile) -> list[ReportLine]:
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
    lines: list[ReportLine] = []
    for title, relation, outward in parts:
        ties = [t for t in found.ties if t.relation is relation and outward in (None, t.outward)]
        if ties:
            lines += [blank(), heading(title), *(_tie(found, tie) for tie in ties[:_MOST_LEDGER])]
    return lines


def _territory(found: Profile) -> list[ReportLine]:
    """Return places held and lost, the latest first."""
    ties = [tie for tie in found.ties if tie.stance is Stance.TERRITORIAL and tie.outward]
    if not ties:
        return []
    ties.sort(key=lambda tie: tie.last_date or "", reverse=True)
    return [blank(), heading("Territory"), *(_tie(found, tie, verb=True) for tie in ties[:_MOST_LEDGER])]


def _tie(found: Profile, tie: Tie, *, verb: bool = False) -> ReportLine:
    denied = f" {STATUS_SIGNS[Status.DENIED]}{tie.denied}" if tie.denied else ""
    facts = f"{count(tie.claims, 'claim')} · {count(tie.outlets, 'outlet')} · {dates(tie.first_date, tie.last_date)}"
    name = safe_text(tie.other, 300)
    shown = f"{VERBS[tie.relation]} {name}" if verb else name
    sides = (found.group.name, tie.other) if tie.outward else (tie.other, found.group.name)
    sentence = f"{sides[0]} {VERBS[tie.relation]} {sides[1]}"
    opening = Opening((Selection(Listing.RELATIONSHIPS, RelationshipFilter(tie.relationship_id, sentence)),))
    sign = Piece(f"   {SIGNS[tie.stance]} ", tie.stance.value)
    text = fit(shown + denied, max(_NAME + 8, width_of(shown + denied)))
    return plain(sign, Piece(text), Piece(f"  {facts}", "quiet"), opens=opening)
