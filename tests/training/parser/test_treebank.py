"""Sentences of a treebank and their variants."""

from __future__ import annotations

import lzma
import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store.extraction.syntax.features import NAME
from training.parser.treebank import (
    Sentence,
    Substitutes,
    join_particles,
    read_conllu,
    varied,
    with_names_hidden,
    without_signs,
)

CONLLU = """\
# sent_id = 1
# text = Syria's army, led by al-Assad, hasn't left.
1-2	Syria's	_	_	_	_	_	_	_	_
1	Syria	Syria	PROPN	NNP	_	3	nmod:poss	_	_
2	's	's	PART	POS	_	1	case	_	_
3	army	army	NOUN	NN	_	13	nsubj	_	SpaceAfter=No
4	,	,	PUNCT	,	_	5	punct	_	_
5	led	lead	VERB	VBN	_	3	acl	_	_
6	by	by	ADP	IN	_	7	case	_	_
7	al	al	PROPN	NNP	_	5	obl:agent	_	SpaceAfter=No
8	-	-	PUNCT	HYPH	_	7	punct	_	SpaceAfter=No
9	Assad	Assad	PROPN	NNP	_	7	flat	_	SpaceAfter=No
10	,	,	PUNCT	,	_	5	punct	_	_
11	has	have	AUX	VBZ	_	13	aux	_	SpaceAfter=No
12	n't	not	PART	RB	_	13	advmod	_	_
12.1	been	be	AUX	VBN	_	_	_	_	_
13	left	leave	VERB	VBN	_	0	root	_	SpaceAfter=No
14	.	.	PUNCT	.	_	13	punct	_	_

# text = Go.
1	Go	go	VERB	VB	_	0	root	_	SpaceAfter=No
2	.	.	PUNCT	.	_	1	punct	_	_
"""


def sentences(folder: Path) -> list[Sentence]:
    (folder / "small.conllu").write_text(CONLLU, encoding="utf-8")
    return read_conllu(folder / "small.conllu")


def is_tree(sentence: Sentence) -> bool:
    for first in range(1, len(sentence) + 1):
        token, seen = first, set()
        while token:
            if token in seen:
                return False
            seen.add(token)
            token = sentence.heads[token - 1]
    return sentence.heads.count(0) == 1


def test_words_are_read_and_ranges_and_empty_nodes_left_out(tmp_path: Path) -> None:
    first, second = sentences(tmp_path)
    assert len(first) == 14
    assert first.forms[11] == "n't"
    assert first.heads[-2] == 0
    assert second.text == "Go."


def test_compressed_treebanks_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "small.conllu.xz").write_bytes(lzma.compress(CONLLU.encode()))
    assert read_conllu(tmp_path / "small.conllu.xz") == sentences(tmp_path)


def test_names_with_particles_become_one_token(tmp_path: Path) -> None:
    joined = join_particles(sentences(tmp_path)[0])
    assert joined.forms[6] == "al-Assad"
    assert joined.labels[6] == "obl:agent"
    assert joined.heads[:7] == (3, 1, 11, 5, 3, 7, 5)
    assert is_tree(joined)


def test_signs_are_lost_as_in_some_collections(tmp_path: Path) -> None:
    bare = without_signs(join_particles(sentences(tmp_path)[0]), random.Random(0))
    assert " ".join(bare.forms) == "Syrias army led by al-Assad has nt left ."
    assert bare.labels[0] == "nmod:poss"
    assert is_tree(bare)


def test_names_are_hidden_with_their_place_in_the_tree_kept(tmp_path: Path) -> None:
    hidden = with_names_hidden(join_particles(sentences(tmp_path)[0]), random.Random(0), 1.0)
    assert hidden.forms[:3] == (NAME, "'s", "army")
    assert hidden.forms[6] == NAME
    assert hidden.labels[6] == "obl:agent"
    assert is_tree(hidden)


@given(seed=st.integers(0, 500))
def test_every_variant_is_a_tree(seed: int) -> None:
    rng = random.Random(seed)
    rows = [line.split("\t") for line in CONLLU.split("\n\n", maxsplit=1)[0].splitlines() if line[0].isdigit()]
    rows = [r for r in rows if r[0].isdigit()]
    sentence = Sentence(
        "",
        tuple(r[1] for r in rows),
        tuple(r[2] for r in rows),
        tuple(r[3] for r in rows),
        tuple(int(r[6]) for r in rows),
        tuple(r[7] for r in rows),
    )
    assert is_tree(varied(sentence, rng, Substitutes.of([sentence])))
