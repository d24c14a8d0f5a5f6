"""Dossiers hold every sentence with its citation, and no text of an article becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from store.exporters import Format
from store.exporters.markdown import escaped
from store.exporters.texts import one_line, web_address
from store.queries.filters import Filters, StanceFilter
from store.records import Stance
from tests.store.exporters.conftest import SENTENCES, Exported


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_holds_every_sentence_and_nothing_that_runs(exported: Exported, ids: dict[str, int]) -> None:
    text = exported(Format.HTML, subjects=(ids["Karanda Front"],), evidence=0)
    page = Page(text)
    for sentence in SENTENCES:
        assert one_line(sentence) in page.words
    assert not {"script", "b", "img", "iframe"} & set(page.tags)
    assert {link for link in page.links if not link.startswith("#")} == {"https://harbour.example.org/a?b=1&c=%20d"}
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_every_citation_that_is_used_is_listed_once(exported: Exported, ids: dict[str, int]) -> None:
    text = exported(Format.HTML, subjects=(ids["Karanda Front"],), evidence=0)
    used = set(re.findall(r'href="#a(\d+)"', text))
    listed = re.findall(r'<p id="a(\d+)"', text)
    assert sorted(used) == sorted(listed) == ["1", "2", "3"]


def test_markdown_holds_names_counts_and_evidence(exported: Exported, ids: dict[str, int]) -> None:
    text = exported(Format.MARKDOWN, subjects=(ids["Karanda Front"],), evidence=0)
    assert text.startswith("# Karanda Front\n")
    assert "- KF (acronym)" in text
    assert "### Karanda Front fights \\=Velmora Brigade\n\n3 claims (3 reported), 2 outlets" in text
    assert "outlets, 2014-03-05 to 2016-01-31\n" in text
    assert text.count("said by a witness, read with high confidence") == 3
    assert "\\<b\\>Karanda\\</b\\>" in text
    assert r"\[here\](http\://evil.example/)" in text
    assert "<https://harbour.example.org/a?b=1&c=%20d>" in text


def test_a_cut_says_so(exported: Exported, ids: dict[str, int]) -> None:
    text = exported(Format.MARKDOWN, subjects=(ids["Karanda Front"],), evidence=2)
    assert "showing 2 of 3" in text


def test_a_pair_holds_only_what_lies_between_the_two(exported: Exported, ids: dict[str, int]) -> None:
    pair = (ids["Karanda Front"], ids["=Velmora Brigade"])
    headings = re.findall(r"^### (.*)$", exported(Format.MARKDOWN, subjects=pair), re.MULTILINE)
    assert headings == [r"Karanda Front fights \=Velmora Brigade", r"\=Velmora Brigade merged into Karanda Front"]


def test_filters_narrow_a_dossier_and_are_named(exported: Exported, ids: dict[str, int]) -> None:
    filters = Filters() & StanceFilter(Stance.TERRITORIAL)
    text = exported(Format.MARKDOWN, filters, subjects=(ids["Karanda Front"],))
    assert re.findall(r"^### (.*)$", text, re.MULTILINE) == ["Karanda Front controls Zubin Old Town"]
    assert "Narrowed to: stance territorial." in text


def test_rejected_claims_are_left_out_and_counted(exported: Exported, ids: dict[str, int], rejected: int) -> None:
    assert rejected
    text = exported(Format.MARKDOWN, subjects=(ids["Karanda Front"],), evidence=0)
    assert "2 claims (2 reported), 1 outlet" in text
    assert "Left out: 1 rejected by the analyst." in text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("[x](y) <z> # h | t", r"\[x\](y) \<z\> \# h \| t"),
        ("see www.example.org", r"see www\.example.org"),
    ],
)
def test_markdown_characters_mean_themselves(text: str, safe: str) -> None:
    assert escaped(text) == safe


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", 'https://x"y', "https://a b", None, "http://"]
)
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert web_address(address) is None
