"""Keep numpy's matrix products on one thread.

The parser's products are small. Spread over threads they take longer, not shorter: the threads wait for each other, and
on a busy machine a sentence then takes several times as long (measured: 2 threads on 2 busy cores, 6 times).
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_SETTERS = (
    "scipy_openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads",
    "openblas_set_num_threads64_",
    "openblas_set_num_threads",
    "MKL_Set_Num_Threads",
)


def use_one_thread() -> None:
    """Tell the library behind numpy to use one thread, unless the user's environment says how many.

    Before numpy is imported the environment is enough; afterwards the loaded library has to be told. Where that cannot
    be done nothing happens: the parser is then slower and just as right.
    """
    if any(os.environ.get(variable) for variable in (*_VARIABLES, "OMP_NUM_THREADS")):
        return
    if "numpy" not in sys.modules:
        for variable in _VARIABLES:
            os.environ[variable] = "1"
        return
    for path in _loaded_libraries():
        try:
            library = ctypes.CDLL(str(path))
        except OSError:
            continue
        for name in _SETTERS:
            if (setter := getattr(library, name, None)) is not None:
                setter(1)
                return


def _loaded_libraries() -> Iterator[Path]:
    """Libraries of linear algebra in this process; where the system does not list them, those numpy brought along."""
    maps = Path("/proc/self/maps")
    if maps.exists():
        lines = maps.read_text(encoding="utf-8", errors="replace").splitlines()
        paths = {line.split(maxsplit=5)[-1] for line in lines if "/" in line}
        yield from (Path(p) for p in sorted(paths) if any(n in Path(p).name for n in ("openblas", "mkl_rt")))
        return
    import numpy as np

    package = Path(np.__file__).parent
    for folder in (package.parent / "numpy.libs", package / ".dylibs"):
        yield from sorted(folder.glob("*openblas*"))
