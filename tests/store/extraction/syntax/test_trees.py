"""The best tree for given scores."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extraction.syntax.trees import best_tree


def is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for first in range(1, len(heads) + 1):
        token, seen = first, set()
        while token:
            if token in seen:
                return False
            seen.add(token)
            token = heads[token - 1]
    return True


def total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[d, h] for d, h in enumerate(heads)))


@given(st.integers(1, 40), st.integers(0, 10_000), st.sampled_from([0.01, 1.0, 30.0]))
def test_any_scores_give_a_tree_with_one_root(n: int, seed: int, scale: float) -> None:
    scores = (np.random.default_rng(seed).normal(size=(n, n + 1)) * scale).astype(np.float32)
    heads = best_tree(scores)
    assert len(heads) == n
    assert is_tree(heads)


@pytest.mark.parametrize("seed", range(60))
def test_among_trees_with_the_same_root_none_scores_higher(seed: int) -> None:
    n = 5
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    heads = best_tree(scores.copy())
    root = heads.index(0)
    rivals = (list(h) for h in product(range(n + 1), repeat=n) if h[root] == 0 and h.count(0) == 1 and is_tree(list(h)))
    best = max(total(scores, rival) for rival in rivals)
    assert total(scores, heads) == pytest.approx(best, abs=1e-5)


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    # Tokens 2 and 3 prefer each other; 3 loses little by hanging on the root's token 1.
    scores = np.array([[9, 0, 0, 0], [0, 1, 0, 5], [0, 4, 5, 0]], np.float32)
    assert best_tree(scores) == [0, 3, 1]


def test_equal_scores_and_no_tokens_are_no_trouble() -> None:
    assert best_tree(np.zeros((0, 1), np.float32)) == []
    assert best_tree(np.zeros((1, 2), np.float32)) == [0]
    assert is_tree(best_tree(np.zeros((30, 31), np.float32)))
