"""What the reading finds in hand-annotated reports; tests/gold/README.md tells how they were made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from store.extraction import read
from store.readers.plain import read_plain
from store.records import Article, Kind, Relation, Status
from store.sample import sample_paths
from tests.gold.scoring import Score, folded, matched, record_of, score

GOLD = Path(__file__).parents[2] / "gold"
ANNOTATED = sorted(GOLD.glob("*.json"))
SAMPLES = {path.stem: path for path in sample_paths()}

FLOORS = {
    "entity F1": 0.935,
    "relation precision": 0.79,
    "relation recall": 0.47,
    "relation F1": 0.595,
    "stance F1": 0.61,
    "status accuracy": 0.94,
}


def article_of(stem: str) -> Article:
    path = SAMPLES[stem]
    [article] = read_plain(path.name, path.read_bytes())
    assert isinstance(article, Article)
    return article


def annotation(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


@pytest.fixture(scope="module")
def reached() -> Score:
    def pair(path: Path) -> tuple[dict[str, Any], Any]:
        article = article_of(path.stem)
        reading = read(article.text, date=article.date, language=article.language)
        return annotation(path), record_of(reading, article.text)

    return score(pair(path) for path in ANNOTATED)


def test_twenty_four_reports_are_annotated() -> None:
    assert len(ANNOTATED) == 24


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_annotation_quotes_its_text_exactly(path: Path) -> None:
    text = article_of(path.stem).text
    record = annotation(path)
    assert record["id"] == path.stem
    quoted = [surface for entity in record["entities"] for surface in [entity["name"], *entity["surfaces"]]]
    quoted += [relation["evidence"] for relation in record["relations"]]
    assert [words for words in quoted if words not in text] == []


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_annotation_uses_the_words_of_the_data_model(path: Path) -> None:
    record = annotation(path)
    keys = [entity["key"] for entity in record["entities"]]
    names = {entity["name"] for entity in record["entities"]}
    assert len(keys) == len(set(keys))
    assert {entity["kind"] for entity in record["entities"]} <= set(Kind)
    triples = [(claim["subject"], claim["relation"], claim["object"]) for claim in record["relations"]]
    assert len(triples) == len(set(triples))
    for claim in record["relations"]:
        assert {claim["subject"], claim["object"]} <= set(keys)
        assert claim["subject"] != claim["object"]
        assert claim["relation"] in set(Relation)
        assert {claim["status"], claim.get("alternative_status", claim["status"])} <= set(Status)
        assert claim["said_by"] is None or claim["said_by"] in names


def entity(key: str, *forms: str, kind: str = "armed_group", optional: bool = False) -> dict[str, Any]:
    return {"key": key, "name": forms[0], "kind": kind, "surfaces": list(forms), "optional": optional}


def relation(subject: str, name: str, target: str, status: str = "asserted", optional: bool = False) -> dict[str, Any]:
    return {"subject": subject, "relation": name, "object": target, "status": status, "optional": optional}


def record(entities: list[dict[str, Any]], relations: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": "made-up", "entities": entities, "relations": relations}


class TestScoring:
    def test_folding_drops_case_accents_punctuation_and_article(self) -> None:
        assert folded("The NDC-Rénové") == folded("ndc renove")
        assert folded("The The") == "the"

    def test_matching_prefers_the_most_common_forms_and_is_one_to_one(self) -> None:
        wanted = [entity("g1", "Red Front", "RF"), entity("g2", "Blue Front", "RF")]
        given = [entity("p1", "RF"), entity("p2", "Red Front", "RF")]
        assert matched(wanted, given) == {"p2": "g1", "p1": "g2"}

    def test_optional_counts_neither_way(self) -> None:
        names = [entity("a", "Red"), entity("b", "Blue"), entity("c", "Grey", optional=True)]
        wanted = record(names, [relation("a", "fights", "b"), relation("a", "supports", "c", optional=True)])
        without = score([(wanted, record(names[:2], [relation("a", "fights", "b")]))])
        with_it = score([(wanted, record(names, [relation("a", "fights", "b"), relation("a", "supports", "c")]))])
        for total in (without, with_it):
            assert (total.entities.f1, total.relations.f1, total.stance.f1, total.status_accuracy) == (1, 1, 1, 1)

    def test_fights_matches_in_either_order_and_supports_does_not(self) -> None:
        names = [entity("a", "Red"), entity("b", "Blue")]
        wanted = record(names, [relation("a", "fights", "b"), relation("a", "supports", "b")])
        given = record(names, [relation("b", "fights", "a"), relation("b", "supports", "a")])
        total = score([(wanted, given)])
        assert (total.relations.hits, total.relations.given, total.relations.wanted) == (1, 2, 2)
        assert total.stance.f1 == 1

    def test_false_and_missed_ones_lower_precision_and_recall(self) -> None:
        names = [entity("a", "Red"), entity("b", "Blue")]
        wanted = record(names, [relation("a", "accuses", "b", "reported")])
        given = record(
            [names[0], entity("x", "Ghost"), names[1]], [relation("a", "accuses", "b"), relation("x", "leads", "a")]
        )
        total = score([(wanted, given)])
        assert (total.entities.precision, total.entities.recall) == (pytest.approx(2 / 3), 1)
        assert (total.relations.precision, total.relations.recall, total.status_accuracy) == (0.5, 1, 0)
        assert any("Ghost" in error for error in total.errors)

    def test_nothing_found_scores_zero(self) -> None:
        names = [entity("a", "Red"), entity("b", "Blue")]
        total = score([(record(names, [relation("a", "accuses", "b")]), record([], []))])
        assert (total.entities.f1, total.relations.f1, total.stance.f1, total.status_accuracy) == (0, 0, 0, 0)


class TestReading:
    """Floors a little below what is reached; a change that falls through them makes the reading worse."""

    def test_entities_are_found(self, reached: Score) -> None:
        assert reached.entities.f1 >= FLOORS["entity F1"], reached.summary()

    def test_relations_are_found_and_right(self, reached: Score) -> None:
        assert reached.relations.precision >= FLOORS["relation precision"], reached.summary()
        assert reached.relations.recall >= FLOORS["relation recall"], reached.summary()
        assert reached.relations.f1 >= FLOORS["relation F1"], reached.summary()

    def test_stance_is_right(self, reached: Score) -> None:
        assert reached.stance.f1 >= FLOORS["stance F1"], reached.summary()

    def test_status_is_right(self, reached: Score) -> None:
        assert reached.status_accuracy >= FLOORS["status accuracy"], reached.summary()
