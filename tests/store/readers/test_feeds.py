"""Feeds: entries as articles, teasers made whole, and XML that would grow without bound."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.fetching import Fetcher
from store.readers import Skipped, Source, read_source
from store.readers.feeds import FeedState, find_feed
from store.records import Article
from tests.store.fetching.server import document, serving, status
from tests.store.readers.reading import articles, read, read_address, reasons

SENTENCE = "Rebels took the town of Karanda on Monday, a spokesman of the group said. "
LONG = SENTENCE * 25


def rss(*entries: str, title: str = "Ridge Press") -> bytes:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    start = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{start}<title>{title}</title><language>en-GB</language>{items}</channel></rss>".encode()


def page(title: str, text: str = LONG) -> bytes:
    return f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>".encode()


def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, pause=0)


def test_entries_with_their_whole_text_are_articles(tmp_path: Path) -> None:
    entry = (
        "<title>Town &amp;amp; road taken</title><link>https://ridge.test/1#top</link><guid>1</guid>"
        "<pubDate>Thu, 03 Mar 2016 10:00:00 GMT</pubDate><description>Short.</description>"
        f"<content:encoded><![CDATA[<p>{LONG}</p><script>no()</script><p>Second.</p>]]></content:encoded>"
    )
    (found,) = articles(read(tmp_path / "a.xml", rss(entry)))
    assert found.text == f"{LONG.strip()}\n\nSecond."
    assert (found.title, found.outlet, found.date) == ("Town & road taken", "Ridge Press", "2016-03-03")
    assert (found.language, found.address, found.path, found.position) == ("en", "https://ridge.test/1", "a.xml", 1)


def test_atom_and_rdf_are_read_too(tmp_path: Path) -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Ridge</title><entry><id>1</id><title>Town taken</title>
    <updated>2016-03-03T10:00:00Z</updated><link href="https://ridge.test/1"/>
    <content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"""
    (found,) = articles(read(tmp_path / "a.atom", atom))
    assert (found.title, found.date, found.text) == ("Town taken", "2016-03-03", LONG.strip())
    rdf = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel><title>Ridge</title></channel><item><title>Town taken</title><description>{LONG}</description></item></rdf:RDF>"""
    assert articles(read(tmp_path / "a.rdf", rdf))[0].text == LONG.strip()


def test_a_feed_that_is_a_file_leads_nowhere(tmp_path: Path) -> None:
    with serving({"*": page("Whole")}) as server:
        entry = f"<title>Town taken</title><link>{server.address}/1</link><description>Only a teaser.</description>"
        (found,) = articles(read(tmp_path / "a.xml", rss(entry)))
        assert server.asked == []
    assert found.text == "Only a teaser."


def test_a_teaser_is_made_whole_from_its_page() -> None:
    with serving({"/1": page("Town taken, whole")}) as server:
        whole = f"<title>Whole</title><link>{server.address}/2</link><description>{LONG}</description>"
        teaser = f"<title>Town taken</title><link>/1</link><description>{SENTENCE}[…]</description>"
        server.answers["/feed"] = rss(teaser, whole)
        items = read_address(server.address + "/feed", fetcher())
        assert server.paths == ["/feed", "/robots.txt", "/1"]
    first, second = articles(items)
    assert first.title == "Town taken"
    assert LONG.strip() in first.text
    assert (first.address, first.path, first.position) == (server.address + "/1", server.address + "/feed", 1)
    assert second.text == LONG.strip()


@pytest.mark.parametrize("refusal", [status(403), status(404), page("Nothing", "")])
def test_a_page_that_is_given_out_to_nobody_leaves_the_teaser(refusal: bytes) -> None:
    with serving({"/1": refusal}) as server:
        server.answers["/feed"] = rss(
            f"<title>Town</title><link>{server.address}/1</link><description>Teaser.</description>"
        )
        (found,) = articles(read_address(server.address + "/feed", fetcher()))
    assert found.text == "Teaser."


def test_a_page_that_robots_may_not_have_is_not_fetched() -> None:
    with serving({"/robots.txt": b"User-agent: *\nDisallow: /"}) as server:
        server.answers["/feed"] = rss(
            f"<title>Town</title><link>{server.address}/1</link><description>Teaser.</description>"
        )
        (found,) = articles(read_address(server.address + "/feed", fetcher()))
        assert server.paths == ["/feed", "/robots.txt"]
    assert found.text == "Teaser."


def test_a_page_that_cannot_be_had_for_now_is_skipped_and_asked_for_again() -> None:
    told: list[FeedState] = []
    with serving({"/1": status(503, retry_after="60")}) as server:
        teaser = f"<title>Town</title><link>{server.address}/1</link><guid>a</guid><description>Teaser.</description>"
        whole = f"<title>Whole</title><guid isPermaLink='false'>b</guid><description>{LONG}</description>"
        server.answers["/feed"] = document(rss(teaser, whole), etag='"1"')
        source = Source("feed", None, None, address=server.address + "/feed")
        items = [item for item, _done in read_source(source, fetcher(), told.append)]
    assert [item.title for item in articles(items)] == ["Whole"]
    assert "503" in reasons(items)[0][1]
    # Nothing that would let the server say next time that there is nothing new.
    assert told == [FeedState("feed", "Ridge Press", None, None, ("b",))]


def test_a_link_of_a_feed_to_this_machine_is_refused() -> None:
    entry = "<title>Town</title><link>http://169.254.169.254/latest</link><description>Teaser.</description>"
    with serving({"/feed": rss(entry)}) as server:
        allowed = fetcher()
        resolved: list[str] = []

        class Half(Fetcher):
            def addresses_of(self, host: str, port: int) -> list[str]:
                resolved.append(host)
                self.allow_private = host == "127.0.0.1"
                return super().addresses_of(host, port)

        half = Half(limits=allowed.limits, pause=0)
        (found,) = articles(read_address(server.address + "/feed", half))
    assert resolved == ["127.0.0.1", "169.254.169.254", "169.254.169.254"]
    assert found.text == "Teaser."


def bomb(levels: int = 12) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(levels))
    return f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel><item><title>&l{levels - 1};</title></item></channel></rss>'.encode()


QUADRATIC = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + b"a" * 100_000 + b'">]><rss><channel><item><title>'
    + b"&a;" * 100_000 + b"</title></item></channel></rss>"
)  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        bomb(),
        bomb().decode().replace('<?xml version="1.0"?>', "").encode("utf-16"),
        QUADRATIC,
        bomb().replace(b"<!DOCTYPE", b"<broken <!DOCTYPE").replace(b"<broken", b"\n<rss>\n<broken"),
        bomb().replace(b"<!ENTITY l0", b'<!ENTITY % x SYSTEM "http://169.254.169.254/x">%x;<!ENTITY l0'),
    ],
    ids=["laughs", "laughs in UTF-16", "quadratic", "misshapen", "external"],
)
def test_entities_that_grow_are_refused_at_once(tmp_path: Path, content: bytes) -> None:
    tracemalloc.start()
    began = time.process_time()
    items = read(tmp_path / "a.xml", content)
    spent = time.process_time() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # One that is no XML by the letter is read by forgiving means, which put in no entities.
    assert all("entities" in reason or "far from its start" in reason for _path, reason in reasons(items))
    assert sum(len(item.text) for item in articles(items)) < 1000
    assert spent < 5
    assert peak < 60_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"<rss>" + b"<a>" * 60_000,
        b"<rss><channel><item><title>" + b"<" * 60_000,
        b"<rss><channel>" + b"<!--" * 100_000,
        b"<rss " + b"a='" * 100_000,
        b"<rss><channel><item><description>" + b"&lt;b&gt;" * 100_000,
        b"<rss><channel><item><description><![CDATA[" + b"<div>" * 60_000 + b"]]></description></item></channel></rss>",
        b"<rss><channel>" + b"<item><title>a</title></item>" * 20_000 + b"</channel></rss>",
        b"<rss><channel><item><description>a" + b" " * 3_000_000 + b"b</description></item></channel></rss>",
    ],
    ids=["deep", "open", "comments", "attributes", "escaped", "deep text", "many entries", "spaces"],

)  # fmt: skip
def test_misshapen_feeds_end_in_time(tmp_path: Path, content: bytes) -> None:
    began = time.process_time()
    items = read(tmp_path / "a.xml", content)
    assert time.process_time() - began < 20
    assert items


def test_a_document_type_without_entities_is_harmless(tmp_path: Path) -> None:
    start = '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    feed = f"{start}<rss version='0.91'><channel><item><title>Town taken</title><description>{LONG}</description></item></channel></rss>"
    (found,) = articles(read(tmp_path / "a.xml", feed))
    assert found.text == LONG.strip()


def test_a_feed_without_entries_is_told(tmp_path: Path) -> None:
    assert reasons(read(tmp_path / "a.xml", rss())) == [("a.xml", "is a feed without entries")]


def test_the_feed_of_a_page_is_found() -> None:
    head = b'<html><link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2"><link rel=icon href=x>'
    assert find_feed(head, "https://ridge.test/news/") == "https://ridge.test/feed?a=1&b=2"
    assert find_feed(b"<html><link rel=icon href=x>", "https://ridge.test/") is None


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["<item>", "</item>", "<title>", "</title>", "<link>", "https://[", "javascript:x", "<pubDate>",
                         "99999", "&#x0;", "&nbsp;", "<![CDATA[", "]]>", "<description>", "\x00", "<guid>", "é", "<source>",
                         '<enclosure url="x"/>', "<content:encoded>", "</channel>"]),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_no_feed_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    content = f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{text}'
    for item in read(tmp_path_factory.getbasetemp() / "a.xml", content):
        assert isinstance(item, Article | Skipped)
