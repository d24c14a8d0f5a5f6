"""Random but consistent readings, and a recount of what they claim that shares no code with the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from hypothesis import strategies as st

from store.records import Article, Confidence, FoundClaim, FoundEntity, Kind, Reading, Relation, Span, Status

# Made-up names whose consonants have nothing in common, so that each stays an entity of its own.
NAMES = ("Karanda Front", "Velmora Brigade", "Ostrand Army", "Tessaly Movement", "Zubin Guard")
DAYS = (None, "2014-01-05", "2015-06-30", "2016-12-01", "2017-03")


@dataclass(frozen=True)
class Told:
    """One claim: indexes into NAMES and what is said."""

    subject: int
    relation: Relation
    object: int
    status: Status
    date: str | None


@dataclass(frozen=True)
class Written:
    """One article to write."""

    number: int
    outlet: str | None
    date: str | None
    named: frozenset[int]
    claims: tuple[Told, ...]

    def article(self) -> Article:
        return Article(
            f"The text of article {self.number}, long enough.", f"Title {self.number}", self.outlet, self.date
        )

    def reading(self) -> Reading:
        keys = sorted(self.named | {key for told in self.claims for key in (told.subject, told.object)})
        entities = tuple(
            FoundEntity(
                f"e{key}", NAMES[key], Kind.ARMED_GROUP, (NAMES[key],), (Span(key, key + 5), Span(key + 6, key + 9))
            )
            for key in keys
        )
        claims = tuple(
            FoundClaim(
                f"e{told.subject}", told.relation, f"e{told.object}", told.status, Span(0, 20), date=told.date,
                confidence=Confidence.LOW,
            )
            for told in self.claims
        )  # fmt: skip
        return Reading("en", entities, claims)


told = st.builds(
    Told,
    st.integers(0, 4),
    st.sampled_from(list(Relation)),
    st.integers(0, 4),
    st.sampled_from(list(Status)),
    st.sampled_from(DAYS),
)


def articles(most: int = 8) -> st.SearchStrategy[list[Written]]:
    """Articles with distinct texts."""
    one = st.builds(
        Written,
        st.just(0),
        st.sampled_from((None, "Ridge", "Harbour", "Delta")),
        st.sampled_from(DAYS[:4]),
        st.frozensets(st.integers(0, 4), max_size=4),
        st.lists(told, max_size=5).map(tuple),
    )
    return st.lists(one, max_size=most).map(
        lambda found: [
            Written(number, each.outlet, each.date, each.named, each.claims) for number, each in enumerate(found)
        ]
    )


@dataclass
class Recount:
    """What a store of these articles must count."""

    relationships: dict[tuple[str, str, str], dict[str, object]] = field(default_factory=dict)
    entities: dict[str, dict[str, object]] = field(default_factory=dict)


def recount(written: list[Written]) -> Recount:
    """Count by hand what the articles claim."""
    claims: dict[tuple[str, str, str], list[tuple[Told, Written]]] = defaultdict(list)
    sides: Counter[str] = Counter()
    in_articles: dict[str, list[Written]] = defaultdict(list)
    for each in written:
        for key in each.named | {key for told in each.claims for key in (told.subject, told.object)}:
            in_articles[NAMES[key]].append(each)
        for told in each.claims:
            if told.subject == told.object:
                continue
            one, other = NAMES[told.subject], NAMES[told.object]
            sides.update((one, other))
            if told.relation.symmetric:
                one, other = sorted((one, other))
            claims[one, told.relation.value, other].append((told, each))
    found = Recount()
    for key, said in claims.items():
        days = sorted(filter(None, (told.date or each.date for told, each in said)))
        found.relationships[key] = {
            "claims": len(said),
            "outlets": len({each.outlet for _, each in said if each.outlet}),
            **{status.value: sum(told.status is status for told, _ in said) for status in Status},
            "first_date": days[0] if days else None,
            "last_date": days[-1] if days else None,
        }
    for name, named_in in in_articles.items():
        days = sorted(filter(None, (each.date for each in named_in)))
        found.entities[name] = {
            "articles": len(named_in),
            "mentions": 2 * len(named_in),
            "claims": sides[name],
            "first_date": days[0] if days else None,
            "last_date": days[-1] if days else None,
        }
    return found
