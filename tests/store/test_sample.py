"""The shipped sample: complete, honest about what it is, and rich enough for a demonstration."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from store.readers.plain import read_plain
from store.records import Article
from store.sample import sample_paths

MARKER = "Sample text written for conflict-tui; not a published report."
FILE_NAME = re.compile(r"(?P<conflict>[a-z]+)-(?P<month>\d{4}-\d{2})-[a-z0-9]+(-[a-z0-9]+)*\.md")
HEADERS = ("Outlet", "Date", "Language", "Address")
PATHS = sample_paths()


class Report(NamedTuple):
    title: str
    headers: dict[str, str]
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The paragraphs without the marker."""
        return "\n\n".join(self.paragraphs[:-1])


@cache
def report(path: Path) -> Report:
    head, *paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
    title, *lines = head.splitlines()
    headers = dict(line.split(": ", 1) for line in lines)
    assert len(headers) == len(lines), "a header stands twice"
    return Report(title, headers, tuple(paragraphs))


def of_conflict(conflict: str) -> str:
    return "\n".join(report(path).body for path in PATHS if path.name.startswith(f"{conflict}-"))


each_report = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@each_report
def test_a_report_has_title_headers_and_a_date_that_exists(path: Path) -> None:
    title, headers, _ = report(path)
    assert title.startswith("# ")
    assert title[2:].strip()
    assert tuple(headers) in (HEADERS, HEADERS[:3])
    assert all(value == value.strip() != "" for value in headers.values())
    assert date.fromisoformat(headers["Date"]).isoformat() == headers["Date"]
    assert headers["Language"] in {"en", "ar", "ru"}


@each_report
def test_a_report_is_marked_as_a_sample_and_points_to_no_real_site(path: Path) -> None:
    _, headers, paragraphs = report(path)
    assert paragraphs[-1] == MARKER
    assert re.fullmatch(r"https://[a-z-]+\.example\.org/\S+", headers.get("Address", "https://none.example.org/x"))
    assert "http" not in report(path).body


@each_report
def test_a_report_is_short_and_in_paragraphs(path: Path) -> None:
    assert 120 <= len(report(path).body.split()) <= 260
    assert len(report(path).paragraphs) >= 4
    assert all("\n" not in paragraph for paragraph in report(path).paragraphs)


@each_report
def test_a_report_is_named_by_conflict_and_month(path: Path) -> None:
    named = FILE_NAME.fullmatch(path.name)
    assert named
    # A report written on the first days of a month may tell of the month before.
    months = [int(m[:4]) * 12 + int(m[5:7]) for m in (named["month"], report(path).headers["Date"])]
    assert 0 <= months[1] - months[0] <= 1


@each_report
def test_the_language_field_fits_the_script(path: Path) -> None:
    body = report(path).body
    counts = {
        "en": len(re.findall("[A-Za-z]", body)),
        "ar": len(re.findall("[\u0600-\u06ff]", body)),
        "ru": len(re.findall("[\u0400-\u04ff]", body)),
    }
    assert max(counts, key=lambda language: counts[language]) == report(path).headers["Language"]


def test_names_are_unique_and_sorted_and_the_readme_is_no_report() -> None:
    names = [path.name for path in PATHS]
    assert len(names) >= 40
    assert names == sorted(set(names))
    assert "README.md" not in names
    assert all(path.is_file() for path in PATHS)


def test_several_conflicts_and_outlets_are_told_of_with_syria_the_densest() -> None:
    conflicts = Counter(path.name.split("-")[0] for path in PATHS)
    assert len(conflicts) >= 4
    assert conflicts.most_common(1)[0][0] == "syria"
    assert conflicts["syria"] >= 30
    syria = [report(path).headers for path in PATHS if path.name.startswith("syria-")]
    assert {headers["Date"][:4] for headers in syria} == {str(year) for year in range(2013, 2019)}
    assert len({headers["Outlet"] for headers in syria}) >= 5
    assert len({report(path).headers["Outlet"] for path in PATHS}) >= 10


def test_reports_in_other_languages_and_names_in_other_scripts_are_among_them() -> None:
    languages = Counter(report(path).headers["Language"] for path in PATHS)
    assert languages["ar"] >= 1
    assert languages["ru"] >= 1
    english = [report(path).body for path in PATHS if report(path).headers["Language"] == "en"]
    assert sum(bool(re.search("[\u0400-\u04ff\u0600-\u06ff\u1000-\u109f]", body)) for body in english) >= 12


@pytest.mark.parametrize(
    "words",
    [
        ("Nusra Front", "formerly known as", "renamed", "Jabhat Fateh al-Sham", "Hayat Tahrir al-Sham"),
        ("Jund al-Aqsa", "split from", "broke away", "splinter"),
        ("Islamic Front", "Army of Conquest", "National Liberation Front", "merged into", "merger of"),
        ("pledged allegiance to", "sub-unit of", "backed by", "designated", "accused", "denied", "is expected to"),
        ("Jabhat al-Nusra", "al-Nusra", "Jabhet an-Nusra", "Daesh", "ISIL", "ISIS", "Islamic State"),
    ],
    ids=["renames", "splits", "mergers", "ties", "spellings"],
)
def test_syria_shows_what_an_analyst_looks_for(words: tuple[str, ...]) -> None:
    text = of_conflict("syria")
    assert [word for word in words if word not in text] == []


def test_one_text_was_published_twice_and_one_was_nearly_copied() -> None:
    same: defaultdict[str, list[Path]] = defaultdict(list)
    for path in PATHS:
        same[report(path).title + report(path).body].append(path)
    (copies,) = [paths for paths in same.values() if len(paths) > 1]
    outlets_and_dates = {(report(path).headers["Outlet"], report(path).headers["Date"]) for path in copies}
    assert len(copies) == len(outlets_and_dates) == 2

    folder = PATHS[0].parent
    first, second = (report(folder / f"syria-2013-11-islamic-front-formed{end}.md") for end in ("", "-wire-copy"))
    assert first.title != second.title
    shared = set(first.paragraphs[:-1]) & set(second.paragraphs[:-1])
    assert len(shared) >= 3


def test_the_importer_reads_every_header_and_finds_the_copy() -> None:
    read = [item for path in PATHS for item in read_plain(path.name, path.read_bytes())]
    articles = [item for item in read if isinstance(item, Article)]
    assert len(articles) == len(read) == len(PATHS)
    for path, article in zip(PATHS, articles, strict=True):
        title, headers, _ = report(path)
        assert f"# {article.title}" == title
        assert [article.outlet, article.date, article.language] == [headers[name] for name in HEADERS[:3]]
        assert article.address == headers.get("Address")
    assert len({article.text for article in articles}) == len(PATHS) - 1


def test_the_readme_names_only_files_that_exist_and_counts_them() -> None:
    readme = (PATHS[0].parent / "README.md").read_text(encoding="utf-8")
    stems = {path.stem for path in PATHS}
    named = set(re.findall(r"`([a-z]+-\d{4}-\d{2}-[a-z0-9-]+)(?:\.md)?`", readme))
    assert named
    assert named <= stems
    assert readme.count(f"{len(PATHS)} short reports") == 1
    counted = {conflict: int(number) for conflict, number in re.findall(r"\| `([a-z]+)-\*` \| (\d+) \|", readme)}
    assert counted == Counter(stem.split("-")[0] for stem in stems)
