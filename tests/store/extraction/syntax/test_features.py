"""Features of a word form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extraction.syntax import features as f


@pytest.mark.parametrize(
    ("form", "norm"), [("Assad’s", "assad's"), ("2016", "0000"), ("Łódź", "łodz"), ("Ṭā’ifa", "ta'ifa"), ("–", "-")]
)
def test_norm_folds_what_makes_no_difference(form: str, norm: str) -> None:
    assert f.normalise(form) == norm


@pytest.mark.parametrize(
    ("form", "shape"), [("Jabhat", "Xxx"), ("ISIS", "XX"), ("al-Sham", "xx-Xxx"), ("AK-47", "XX-00"), ("", "")]
)
def test_shape_shows_capitals_digits_and_signs(form: str, shape: str) -> None:
    assert f.shape(form) == shape


@given(st.text(max_size=60))
def test_any_form_has_rows_inside_the_tables(form: str) -> None:
    features = f.features(form)
    assert 0 <= features.prefix < f.PREFIX_ROWS
    assert 0 <= features.suffix2 < f.SUFFIX2_ROWS
    assert 0 <= features.suffix3 < f.SUFFIX3_ROWS
    assert 0 <= features.shape < f.SHAPE_ROWS
    assert features.ngrams
    assert all(0 <= row < f.NGRAM_ROWS for row in features.ngrams)


def test_rows_stay_the_same_for_ever() -> None:
    """The weights are numbered by these rows: another hash would spoil them silently."""
    rows = f.features("attacked")
    assert (rows.norm, rows.prefix, rows.suffix2, rows.suffix3, rows.shape) == ("attacked", 1856, 440, 1717, 378)
