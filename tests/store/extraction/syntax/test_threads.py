"""Matrix products stay on one thread."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
COUNT = """
import ctypes, sys
{first}
from store.extraction.syntax import load_parser
load_parser().parse([["Go"]])
paths = {{l.split()[-1] for l in open("/proc/self/maps") if "openblas" in l}}
getters = [getattr(ctypes.CDLL(p), "scipy_openblas_get_num_threads64_", None) for p in paths]
print(*(g() for g in getters if g))
"""


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="the system does not list loaded libraries")
@pytest.mark.parametrize("first", ["", "import numpy"])
def test_one_thread_is_used_whoever_imported_numpy_first(first: str) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", COUNT.format(first=first)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    if not done.stdout.strip():
        pytest.skip("numpy here is built on another library")
    assert done.stdout.split() == ["1"]
