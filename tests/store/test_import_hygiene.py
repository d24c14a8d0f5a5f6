"""What is known never reaches what is shown, and light things stay light; proved in fresh interpreters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def loaded_after(code: str) -> set[str]:
    """Return the top names and the first two parts of all modules that are loaded after some code has run."""
    shown = code + "\nimport sys; print('\\n'.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", shown], capture_output=True, text=True, cwd=ROOT, check=True, timeout=120
    )
    names = [name.strip() for name in run.stdout.splitlines()]
    return {".".join(name.split(".")[:depth]) for name in names for depth in (1, 2, 3)}


EVERYTHING_OF_STORE = """
import importlib, pkgutil, store
for module in pkgutil.walk_packages(store.__path__, "store."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def test_no_module_of_the_store_reaches_the_screen() -> None:
    assert loaded_after(EVERYTHING_OF_STORE) & {"tui", "textual", "rich"} == set()


def test_the_contract_of_imports_holds() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed here")
    run = subprocess.run([linter, "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("import store.database, store.queries.groups", {"sqlite_utils", "numpy", "store.extraction", "store.world"}),
        ("import store.extraction", {"numpy", "store.world", "store.extraction.reading"}),
        ("import store.names", {"numpy", "rapidfuzz"}),
        ("import store.readers", {"trafilatura", "lxml", "dateutil", "charset_normalizer", "numpy"}),
        ("import store.importing", {"trafilatura", "lxml"}),
    ],
)
def test_heavy_imports_wait_until_they_are_needed(code: str, heavy: set[str]) -> None:
    assert loaded_after(code) & heavy == set()


def test_opening_a_store_for_reading_loads_nothing_that_reads_articles(tmp_path: Path) -> None:
    from store.database import open_writer

    open_writer(tmp_path / "store.db").close()
    code = f"""
from pathlib import Path
from store.database import ensure_current, open_reader
from store.queries.overview import overview
ensure_current(Path({str(tmp_path / "store.db")!r}))
overview(open_reader(Path({str(tmp_path / "store.db")!r})))
"""
    assert loaded_after(code) & {"sqlite_utils", "numpy", "store.extraction", "store.world", "store.writing"} == set()
