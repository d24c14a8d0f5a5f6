"""The shipped sample: short reports written for conflict-tui, one Markdown file each."""

from importlib.resources import files
from pathlib import Path

__all__ = ["sample_paths"]


def sample_paths() -> list[Path]:
    """Return the sample reports in file name order, the explanatory README left out."""
    found = (Path(str(item)) for item in files(__name__).iterdir())
    return sorted(path for path in found if path.suffix == ".md" and path.name != "README.md")
