"""ClearNLP trees become Universal Dependencies."""

from __future__ import annotations

import pytest

from store.extraction.syntax.clearnlp import is_clearnlp, to_universal
from store.extraction.syntax.parser import Parse


def convert(tree: str) -> list[str]:
    """Tokens as word/UPOS/label/head, before and after."""
    rows = [token.rsplit("/", 3) for token in tree.split()]
    parse = Parse(tuple(int(r[3]) for r in rows), tuple(r[2] for r in rows), tuple(r[1] for r in rows))
    forms = [r[0] for r in rows]
    result = to_universal(parse, forms)
    assert result.upos == parse.upos
    return [f"{w}/{label}/{head}" for w, label, head in zip(forms, result.labels, result.heads, strict=True)]


def test_agent_of_a_passive() -> None:
    tree = (
        "Hama/PROPN/nsubjpass/3 was/AUX/auxpass/3 attacked/VERB/ROOT/0 by/ADP/agent/3 rebels/NOUN/pobj/4 "
        "from/ADP/prep/5 Idlib/PROPN/pobj/6"
    )
    assert convert(tree) == [
        "Hama/nsubj:pass/3",
        "was/aux:pass/3",
        "attacked/root/0",
        "by/case/5",
        "rebels/obl:agent/3",
        "from/case/7",
        "Idlib/nmod/5",
    ]


def test_copula_with_a_preposition_after_it() -> None:
    tree = (
        "Iran/PROPN/nsubj/2 is/AUX/ROOT/0 an/DET/det/4 ally/NOUN/attr/2 of/ADP/prep/4 Syria/PROPN/pobj/5 "
        "since/ADP/prep/2 1979/NUM/pobj/7"
    )
    assert convert(tree) == [
        "Iran/nsubj/4",
        "is/cop/4",
        "an/det/4",
        "ally/root/0",
        "of/case/6",
        "Syria/nmod/4",
        "since/case/8",
        "1979/nmod/4",
    ]


def test_chain_of_conjuncts_hangs_on_the_first() -> None:
    tree = "A/PROPN/nsubj/6 ,/PUNCT/punct/1 B/PROPN/conj/1 and/CCONJ/cc/3 C/PROPN/conj/3 fight/VERB/ROOT/0"
    assert convert(tree) == ["A/nsubj/6", ",/punct/1", "B/conj/1", "and/cc/5", "C/conj/1", "fight/root/0"]


def test_preposition_after_preposition_and_clause_after_preposition() -> None:
    tree = "fled/VERB/ROOT/0 from/ADP/prep/1 behind/ADP/pcomp/2 lines/NOUN/pobj/3"
    assert convert(tree) == ["fled/root/0", "from/case/4", "behind/case/4", "lines/obl/1"]
    tree = "fled/VERB/ROOT/0 after/ADP/prep/1 losing/VERB/pcomp/2 Hama/PROPN/dobj/3"
    assert convert(tree) == ["fled/root/0", "after/mark/3", "losing/advcl/1", "Hama/obj/3"]


@pytest.mark.parametrize("tree", ["moved/VERB/ROOT/0 in/ADP/prep/1", "is/AUX/ROOT/0", "of/ADP/ROOT/0 it/PRON/pobj/1"])
def test_fragments_stay_trees(tree: str) -> None:
    heads = [int(token.rsplit("/", 1)[1]) for token in convert(tree)]
    assert heads.count(0) == 1


def test_label_inventories_are_told_apart() -> None:
    assert is_clearnlp(["ROOT", "dobj", "pobj", "nsubj"])
    assert not is_clearnlp(["ROOT", "obj", "obl", "nsubj"])
