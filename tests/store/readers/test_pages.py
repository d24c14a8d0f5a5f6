"""Saved HTML pages."""

from __future__ import annotations

from pathlib import Path

from store.readers import Skipped, Source, read_source
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
