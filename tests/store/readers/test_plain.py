"""Text and Markdown files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.readers import Skipped
from store.readers.plain import read_plain
from store.records import Article


def read(text: str) -> Article:
    (item,) = read_plain("report.txt", text.encode())
    assert isinstance(item, Article)
    return item


def test_a_text_without_header_lines_is_stored_as_it_is() -> None:
    text = "Rebels clash in Hama\n\n  The two groups fought.\n\nAgain.\n"
    article = read(text)
    assert article.text == text
    assert article.title == "Rebels clash in Hama"
    assert (article.outlet, article.date, article.language, article.address) == (None, None, None, None)


def test_header_lines_are_taken_out_of_the_text() -> None:
    article = read(
        "# Rebels clash\nOutlet: Ridge Monitor\nDate: 3 March 2016\nLanguage: EN\n"
        "Address: https://example.org/1\n\nThe two groups fought.\n"
    )
    assert article.title == "Rebels clash"
    assert article.outlet == "Ridge Monitor"
    assert article.date == "2016-03-03"
    assert article.language == "en"
    assert article.address == "https://example.org/1"
    assert article.text == "Rebels clash\n\nThe two groups fought."


def test_header_lines_may_follow_the_title_after_a_blank_line_and_be_bold() -> None:
    article = read("Rebels clash\n\n**Source:** Ridge Monitor\n**Date:** 2016-03-03\n\nThe two groups fought.")
    assert (article.outlet, article.date) == ("Ridge Monitor", "2016-03-03")
    assert article.text == "Rebels clash\n\nThe two groups fought."


def test_front_matter_is_read_and_taken_out() -> None:
    article = read('---\ntitle: "Rebels clash"\ndate: 2016-03-03\nsource: Ridge\n---\n\nThe two groups fought.\n')
    assert (article.title, article.date, article.outlet) == ("Rebels clash", "2016-03-03", "Ridge")
    assert article.text == "The two groups fought."


def test_a_line_of_the_article_is_not_taken_for_a_header() -> None:
    text = "Rebels clash\nLink: the road between the towns was cut.\nThe two groups fought."
    assert read(text).text == text


def test_a_paragraph_without_a_title_line_gives_a_short_title() -> None:
    article = read("The two groups fought on Monday in the town. " * 40)
    assert 40 < len(article.title) <= 241
    assert article.title.endswith(".")


def test_white_space_alone_is_no_article() -> None:
    assert list(read_plain("a.txt", b" \n\t\n")) == [Skipped("a.txt", None, "has no text (only white space)")]


@given(st.binary(max_size=300))
def test_any_bytes_are_one_article_or_one_reason(data: bytes) -> None:
    (item,) = read_plain("x.txt", data)
    if isinstance(item, Article):
        assert item.text.strip()
        assert item.title
    else:
        assert item.reason


@given(st.text(max_size=300).filter(lambda text: text.strip()))
def test_the_title_never_spans_lines(text: str) -> None:
    (item,) = read_plain("x.txt", text.encode("utf-8", "replace"))
    if isinstance(item, Article):
        assert "\n" not in item.title


@pytest.mark.parametrize("text", ["#", "***", "# \n\n#"])
def test_a_text_of_signs_alone_still_has_a_title(text: str) -> None:
    (item,) = read_plain("x.txt", text.encode())
    assert isinstance(item, Article)
    assert item.title
