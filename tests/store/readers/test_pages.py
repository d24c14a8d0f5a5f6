"""Saved HTML pages."""

from __future__ import annotations

from pathlib import Path

import pytest
import trafilatura

from benchmarks.pages import pages, spent
from store.readers import Skipped, Source, read_source
from store.readers.pages import read_page
from store.records import Article

PARAGRAPHS = "".join(
    f"<p>Fighters of the northern brigade attacked the eastern column near the bridge on day {n}, residents said, "
    "while the road to the coast stayed closed to all traffic.</p>"
    for n in range(6)
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Brigade attacks column | Ridge Monitor</title>
<meta property="og:site_name" content="Ridge Monitor"><meta property="article:published_time" content="2016-03-03">
<link rel="canonical" href="https://ridge.example.org/1"></head>
<body><nav><a href="/">Home</a><a href="/war">War</a></nav>
<article><h1>Brigade attacks column</h1>{PARAGRAPHS}</article>
<script>alert('x')</script><footer>Imprint</footer></body></html>"""


def read(folder: Path, content: str | bytes, name: str = "page.html") -> Article | Skipped:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = [item for item, _done in read_source(Source(name, path, path.stat().st_size))]
    return found


def test_the_article_of_a_page_is_found_without_its_menus(tmp_path: Path) -> None:
    article = read(tmp_path, PAGE)
    assert isinstance(article, Article)
    assert article.title == "Brigade attacks column"
    assert article.text.startswith("Brigade attacks column")
    assert "near the bridge on day 5" in article.text
    assert "alert" not in article.text
    assert "Home" not in article.text
    assert (article.date, article.language) == ("2016-03-03", "en")
    assert article.outlet == "Ridge Monitor"
    assert article.address == "https://ridge.example.org/1"


def test_a_page_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, PAGE, "saved.txt"), Article)


def test_hostile_markup_gives_an_article_or_a_reason(tmp_path: Path) -> None:
    for hostile in (
        "<html>" + "<div>" * 5000 + "text" + "</div>" * 10,
        "<html><body><p>\x1b]0;title\x07 \x1b[31mred [bold]x[/] [@click=app.quit]quit[/]</p></body></html>",
        "<!doctype html><html><head><meta charset='no-such-encoding'></head><body>\xff\xfe</body></html>",
        "<html><![CDATA[ ]]><!-- never closed <p>x</p>",
        "<html></html>",
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><html><body>&b;</body></html>",
    ):
        item = read(tmp_path, hostile)
        assert isinstance(item, Article | Skipped)
        if isinstance(item, Skipped):
            assert item.reason


RUSSIAN = "Бои между отрядами продолжались в пригороде, сообщил представитель армии в понедельник утром. " * 8


@pytest.mark.parametrize("said", [None, "utf-8", "iso-8859-1", "windows-1252", "no-such-encoding", "utf-16", "hex"])
@pytest.mark.parametrize("meta", ['<meta charset="windows-1251">', '<?xml version="1.0" encoding="windows-1251"?>', ""])
def test_a_page_is_read_in_its_encoding_whatever_its_server_says(said: str | None, meta: str) -> None:
    page = f"<html><head>{meta}<title>Бои</title></head><body><article><p>{RUSSIAN}</p></article></body></html>"
    (found,) = read_page("a", page.encode("cp1251"), charset=said)
    assert isinstance(found, Article)
    assert RUSSIAN.strip() in found.text


def test_what_a_server_says_serves_where_the_page_says_nothing() -> None:
    page = f"<html><body><article><p>{RUSSIAN}</p></article></body></html>"
    (found,) = read_page("a", page.encode("koi8-r"), charset="koi8-r")
    assert isinstance(found, Article)
    assert RUSSIAN.strip() in found.text


def test_a_page_cut_inside_a_character_keeps_its_encoding() -> None:
    page = f'<html><meta charset="utf-8"><body><article><p>{RUSSIAN}</p>'.encode()[:-5]
    (found,) = read_page("a", page)
    assert isinstance(found, Article)
    assert RUSSIAN[:600] in found.text


def test_a_page_is_at_the_address_where_it_was_found_unless_it_names_its_own() -> None:
    (found,) = read_page("a", PAGE.encode(), address="https://mirror.example.org/x")
    assert isinstance(found, Article)
    assert found.address == "https://ridge.example.org/1"
    bare = PAGE.replace('<link rel="canonical" href="https://ridge.example.org/1">', "")
    (found,) = read_page("a", bare.encode(), address="https://mirror.example.org/x")
    assert isinstance(found, Article)
    assert found.address == "https://mirror.example.org/x"


def test_a_page_of_too_many_tags_is_refused() -> None:
    (found,) = read_page("a", b"<html><body>" + b"<p>Rebels took it. " * 200_000)
    assert found == Skipped("a", None, "is too large for a page (200,002 tags; at most 100,000)")


@pytest.mark.slow
def test_a_page_takes_little_longer_than_trafilatura_alone() -> None:
    made = pages(40)
    rounds = [
        (
            spent(lambda page: trafilatura.bare_extraction(page, with_metadata=True), made),
            spent(lambda page: list(read_page("a", page)), made),
        )
        for _ in range(4)
    ]
    assert min(own for _peer, own in rounds) <= 1.3 * min(peer for peer, _own in rounds)
