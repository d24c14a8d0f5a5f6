"""What a publisher adds to an article is told from the article."""

from __future__ import annotations

import pytest

from store.extraction.text.boilerplate import boilerplate, page_foot
from tests.store.extraction.reading_helpers import kinds_of

BODY = "The Karanda Front took the town of Ostrand on Monday."


def cut(*lines: str) -> list[str]:
    text = "\n".join(lines)
    return [text[span.start : span.end] for span in boilerplate(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up to get the best of our reporting on Velmora and Tessaly",
        "New Courier newsletter: Harbour Letter",
        "Follow us on Twitter and Telegram",
        "© 2016 The Velmora Courier. All rights reserved.",
        "To learn more about republishing this content and the fees, please fill out this form.",
        "Read more: How Tessaly armed the rebels",
        "This article was first published by the Ostrand Post.",
    ],
)
def test_paragraphs_of_the_publisher_are_told_by_their_phrases(line: str) -> None:
    assert cut(BODY, line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "The group's newsletter said that Tessaly had signed up to the truce.",
        "The army followed us on the road to Ostrand, a refugee said.",
        "Readers of the ceasefire text found that the front had subscribed to all of it.",
    ],
)
def test_sentences_of_the_article_are_left_alone(line: str) -> None:
    assert cut(line) == []


def test_a_long_paragraph_is_the_articles_own() -> None:
    assert cut("Sign up to our newsletter. " + BODY * 20) == []


FOOT = "Related News Velmora talks to Tessaly Follow us on Facebook Contact Us Terms of Use Privacy Policy"


def test_links_that_saving_a_page_ran_together_with_the_article_are_its_foot() -> None:
    foot = page_foot(f"{BODY} {FOOT}")
    assert foot is not None
    assert foot.start == len(BODY) + 1


def test_a_single_phrase_of_a_page_makes_no_foot() -> None:
    assert page_foot(f"{BODY} Related News The front left Ostrand.") is None


def test_nobody_in_the_links_of_a_page_is_in_the_news() -> None:
    names = kinds_of(f"{BODY} {FOOT.replace('Velmora talks to Tessaly', 'Sudan talks to Chad')}")
    assert not {"Sudan", "Chad", "Related News"} & set(names)
