"""CSV and TSV files with one article a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.readers import Skipped, Source, read_source
from store.records import Article


def read(folder: Path, content: str | bytes, name: str = "news.csv") -> list[Article | Skipped]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [item for item, _done in read_source(Source(name, path, path.stat().st_size))]


def texts(items: list[Article | Skipped]) -> list[str]:
    return [item.text for item in items if isinstance(item, Article)]


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "id,Article_Title,article_content,source,Date,URL,lang\n7,Clash,They fought.,Ridge,2016-03-03,http://x,EN\n",
    )
    assert item == Article(
        text="They fought.", title="Clash", outlet="Ridge", date="2016-03-03", language="en", address="http://x",
        path="news.csv", position=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    "header", ["title,text,date", "headline;body;published", "Title\tContent\tDate", "title|fulltext|pub_date"]
)
def test_every_common_delimiter_is_found(tmp_path: Path, header: str) -> None:
    mark = next(c for c in ",;\t|" if c in header)
    (item,) = read(tmp_path, f"{header}\n{mark.join(['Clash', 'They fought.', '2016-03-03'])}\n", "news.tsv")
    assert isinstance(item, Article)
    assert (item.title, item.text, item.date) == ("Clash", "They fought.", "2016-03-03")


def test_rows_keep_their_line_breaks_and_quotes(tmp_path: Path) -> None:
    (item,) = read(tmp_path, 'title,text\n"A ""truce""","First line.\n\nSecond, line."\n')
    assert isinstance(item, Article)
    assert (item.title, item.text) == ('A "truce"', "First line.\n\nSecond, line.")


def test_month_first_dates_are_recognised_from_the_whole_column(tmp_path: Path) -> None:
    items = read(tmp_path, "text,date\nOne.,4/5/2017\nTwo.,4/25/2017\n")
    assert [item.date for item in items if isinstance(item, Article)] == ["2017-04-05", "2017-04-25"]


def test_latin1_with_an_unnamed_last_column_is_read(tmp_path: Path) -> None:
    content = "unit_id,article_title,article_content,source,date,\n1,Caf\xe9,They fought na\xefvely.,Ridge,1/2/2017,9\n"
    (item,) = read(tmp_path, content.encode("latin-1"))
    assert isinstance(item, Article)
    assert (item.title, item.text) == ("Café", "They fought naïvely.")


def test_a_quote_that_is_never_closed_costs_its_own_line(tmp_path: Path) -> None:
    rows = "".join(f"Title {n},Text {n}.\n" for n in range(10))
    items = read(tmp_path, f'title,text\n{rows}Broken,"never closed\n{rows.replace("Text", "More")}')
    assert len(texts(items)) >= 20
    assert {f"More {n}." for n in range(10)} <= set(texts(items))


def test_an_untidy_quote_in_a_row_does_not_lose_it(tmp_path: Path) -> None:
    items = read(tmp_path, 'title,text\nA,They said "no" twice.\nB,"Quoted" and not.\nC,Last.\n')
    assert len(texts(items)) == 3


def test_a_row_without_text_is_skipped_with_its_number(tmp_path: Path) -> None:
    items = read(tmp_path, "title,text\nA,One.\nB,\nC,Three.\n")
    assert items[1] == Skipped("news.csv", 2, "has no text")
    assert texts(items) == ["One.", "Three."]


def test_a_table_without_articles_names_the_columns_it_has(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "country,year,deaths\nX,2016,4\n")
    assert isinstance(item, Skipped)
    assert "found: country, year, deaths" in item.reason


@pytest.mark.parametrize("content", ["title,text\n", "\n\n\ntitle,text\n"])
def test_a_table_of_a_header_alone_has_no_items(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content) == []


def test_bytes_behind_an_item_grow_towards_the_size(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("title,text\n" + "".join(f"T{n},Text {n}.\n" for n in range(50)))
    size = path.stat().st_size
    done = [behind for _, behind in read_source(Source("news.csv", path, size))]
    assert done == sorted(done)
    assert done[0] < size / 10
    assert done[-1] == size


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_no_bytes_break_the_reading_of_a_table(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    for item in read(folder, b"title,text,date\n" + data):
        assert isinstance(item, Article | Skipped)
