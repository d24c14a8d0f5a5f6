"""The pipeline from files to the store: every item accounted for, one bad item never stops the rest."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import store.extraction
from store import extracting, importing
from store.database import open_reader
from store.errors import StoreError
from store.extraction import Text
from store.importing import Progress, Summary, import_paths
from store.records import Reading

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read nothing from texts, where reading is not the point."""

    def read_many(texts: Sequence[Text], **_options: object) -> list[Reading]:
        return [Reading("en", (), ()) for _ in texts]

    monkeypatch.setattr(store.extraction, "read_many", read_many)


def report(number: int) -> str:
    sides = ("Karanda Front", "Velmora Brigade", "Ostrand Army", "Nusra Front", "Ahrar al-Sham")
    one, other = sides[number % 5], sides[(number // 5 + number + 1) % 5]
    return f"Report {number}\n\n{one} fighters attacked {other} near Aleppo on Monday, report {number} says.\n"


def write_reports(folder: Path, count: int, first: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        (folder / f"report-{number:04}.txt").write_text(report(number))
    return folder


def write_table(path: Path, count: int) -> Path:
    rows = ((f"Report {number}", report(number), "Ridge", "2016-03-03") for number in range(count))
    lines = ["title,text,outlet,date", *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    path.write_text("\n".join(lines))
    return path


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(open_reader(path)) as connection:
        return [tuple(row) for row in connection.execute(sql)]


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything in a store but the moments at which it was written."""
    tables = {
        "articles": "id, hex(text_hash), title, outlet_id, date, language, path, position, extractor_version, text",
        "entities": "id, name, kind, listed, articles, mentions, claims, first_date, last_date",
        "names": "entity_id, name, folded, type, origin",
        "mentions": "*",
        "claims": "*",
        "relationships": "*",
        "relationship_outlets": "*",
        "copies": "*",
    }
    return {table: rows(path, f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3") for table, columns in tables.items()}


def add_up(summary: Summary) -> tuple[int, int, int]:
    assert summary.items == summary.added + summary.known + summary.skipped
    return summary.added, summary.known, summary.skipped


@pytest.mark.usefixtures("quick")
def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "reports", 12)
    path = tmp_path / "store.db"
    assert add_up(import_paths(path, [str(folder)])) == (12, 0, 0)
    assert add_up(import_paths(path, [str(folder)])) == (0, 12, 0)
    assert rows(path, "SELECT added, known, skipped, state FROM imports") == [
        (12, 0, 0, "finished"),
        (0, 12, 0, "finished"),
    ]


@pytest.mark.usefixtures("quick")
def test_known_texts_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_reports(tmp_path / "reports", 3)
    import_paths(tmp_path / "store.db", [str(folder)])

    def fail(_texts: Sequence[Text], **_options: object) -> list[Reading]:
        raise AssertionError

    monkeypatch.setattr(store.extraction, "read_many", fail)
    summary = import_paths(tmp_path / "store.db", [str(folder), str(folder)])
    assert (summary.known, summary.unread) == (6, 0)


@pytest.mark.usefixtures("quick")
def test_bad_items_are_skipped_with_reasons_and_the_rest_imported(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "mixed", 3)
    (folder / "noise.txt").write_bytes(os.urandom(20_000))
    (folder / "empty.txt").touch()
    (folder / "broken.csv").write_text('title,text\nA,"Never closed\nB,Text of B.\nC,Text of C.\n')
    (folder / "bad.jsonl").write_text('{"text": "Line one \\ud83d."}\n{"text": \n')
    (folder / "hostile.html").write_text(
        "<html><body><article><p>" + "\x1b]0;owned\x07 [@click=app.quit]x[/] The brigade held the bridge. " * 20
    )
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    summary = import_paths(tmp_path / "store.db", [str(folder), str(tmp_path / "absent.txt")])
    add_up(summary)
    reasons = {Path(skip.path).name: skip.reason for skip in summary.reasons}
    assert set(reasons) == {"noise.txt", "empty.txt", "broken.csv", "bad.jsonl", "photo.jpg", "absent.txt"}
    assert all("\n" not in reason for reason in reasons.values())
    titles = {row[0] for row in rows(tmp_path / "store.db", "SELECT title FROM articles")}
    assert {"Report 0", "Report 1", "Report 2", "B", "C"} <= titles
    stored = rows(tmp_path / "store.db", "SELECT path, position, reason FROM skipped_items")
    assert len(stored) == summary.skipped


def test_a_text_whose_reading_fails_is_stored_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(texts: Sequence[Text], **_options: object) -> list[Reading]:
        if any("report 1 " in text.text for text in texts):
            raise RecursionError("too deep")
        return [Reading("en", (), ()) for _ in texts]

    monkeypatch.setattr(store.extraction, "read_many", read_many)
    summary = import_paths(tmp_path / "store.db", [str(write_reports(tmp_path / "reports", 3))])
    assert (summary.added, summary.unread) == (3, 1)
    assert "report-0001.txt" in summary.failures[0]
    assert rows(tmp_path / "store.db", "SELECT title FROM articles WHERE extractor_version IS NULL") == [("Report 1",)]


@pytest.mark.usefixtures("quick")
def test_later_copies_keep_their_title_outlet_and_date(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("title,text,outlet,date\nOne,Same text.,A,2016-01-01\nTwo,Same  text.,B,2016-01-02\n")
    assert add_up(import_paths(tmp_path / "store.db", [str(path)])) == (1, 1, 0)
    assert rows(
        tmp_path / "store.db",
        "SELECT copies.title, outlets.name, date, position FROM copies JOIN outlets ON outlets.id = outlet_id",
    ) == [("Two", "B", "2016-01-02", 2)]


@pytest.mark.usefixtures("quick")
def test_progress_comes_to_the_whole_and_never_goes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH_ARTICLES", 5)
    table = write_table(tmp_path / "news.csv", 60)
    folder = write_reports(tmp_path / "reports", 7, first=100)
    told: list[Progress] = []
    summary = import_paths(tmp_path / "store.db", [str(table), str(folder)], on_progress=told.append)
    assert len(told) > 5
    assert [each.done_bytes for each in told] == sorted(each.done_bytes for each in told)
    assert told[-1].done_bytes == told[-1].total_bytes
    assert told[-1].items == summary.items == 67


@pytest.mark.usefixtures("quick")
def test_stopping_keeps_what_is_finished_and_a_second_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_ARTICLES", 4)
    table = write_table(tmp_path / "news.csv", 60)
    stop = threading.Event()

    def show(progress: Progress) -> None:
        if progress.items >= 20:
            stop.set()

    first = import_paths(tmp_path / "store.db", [str(table)], on_progress=show, stop=stop)
    assert first.interrupted
    assert 20 <= first.added < 60
    assert rows(tmp_path / "store.db", "SELECT state, added FROM imports") == [("interrupted", first.added)]
    assert rows(tmp_path / "store.db", "SELECT count(*) FROM articles") == [(first.added,)]
    second = import_paths(tmp_path / "store.db", [str(table)])
    assert add_up(second) == (60 - first.added, first.added, 0)


def test_an_interrupt_in_the_middle_writes_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(texts: Sequence[Text], **_options: object) -> list[Reading]:
        if any("report 7 " in text.text for text in texts):
            raise KeyboardInterrupt
        return [Reading("en", (), ()) for _ in texts]

    monkeypatch.setattr(store.extraction, "read_many", read_many)
    monkeypatch.setattr(extracting, "CHUNK", 1)
    summary = import_paths(tmp_path / "store.db", [str(write_reports(tmp_path / "reports", 12))])
    assert summary.interrupted
    assert summary.added == 7
    assert rows(tmp_path / "store.db", "SELECT state FROM imports") == [("interrupted",)]


def test_two_processes_write_the_same_store_as_one(tmp_path: Path) -> None:
    table = write_table(tmp_path / "news.csv", 150)
    for jobs in (1, 2):
        summary = import_paths(tmp_path / f"store-{jobs}.db", [str(table)], jobs=jobs)
        assert add_up(summary) == (150, 0, 0)
    one, two = (dump(tmp_path / f"store-{jobs}.db") for jobs in (1, 2))
    assert one["claims"], "the reports claim something"
    assert one == two


@pytest.mark.usefixtures("quick")
def test_a_known_file_of_any_length_passes_through_without_worker_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = write_table(tmp_path / "news.csv", 3000)
    import_paths(tmp_path / "store.db", [str(table)])
    monkeypatch.setattr("store.extracting.ProcessPoolExecutor", None)
    assert add_up(import_paths(tmp_path / "store.db", [str(table)], jobs=4)) == (0, 3000, 0)


def test_killed_workers_cost_time_and_nothing_else(tmp_path: Path) -> None:
    table = write_table(tmp_path / "news.csv", 200)
    killed = threading.Event()

    def kill() -> None:
        while not killed.is_set():
            for worker in multiprocessing.active_children():
                if worker.pid is not None:
                    os.kill(worker.pid, signal.SIGKILL)
                    killed.set()
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        summary = import_paths(tmp_path / "store.db", [str(table)], jobs=2)
    finally:
        killed.set()
        killer.join()
    assert add_up(summary) == (200, 0, 0)
    assert summary.unread == 0


@pytest.mark.slow
def test_workers_end_when_the_import_is_killed(tmp_path: Path) -> None:
    table = write_table(tmp_path / "news.csv", 4000)
    code = f"""
import multiprocessing, os, signal, sys
from pathlib import Path
from store.importing import import_paths
def show(progress):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    import_paths(Path({str(tmp_path / "s.db")!r}), [{str(table)!r}], jobs=2, on_progress=show)
"""
    script = tmp_path / "run.py"
    script.write_text(code)
    run = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=120, check=False,
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    workers = [int(pid) for pid in run.stdout.split()]
    assert workers, run.stderr
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(_runs, workers)):
        time.sleep(0.05)
    assert not any(map(_runs, workers))


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return not Path("/proc/self/stat").exists()
    return state not in "ZX"


@pytest.mark.usefixtures("quick")
def test_two_importers_at_once_lose_and_double_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH_ARTICLES", 7)
    folders = [write_reports(tmp_path / name, 60, first) for name, first in (("a", 0), ("b", 40))]
    summaries: list[Summary] = []
    failures: list[BaseException] = []

    def run(folder: Path) -> None:
        try:
            summaries.append(import_paths(tmp_path / "store.db", [str(folder)]))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=[folder]) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sum(summary.added for summary in summaries) == 100
    assert sum(summary.known for summary in summaries) == 20
    assert rows(tmp_path / "store.db", "SELECT count(*) FROM articles") == [(100,)]
    assert rows(tmp_path / "store.db", "SELECT sum(added), sum(known) FROM imports") == [(100, 20)]


def test_two_importing_programs_at_once_agree_with_a_recount(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    code = "import sys; from pathlib import Path; from store.importing import import_paths\n"
    code += "import_paths(Path(sys.argv[1]), sys.argv[2:])"
    folders = [write_reports(tmp_path / name, 40, first) for name, first in (("a", 0), ("b", 20))]
    runs = [
        subprocess.Popen([sys.executable, "-c", code, path, folder], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for folder in folders
    ]
    assert [(run.communicate(timeout=180)[1], run.returncode) for run in runs] == [("", 0), ("", 0)]
    assert rows(path, "SELECT count(*) FROM articles") == [(60,)]
    assert rows(path, "SELECT count(*) FROM claims")[0][0] > 0
    assert rows(
        path,
        "SELECT r.id FROM relationships AS r"
        " WHERE claims != (SELECT count(*) FROM claims WHERE relationship_id = r.id)",
    ) == []  # fmt: skip
    assert rows(
        path, "SELECT e.id FROM entities AS e WHERE mentions != (SELECT count(*) FROM mentions WHERE entity_id = e.id)"
    ) == []  # fmt: skip


@pytest.mark.usefixtures("quick")
def test_a_store_locked_for_long_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.BUSY_SECONDS", 0.1)
    folder = write_reports(tmp_path / "reports", 2)
    path = tmp_path / "store.db"
    import_paths(path, [str(folder)])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="is locked by another program"):
        import_paths(path, [str(folder)])
    other.close()


@pytest.mark.usefixtures("quick")
def test_a_folder_with_nothing_to_import_has_no_items(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert add_up(import_paths(tmp_path / "store.db", [str(tmp_path / "empty")])) == (0, 0, 0)


@pytest.mark.usefixtures("quick")
def test_a_store_inside_the_imported_folder_is_no_item_of_it(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "work", 2)
    (folder / "photo.jpg").touch()
    for expected in ((2, 0, 1), (0, 2, 1)):
        assert add_up(import_paths(folder / "store.db", [str(folder)])) == expected


@pytest.mark.usefixtures("quick")
def test_the_reasons_kept_are_bounded_and_the_rest_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "REASONS_KEPT", 10)
    monkeypatch.setattr(importing, "BATCH_ARTICLES", 4)
    path = tmp_path / "news.csv"
    path.write_text("title,text\n" + "Empty,\n" * 50)
    summary = import_paths(tmp_path / "store.db", [str(path)])
    assert (summary.skipped, len(summary.reasons)) == (50, 10)
    assert rows(tmp_path / "store.db", "SELECT count(*), max(position) FROM skipped_items") == [(50, 50)]


@pytest.mark.usefixtures("quick")
def test_the_measuring_corpora_hold_as_many_texts_as_they_should(tmp_path: Path, shared: Path) -> None:
    files = [str(shared / "corpora" / name) for name in ("mee-infighting-hama.txt", "FA-KES-Dataset.csv")]
    first = import_paths(tmp_path / "store.db", files)
    assert (first.items, *add_up(first)) == (805, 790, 15, 0)
    assert add_up(import_paths(tmp_path / "store.db", files)) == (0, 805, 0)
    dates = rows(tmp_path / "store.db", "SELECT count(date), min(date), max(date) FROM articles")
    assert dates == [(789, "2011-02-02", "2018-07-18")]
    assert rows(tmp_path / "store.db", "SELECT count(*) FROM articles WHERE text LIKE '%\ufffd%'") == [(0,)]


@pytest.mark.usefixtures("quick")
def test_any_json_of_articles_survives_the_way_into_the_store(tmp_path: Path) -> None:
    hostile = [
        "\ud800lone",
        "nul\x00byte",
        "esc\x1b[31m",
        "\u202eright",
        "[/markup]",
        "'; DROP TABLE articles; --",
        "😀",
    ]
    path = tmp_path / "news.jsonl"
    rows_of = [{"title": each, "text": f"Text {each}", "outlet": each, "url": each} for each in hostile]
    path.write_text("\n".join(map(json.dumps, rows_of)))
    assert add_up(import_paths(tmp_path / "store.db", [str(path)])) == (len(hostile), 0, 0)
    texts = [row[0] for row in rows(tmp_path / "store.db", "SELECT text FROM articles ORDER BY id")]
    assert texts[2:] == [f"Text {each}" for each in hostile[2:]]


def test_the_store_itself_is_no_source_and_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, article = tmp_path / "store.db", tmp_path / "article.txt"
    article.write_text("Front attacks town\n\nThe Kator Front attacked the Army of Husub on Monday.\n")
    import_paths(store, [str(article)], jobs=1)
    opened: list[Path] = []
    original = Path.open

    def watched(path: Path, *args: Any, **kwargs: Any) -> Any:
        opened.append(path)
        return original(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", watched)
    summary = import_paths(store, [str(store), str(article)], jobs=1)
    assert [(skip.path, skip.reason) for skip in summary.reasons] == [
        (str(store), "is the store that is imported into")
    ]
    assert summary.known == 1 and store not in opened
