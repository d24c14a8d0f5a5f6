"""JSON lines and JSON files."""

from __future__ import annotations

import json
from pathlib import Path

from store.readers import Skipped, Source, read_source
from store.records import Article


def read(folder: Path, content: str | bytes, name: str) -> list[Article | Skipped]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [item for item, _done in read_source(Source(name, path, path.stat().st_size))]


def test_each_line_is_an_article(tmp_path: Path) -> None:
    rows = [
        {"title": "A", "text": "One.", "source": {"name": "Ridge"}, "date": "2016-03-03", "url": "http://x"},
        {"headline": "B", "body": "Two."},
    ]
    items = read(tmp_path, "\n".join(json.dumps(row) for row in rows), "news.jsonl")
    assert [(i.title, i.text, i.outlet, i.position) for i in items if isinstance(i, Article)] == [
        ("A", "One.", "Ridge", 1),
        ("B", "Two.", None, 2),
    ]


def test_a_broken_line_is_skipped_and_the_rest_read(tmp_path: Path) -> None:
    items = read(tmp_path, '{"text": "One."}\n{"text": \n[1, 2]\n\n{"text": "Two."}\n', "news.jsonl")
    assert [item.text for item in items if isinstance(item, Article)] == ["One.", "Two."]
    assert [(item.position, item.reason) for item in items if isinstance(item, Skipped)] == [
        (2, "is not valid JSON"),
        (3, "is no JSON object"),
    ]


def test_lone_surrogates_and_nul_are_made_storable(tmp_path: Path) -> None:
    (item,) = read(tmp_path, '{"text": "a\\ud800b\\u0000c", "title": "\\udfff"}\n{"text": ""}', "news.jsonl")[:1]
    assert isinstance(item, Article)
    assert item.text == "a�b�c"
    item.title.encode()


def test_a_json_file_holds_one_article_or_a_list_of_them(tmp_path: Path) -> None:
    (one,) = read(tmp_path, '{"title": "A",\n "text": "One."}', "one.json")
    assert isinstance(one, Article)
    assert one.position is None
    assert len(read(tmp_path, '[{"text": "One."}, {"text": "Two."}]', "list.json")) == 2
    assert len(read(tmp_path, '{"status": "ok", "articles": [{"content": "One."}]}', "api.json")) == 1


def test_json_without_a_text_names_its_keys(tmp_path: Path) -> None:
    (item,) = read(tmp_path, '{"name": "x", "age": 4}', "x.json")
    assert isinstance(item, Skipped)
    assert "found: name, age" in item.reason


def test_nesting_without_end_is_refused_in_one_line(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "[" * 200_000, "deep.json")
    assert isinstance(item, Skipped)
    assert item.reason == "is not valid JSON"


def test_numbers_and_lists_as_texts_do_not_break_the_reading(tmp_path: Path) -> None:
    items = read(tmp_path, '{"text": 5}\n{"text": ["a", "b"]}\n{"text": {"x": 1}}\n{"text": null}\n', "odd.jsonl")
    assert len(items) == 4
