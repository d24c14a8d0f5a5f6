from pathlib import Path

import pytest

from store.extraction.lexicon.inflection import plural, verb_forms
from store.extraction.lexicon.predicates import lexicon, read_predicates
from store.extraction.lexicon.words import DATA
from store.records import Relation


def test_the_shipped_file_holds_predicates_of_every_relation() -> None:
    predicates = read_predicates(DATA / "predicates.tsv")
    assert {p.relation for p in predicates} == set(Relation)
    assert len(predicates) > 1500


@pytest.mark.parametrize(
    "line", ["attack\tverb\tfights", "attack\tadverb\tfights\tsubj\tobj\t", "x\tverb\tloves\ta\tb\t"]
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"own\.tsv:1"):
        read_predicates(path)


def test_longer_predicates_are_tried_first() -> None:
    lengths = [len(p.words) for p in lexicon().verbs["take"]]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("lemma", "past", "ing"),
    [
        ("seize", "seized", "seizing"),
        ("withdraw", "withdrew", "withdrawing"),
        ("ally", "allied", "allying"),
        ("ban", "banned", "banning"),
    ],
)
def test_verbs_are_inflected(lemma: str, past: str, ing: str) -> None:
    forms = verb_forms(lemma)
    assert (forms["past"], forms["ing"]) == (past, ing)


def test_nouns_have_their_plurals() -> None:
    assert [plural(word) for word in ("ally", "clash", "gunman", "raid")] == ["allies", "clashes", "gunmen", "raids"]
