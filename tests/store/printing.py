"""Stories in print, for the tests: a wire report, copies of it, and a report of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from store.near_duplicates import story_keys
from store.records import Article, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status
from store.world import load_world
from store.writing import Writer

GROUPS = ("Karanda Front", "Velmora Brigade", "Ostrand Army")
RELATIONS = (Relation.FIGHTS, Relation.ALLIED_WITH)


def sentences(theme: int, first: int, last: int) -> str:
    """Sentences that no other theme has."""
    return " ".join(
        f"The {theme}th matter, said witness {theme}x{number}, began near mile{theme * 7}n{number} and left "
        f"{number} carts burning by the {theme}y{number} ford."
        for number in range(first, last)
    )


@dataclass(frozen=True)
class Printed:
    """One article to write: a text, who printed it when, and what it claims (groups and relation, by number)."""

    text: str
    outlet: str | None
    date: str | None
    claims: tuple[tuple[int, int, int], ...] = ((0, 0, 1),)

    def article(self) -> Article:
        return Article(self.text, "A title", self.outlet, self.date, path=f"{self.outlet}.txt")

    def reading(self) -> Reading:
        keys = sorted({key for claim in self.claims for key in (claim[0], claim[2])})
        entities = tuple(
            FoundEntity(f"e{key}", GROUPS[key], Kind.ARMED_GROUP, (GROUPS[key],), (Span(key, key + 5),)) for key in keys
        )
        said = {
            (subject, relation, target): FoundClaim(
                f"e{subject}", RELATIONS[relation], f"e{target}", Status.ASSERTED, Span(0, 20)
            )
            for subject, relation, target in self.claims
            if subject != target
        }
        return Reading("en", entities, tuple(said.values()), story_keys(self.text))


def write(store: Path, printed: Sequence[Printed], *, batches: bool = True) -> None:
    with Writer(store, load_world()) as writer:
        import_id = writer.start_import(["test"])
        for group in [[each] for each in printed] if batches else [printed]:
            with writer.batch():
                for each in group:
                    writer.add(each.article(), each.reading(), import_id, "1")


WIRE = Printed(sentences(1, 0, 12), "Wire", "2016-10-08")
STAR = Printed(sentences(1, 0, 8), "Star", "2016-10-09")
POST = Printed("A lead of its own, written at the desk. " + sentences(1, 1, 12), "Post", None)
OWN = Printed(sentences(2, 0, 12), "Gazette", "2016-10-09")
