"""Which relations can stand between entities: never fewer than the kinds allow, or sentences would go unparsed."""

from itertools import combinations_with_replacement, product

import pytest

from store.extraction.candidates import fits
from store.extraction.document import Document, Named
from store.extraction.lexicon.predicates import lexicon
from store.extraction.paths.prospects import possible_relations
from store.extraction.text.tokens import Tokens
from store.records import Kind, Relation

CASES = list(combinations_with_replacement(product(Kind, (False, True)), 2))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_relation_is_left_out_that_two_entities_allow(case: tuple[tuple[Kind, bool], ...]) -> None:
    entities = [Named(number, kind, source=source) for number, (kind, source) in enumerate(case)]
    document = Document("", Tokens(""), [], [], entities=entities)
    allowed = {
        relation for relation in Relation for one, other in ((0, 1), (1, 0)) if fits(document, relation, one, other)
    }
    assert possible_relations(entities) >= allowed


def test_who_is_alone_can_do_nothing() -> None:
    assert possible_relations([Named(0, Kind.STATE)]) == frozenset()
    assert possible_relations([Named(0, Kind.PLACE), Named(1, Kind.PERSON)]) == frozenset()


@pytest.mark.parametrize("word", ["took", "made", "attacks", "under", "heavy"])
def test_predicates_stand_where_all_their_words_are_and_keep_their_order(word: str) -> None:
    known = lexicon()
    for vocabulary in ("control of the town", "an alliance with it", "the command of part", "a heavy fighting"):
        words = frozenset(vocabulary.split())
        expected = [p for p in known.triggers.get(word, ()) if words.issuperset(p.words[1:])]
        assert known.standing(word, words) == expected
        assert known.standing(word, words, "verb") == [p for p in expected if p.kind == "verb"]
