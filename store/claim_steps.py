"""What the analyst decides of claims: verdicts, and what a claim says mended where it was misread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, Literal

from store.records import Kind, Relation, Stance, Status
from store.step_making import CurationError, StepMaker

Verdict = Literal["confirmed", "rejected"]

_PAGE: Final = 500
_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
CONFIRMED: Final[Verdict] = "confirmed"
"""Whoever mends a claim has read the sentence: the claim is confirmed thereby, and reading anew leaves it alone."""


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day as ISO 8601 writes it."""
    return _DATE.fullmatch(text) is not None


class ClaimSteps(StepMaker):
    """Steps on claims. Each takes many claims at once and is one entry of the journal."""

    def judge(self, claim_ids: Sequence[int], verdict: Verdict | None) -> None:
        """Confirm or reject claims, or take a verdict back with ``None``; a rejected claim no longer counts."""
        with self._step("verdict", {"claims": list(claim_ids), "verdict": verdict}) as step:
            for claim in self._claims(claim_ids):
                step.change("claims", claim, verdict=verdict)

    def retype(self, claim_ids: Sequence[int], relation: Relation) -> None:
        """Say what relation the sentences of claims really tell of; the claims are confirmed thereby."""
        with self._step("retype", {"claims": list(claim_ids), "relation": relation.value}) as step:
            for claim in self._claims(claim_ids):
                self._check_sides(relation, claim["subject_id"], claim["object_id"])
                step.change("claims", claim, relation=relation.value, verdict=CONFIRMED)

    def swap(self, claim_ids: Sequence[int]) -> None:
        """Turn claims round, so that the object does it to the subject; the claims are confirmed thereby."""
        with self._step("swap", {"claims": list(claim_ids)}) as step:
            for claim in self._claims(claim_ids):
                subject, target = claim["object_id"], claim["subject_id"]
                self._check_sides(Relation(claim["relation"]), subject, target)
                values = {"subject_id": subject, "object_id": target, "undirected": 0, "verdict": CONFIRMED}
                step.change("claims", claim, **values)

    def set_status(self, claim_ids: Sequence[int], status: Status) -> None:
        """Say whether the sentences of claims assert, report, plan or deny it; the claims are confirmed thereby."""
        with self._step("set status", {"claims": list(claim_ids), "status": status.value}) as step:
            for claim in self._claims(claim_ids):
                step.change("claims", claim, status=status.value, verdict=CONFIRMED)

    def redate(self, claim_ids: Sequence[int], date: str | None) -> None:
        """Date what claims tell of by a year, month or day in ISO 8601, or by nothing with ``None``.

        The claims are confirmed thereby.
        """
        if date is not None and not is_date(date):
            message = f"{date!r} is no date; write it as 2016, 2016-08 or 2016-08-24"
            raise CurationError(message)
        dated_by = None if date is None else "text"
        with self._step("redate", {"claims": list(claim_ids), "date": date}) as step:
            for claim in self._claims(claim_ids):
                step.change("claims", claim, date=date, dated_by=dated_by, verdict=CONFIRMED)

    def respan(self, claim_id: int, start: int, end: int) -> None:
        """Say which stretch of its article's text is a claim's evidence; the claim is confirmed thereby.

        Offsets count code points, ``end`` is exclusive. The words that say it stay marked where they lie within.
        """
        (claim,) = self._claims([claim_id])
        length = self._connection.execute(
            "SELECT length(text) FROM articles WHERE id = ?", (claim["article_id"],)
        ).fetchone()[0]
        if not 0 <= start < end <= length:
            message = f"the text has {length} characters; {start} to {end} is no part of it"
            raise CurationError(message)
        values: dict[str, Any] = {"start": start, "end": end, "verdict": CONFIRMED}
        trigger = (claim["trigger_start"], claim["trigger_end"])
        if None not in trigger and not start <= trigger[0] < trigger[1] <= end:
            values |= {"trigger_start": None, "trigger_end": None}
        details = {"claim": claim_id, "from": [claim["start"], claim["end"]], "to": [start, end]}
        with self._step("respan", details) as step:
            step.change("claims", claim, **values)

    def respan_to_words(self, claim_id: int, words: str) -> None:
        """Make words, as the article has them, the evidence of a claim: of several such places the nearest one."""
        (claim,) = self._claims([claim_id])
        text: str = self._connection.execute(
            "SELECT text FROM articles WHERE id = ?", (claim["article_id"],)
        ).fetchone()[0]
        pattern = r"\s+".join(map(re.escape, words.split()))
        places = [found.span() for found in re.finditer(pattern, text)] if pattern else []
        if not places:
            message = f"the article of claim {claim_id} has no such words"
            raise CurationError(message)
        self.respan(claim_id, *min(places, key=lambda place: abs(place[0] - claim["start"])))

    def _claims(self, claim_ids: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Yield claims whole, in the order asked for; raise :class:`CurationError` for one that is not there."""
        wanted = list(dict.fromkeys(claim_ids))
        for first, last in pairwise([*range(0, len(wanted), _PAGE), len(wanted)]):
            page = wanted[first:last]
            found = {row["id"]: row for row in self._rows("claims", f"id IN ({','.join('?' * len(page))})", *page)}
            for claim_id in page:
                if claim_id not in found:
                    message = f"there is no claim {claim_id}"
                    raise CurationError(message)
                yield found[claim_id]

    def _check_sides(self, relation: Relation, subject_id: int, object_id: int) -> None:
        """Refuse what no sentence can say: a place that acts, a group that is held, a place that is fought."""
        subject, target = self._entity(subject_id), self._entity(object_id)
        if subject["kind"] == Kind.PLACE:
            message = f"“{subject['name']}” is a place and does nothing to anybody"
        elif (relation.stance is Stance.TERRITORIAL) == (target["kind"] == Kind.PLACE):
            return
        elif relation.stance is Stance.TERRITORIAL:
            message = f"“{target['name']}” is no place, and only a place can be what “{relation.words}” leads to"
        else:
            message = f"“{target['name']}” is a place, and “{relation.words}” does not lead to places"
        raise CurationError(message)
