"""Tell which extractor has read an article: its code and data, the lists of names, and the parser.

Two readings of one text with the same version are the same. Nothing of the extractor is loaded to tell it.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from store.world import World

_EXTRACTION: Final = Path(__file__).parent
_FOLDERS: Final = (_EXTRACTION, _EXTRACTION.parent / "world")
_KINDS: Final = frozenset({".py", ".tsv", ".txt", ".npz"})
DIGITS: Final = 8


def extractor_version(world: World, model: str | None = None) -> str:
    """The extractor with these lists and this parser, as "2.1f0c88d2+world:ab12cd34+model:en_core_web_sm-3.8.0".

    The number is raised by hand where what is stored changes its meaning; behind it stands a digest of the code, word
    lists and weights, then one of the lists of names (shipped, the user's, others that were named). ``model`` names an
    installed spaCy pipeline and is left out for the shipped parser.
    """
    from store.extraction import EXTRACTOR_VERSION

    parts = [f"{EXTRACTOR_VERSION}.{_code()}", f"world:{world.digest[:DIGITS]}"]
    if model is not None:
        parts.append(f"model:{_installed(model)}")
    return "+".join(parts)


@lru_cache(maxsize=1)
def _code() -> str:
    digest = blake2b(digest_size=DIGITS // 2)
    files = (path for folder in _FOLDERS for path in folder.rglob("*") if path.suffix in _KINDS)
    for path in sorted(files):
        # Lists of names are told apart by their own digest, which counts the user's too.
        if path.suffix == ".tsv" and _FOLDERS[1] in path.parents:
            continue
        content = path.read_bytes()
        digest.update(f"\0{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _installed(model: str) -> str:
    """A pipeline by its name and version; one in a folder by the folder's name and a digest of its description."""
    folder = Path(model)
    try:
        if folder.is_dir():
            about = blake2b((folder / "meta.json").read_bytes(), digest_size=DIGITS // 2).hexdigest()
            return f"{folder.resolve().name}-{about}"
        return f"{model}-{version(model)}"
    except (OSError, ValueError, PackageNotFoundError):
        return model
