"""The shipped parser: clear cases, known names, any input."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.extraction.syntax import Parse, Parser, load_parser, tokenize
from store.extraction.syntax.network import WeightsError, read_weights, write_weights
from store.extraction.syntax.parser import NetworkParser

WEIGHTS = Path(__file__).parents[4] / "store" / "extraction" / "syntax" / "data" / "english.npz"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


class Tree:
    """A parse that can be asked by words, each of which must occur once."""

    def __init__(self, parser: Parser, sentence: str, *names: str) -> None:
        self.words = [sentence[t.start : t.end] for t in tokenize(sentence)]
        spans = []
        for name in names:
            parts = name.split()
            start = next(i for i in range(len(self.words)) if self.words[i : i + len(parts)] == parts)
            spans.append((start, start + len(parts)))
        self.parse = parser.parse([self.words], [spans])[0]

    def arc(self, word: str) -> tuple[str, str]:
        i = self.words.index(word)
        head = self.parse.heads[i]
        return self.parse.labels[i], self.words[head - 1] if head else ""

    def upos(self, word: str) -> str:
        return self.parse.upos[self.words.index(word)]


def check(parse: Parse, length: int) -> None:
    """Sizes agree, there is one root, and every token reaches it."""
    assert len(parse.heads) == len(parse.labels) == len(parse.upos) == length
    if length:
        assert parse.heads.count(0) == 1
        assert [i for i, label in enumerate(parse.labels) if label == "root"] == [parse.heads.index(0)]
    reached = {0}
    for first in range(1, length + 1):
        token, path = first, []
        while token not in reached:
            assert token not in path
            path.append(token)
            token = parse.heads[token - 1]
        reached.update(path)


def test_active_clause(parser: Parser) -> None:
    tree = Tree(parser, "The rebels attacked the army near Hama.")
    assert tree.arc("rebels") == ("nsubj", "attacked")
    assert tree.arc("army") == ("obj", "attacked")
    assert tree.arc("attacked") == ("root", "")
    assert tree.arc("near") == ("case", "Hama")


def test_passive_clause_with_agent(parser: Parser) -> None:
    tree = Tree(parser, "The convoy was attacked by the rebels on Monday.")
    assert tree.arc("convoy") == ("nsubj:pass", "attacked")
    assert tree.arc("was") == ("aux:pass", "attacked")
    assert tree.arc("rebels") == ("obl:agent", "attacked")


def test_relative_clause(parser: Parser) -> None:
    tree = Tree(parser, "The fighters who left the group joined the army.")
    assert tree.arc("left") == ("acl:relcl", "fighters")
    assert tree.arc("fighters") == ("nsubj", "joined")
    assert tree.arc("group") == ("obj", "left")


def test_coordination_hangs_on_the_first_conjunct(parser: Parser) -> None:
    tree = Tree(parser, "Turkey and Qatar support the rebels and the council.")
    assert tree.arc("Qatar") == ("conj", "Turkey")
    assert tree.arc("Turkey") == ("nsubj", "support")
    assert tree.arc("council") == ("conj", "rebels")


def test_apposition(parser: Parser) -> None:
    tree = Tree(parser, "Hezbollah, a Lebanese militia, has sent fighters to Syria.")
    assert tree.arc("militia") == ("appos", "Hezbollah")
    assert tree.arc("Hezbollah") == ("nsubj", "sent")
    assert tree.arc("Syria") == ("obl", "sent")


def test_copula_and_possessive(parser: Parser) -> None:
    tree = Tree(parser, "Iran is the main ally of Syria's government.")
    assert tree.arc("is") == ("cop", "ally")
    assert tree.arc("Iran") == ("nsubj", "ally")
    assert tree.arc("Syria") == ("nmod:poss", "government")


def test_infinitive_and_reported_clause(parser: Parser) -> None:
    tree = Tree(parser, "The ministry said that the militia planned to attack the city.")
    assert tree.arc("planned") == ("ccomp", "said")
    assert tree.arc("attack") == ("xcomp", "planned")
    assert tree.arc("militia") == ("nsubj", "planned")


def test_text_without_apostrophes_is_understood(parser: Parser) -> None:
    tree = Tree(parser, "Syrias army attacked the rebels on Monday")
    assert tree.arc("Syrias")[1] == "army"
    assert tree.arc("army") == ("nsubj", "attacked")


@pytest.mark.parametrize("name", ["IS", "PLO", "Ahrar al-Sham", "Defend Aleppo", "the Free"])
def test_known_names_are_proper_nouns_whatever_their_words(parser: Parser, name: str) -> None:
    tree = Tree(parser, f"{name} attacked the town.", name)
    first, *rest = name.split()
    assert tree.arc(first) == ("nsubj", "attacked")
    assert tree.upos(first) == "PROPN"
    for word in rest:
        assert tree.arc(word) == ("flat", first)
        assert tree.upos(word) == "PROPN"


def test_dependents_of_a_name_hang_on_its_first_token(parser: Parser) -> None:
    tree = Tree(parser, "Fighters of the Movement of the Word fled to the south.", "Movement of the Word")
    assert tree.arc("Movement") == ("nmod", "Fighters")
    assert tree.parse.labels[3:7] == ("nmod", "flat", "flat", "flat")
    assert tree.parse.heads[1] == tree.parse.heads[2] == 4


def test_spans_that_overlap_or_lie_outside_are_left_out(parser: Parser) -> None:
    words = "Forces of Iraq left".split()
    spans = [(0, 3), (2, 3), (2, 9), (-1, 1), (3, 3), (4, 5)]
    assert parser.parse([words], [spans]) == parser.parse([words], [[(0, 3)]])


def test_sentences_and_names_must_agree_in_number(parser: Parser) -> None:
    with pytest.raises(ValueError, match="2 sentences"):
        parser.parse([["a"], ["b"]], [[]])


def test_no_sentences_and_empty_sentences(parser: Parser) -> None:
    assert parser.parse([]) == []
    assert parser.parse([[], ["Go"], []]) == [
        Parse((), (), ()),
        Parse((0,), ("root",), parser.parse([["Go"]])[0].upos),
        Parse((), (), ()),
    ]


def test_sentence_of_two_thousand_words_gives_one_tree(parser: Parser) -> None:
    long = ("The army attacked the rebels near the town , and " * 200).split()
    (parse,) = parser.parse([long])
    check(parse, len(long))
    check(parser.parse([["word"] * 2000])[0], 2000)


TOKENS = st.lists(
    st.text(min_size=0, max_size=12) | st.sampled_from(["the", "IS", ",", "attacked", "al-Aqsa"]), max_size=25
)


@settings(deadline=None, max_examples=60)
@given(st.lists(TOKENS, max_size=5), st.data())
def test_any_tokens_and_names_give_trees(sentences: list[list[str]], data: st.DataObject) -> None:
    spans = [data.draw(st.lists(st.tuples(st.integers(-1, 25), st.integers(-1, 27)), max_size=4)) for _ in sentences]
    parses = load_parser().parse(sentences, spans)
    assert len(parses) == len(sentences)
    for sentence, parse in zip(sentences, parses, strict=True):
        check(parse, len(sentence))


def test_words_of_a_million_letters_and_lone_surrogates_are_no_trouble(parser: Parser) -> None:
    sentence = ["a" * 1_000_000, "attacked", "\ud800", "\x00", "the", "town" * 100_000]
    check(parser.parse([sentence])[0], 6)


def test_more_different_words_than_are_remembered(parser: Parser) -> None:
    sentences = [[f"word{i}x{j}" for j in range(20)] for i in range(900)]
    once = parser.parse(sentences)
    assert parser.parse(sentences[:5]) == once[:5]


def test_a_sentence_is_parsed_alike_alone_and_in_company(parser: Parser) -> None:
    sentences = [
        [s[t.start : t.end] for t in tokenize(s)]
        for s in (
            "The rebels attacked the army near Hama.",
            "Two groups merged.",
            "The coalition, which was formed in May, later split into three groups that fought each other.",
        )
    ]
    assert parser.parse(sentences) == [parser.parse([s])[0] for s in sentences]
    assert parser.parse(sentences) == parser.parse(sentences)


def test_weights_survive_being_written_and_read(tmp_path: Path) -> None:
    weights = read_weights(WEIGHTS)
    copy = tmp_path / "copy.npz"
    write_weights(copy, weights)
    again = read_weights(copy)
    assert again.words == weights.words
    assert again.labels == weights.labels
    for name, array in weights.arrays.items():
        np.testing.assert_allclose(again.arrays[name], array, rtol=0.02, atol=0.01)


def test_weights_are_small_and_licensed() -> None:
    assert WEIGHTS.stat().st_size < 10_000_000
    licence = (WEIGHTS.parent / "LICENSE").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in licence
    assert "EWT" in licence
    assert "GUM" in licence


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04 broken"])
def test_damaged_weights_give_one_clear_error(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.npz"
    broken.write_bytes(content)
    with pytest.raises(WeightsError, match=r"broken\.npz"):
        read_weights(broken)
    with pytest.raises(WeightsError, match=r"absent\.npz"):
        read_weights(tmp_path / "absent.npz")


def test_importing_syntax_loads_nothing_heavy() -> None:
    heavy = "{'numpy', 'torch', 'spacy'}"
    code = f"import sys, store.extraction.syntax as s; s.tokenize('a b'); print({heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=WEIGHTS.parents[4]
    )
    assert done.stdout.strip() == "set()"


def test_several_threads_may_share_the_parser() -> None:
    sentences = [[f"Group{i}", "attacked", f"Town{j}", "."] for i in range(20) for j in range(5)]
    expected = load_parser().parse(sentences)
    fresh = NetworkParser(read_weights(WEIGHTS))
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: fresh.parse(sentences), range(8)))
    assert all(result == expected for result in results)
