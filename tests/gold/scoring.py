"""Figures for a reading against an annotation: entities, relations, stance and status.

Nothing here knows the extractor: both sides come in as records of the form described in README.md beside this file.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.records import Reading, Relation

Record = Mapping[str, Any]
Triple = tuple[str, str, str]
StancePair = tuple[frozenset[str], str]

# ``fights`` is directed, but who attacked is often a matter of reading; either order counts.
EITHER_ORDER = frozenset(relation for relation in Relation if relation.symmetric) | {Relation.FIGHTS}


@dataclass
class Counts:
    """What was right, what was given and what there was to find."""

    hits: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, given: set[Any], wanted: set[Any]) -> None:
        self.hits += len(given & wanted)
        self.given += len(given)
        self.wanted += len(wanted)

    @property
    def precision(self) -> float:
        return self.hits / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.given + self.wanted
        return 2 * self.hits / both if both else 0.0


@dataclass
class Score:
    """The figures over all annotated articles, and each error by name."""

    entities: Counts = field(default_factory=Counts)
    relations: Counts = field(default_factory=Counts)
    stance: Counts = field(default_factory=Counts)
    kinds_right: int = 0
    status_right: int = 0
    by_relation: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    errors: list[str] = field(default_factory=list)

    @property
    def status_accuracy(self) -> float:
        """Share of the relations found whose status is right."""
        return self.status_right / self.relations.hits if self.relations.hits else 0.0

    @property
    def kind_accuracy(self) -> float:
        """Share of the entities found whose kind is right."""
        return self.kinds_right / self.entities.hits if self.entities.hits else 0.0

    def summary(self) -> str:
        """One line of figures."""
        found = self.relations
        return (
            f"entity F1 {self.entities.f1:.3f} (P {self.entities.precision:.3f}, R {self.entities.recall:.3f}, "
            f"kinds {self.kind_accuracy:.3f}); relation P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f} "
            f"({found.hits} of {found.wanted}, {found.given} given); stance F1 {self.stance.f1:.3f}; "
            f"status {self.status_accuracy:.3f}"
        )


def folded(name: str) -> str:
    """The name without case, accents, punctuation and a leading "the"."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in "".join(letters).casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def record_of(reading: Reading, text: str) -> Record:
    """A reading in the form of the annotated files."""
    return {
        "entities": [
            {"key": found.key, "name": found.name, "kind": found.kind.value, "surfaces": list(found.surfaces)}
            for found in reading.entities
        ],
        "relations": [
            {
                "subject": claim.subject,
                "relation": claim.relation.value,
                "object": claim.object,
                "status": claim.status.value,
                "said_by": claim.said_by,
                "evidence": text[claim.evidence.start : claim.evidence.end],
            }
            for claim in reading.claims
        ],
    }


def matched(wanted: Sequence[Record], given: Sequence[Record]) -> dict[str, str]:
    """Keys of given entities to keys of the annotated ones: one to one, most common forms first."""
    carriers: dict[str, set[str]] = defaultdict(set)
    for entity in wanted:
        for form in _forms(entity):
            carriers[form].add(entity["key"])
    shared: Counter[tuple[str, str]] = Counter()
    for entity in given:
        for form in _forms(entity):
            shared.update((key, entity["key"]) for key in carriers[form])
    pairing: dict[str, str] = {}
    for wanted_key, given_key in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if given_key not in pairing and wanted_key not in pairing.values():
            pairing[given_key] = wanted_key
    return pairing


def score(pairs: Iterable[tuple[Record, Record]]) -> Score:
    """Compare (annotated, given) records and sum up over all of them."""
    total = Score()
    for wanted, given in pairs:
        pairing = matched(wanted["entities"], given["entities"])
        _score_entities(total, wanted, given, pairing)
        _score_relations(total, wanted, given, pairing)
    return total


def _forms(entity: Record) -> set[str]:
    return {folded(form) for form in (entity["name"], *entity["surfaces"])} - {""}


def _score_entities(total: Score, wanted: Record, given: Record, pairing: Mapping[str, str]) -> None:
    annotated = {entity["key"]: entity for entity in wanted["entities"]}
    firm = {key for key, entity in annotated.items() if not entity.get("optional")}
    found = {pairing.get(entity["key"], f"?{entity['key']}") for entity in given["entities"]}
    found -= set(annotated) - firm
    total.entities.add(found, firm)
    by_given_key = {entity["key"]: entity for entity in given["entities"]}
    for given_key, wanted_key in pairing.items():
        if wanted_key not in firm:
            continue
        kind, right = by_given_key[given_key]["kind"], annotated[wanted_key]["kind"]
        total.kinds_right += kind == right
        if kind != right:
            total.errors.append(f"{wanted['id']}: kind: {annotated[wanted_key]['name']} is {right}, given {kind}")
    for key in sorted(firm - found):
        total.errors.append(f"{wanted['id']}: missed name: {annotated[key]['name']}")
    for key in sorted(found - firm):
        extra = by_given_key[key[1:]]
        total.errors.append(f"{wanted['id']}: false name: {extra['name']} ({extra['kind']})")


def _score_relations(total: Score, wanted: Record, given: Record, pairing: Mapping[str, str]) -> None:
    def stated(claim: Record) -> Triple:
        return _triple(claim["subject"], claim["relation"], claim["object"])

    def placed(claim: Record) -> Triple:
        subject, target = (pairing.get(claim[end], f"?{claim[end]}") for end in ("subject", "object"))
        return _triple(subject, claim["relation"], target)

    annotated = {stated(claim): claim for claim in wanted["relations"]}
    firm = {triple for triple, claim in annotated.items() if not claim.get("optional")}
    loose = set(annotated) - firm
    found = {placed(claim): claim for claim in given["relations"]}
    counted = set(found) - loose
    total.relations.add(counted, firm)
    for relation in Relation:
        total.by_relation[relation.value].add(_only(counted, relation), _only(firm, relation))
    firm_pairs, loose_pairs = _pairs(firm), _pairs(loose)
    total.stance.add(_pairs(counted) - (loose_pairs - firm_pairs), firm_pairs)

    names = {entity["key"]: entity["name"] for entity in wanted["entities"]}
    names |= {f"?{entity['key']}": f"[{entity['name']}]" for entity in given["entities"]}

    def spoken(triple: Triple) -> str:
        return f"{names[triple[0]]} | {triple[1]} | {names[triple[2]]}"

    for triple in sorted(firm & counted):
        accepted = (annotated[triple]["status"], annotated[triple].get("alternative_status"))
        right = found[triple]["status"] in accepted
        total.status_right += right
        if not right:
            total.errors.append(
                f"{wanted['id']}: status: {spoken(triple)} is {accepted}, given {found[triple]['status']}"
            )
    total.errors += [f"{wanted['id']}: missed: {spoken(triple)}" for triple in sorted(firm - counted)]
    total.errors += [f"{wanted['id']}: false: {spoken(triple)}" for triple in sorted(counted - firm)]


def _triple(subject: str, relation: str, target: str) -> Triple:
    if relation in EITHER_ORDER and target < subject:
        subject, target = target, subject
    return subject, relation, target


def _only(triples: set[Triple], relation: Relation) -> set[Triple]:
    return {triple for triple in triples if triple[1] == relation}


def _pairs(triples: set[Triple]) -> set[StancePair]:
    return {(frozenset((subject, target)), Relation(name).stance.value) for subject, name, target in triples}
