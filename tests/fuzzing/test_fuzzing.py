"""What fuzzing once found stays mended, and mutations of every kind of input never raise."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzzing.targets import TARGETS

FOUND = Path(__file__).parent / "found"
CASES = [pytest.param(file, id=f"{file.parent.name}-{file.name[:20]}") for file in sorted(FOUND.glob("*/*"))]


@pytest.mark.parametrize("file", CASES)
def test_what_once_failed_is_taken(file: Path) -> None:
    TARGETS[file.parent.name].feed(file.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_the_inputs_to_start_from_are_taken(name: str) -> None:
    for seed in TARGETS[name].seeds():
        TARGETS[name].feed(seed)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_changed_inputs_are_taken(name: str) -> None:
    chance = random.Random(name)
    seeds = TARGETS[name].seeds()
    for _ in range(60):
        TARGETS[name].feed(changed(chance, chance.choice(seeds), chance.choice(seeds)))


def changed(chance: random.Random, seed: bytes, other: bytes) -> bytes:
    """Change an input as a fuzzer does: bits, bytes, cuts, copies, pieces of another input, numbers out of bounds."""
    content = bytearray(seed)
    for _ in range(chance.choice((1, 2, 4, 16))):
        at = chance.randrange(len(content) + 1)
        upto = min(len(content), at + chance.choice((1, 2, 8, 64)))
        how = chance.randrange(6)
        if how == 0 and at < len(content):
            content[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            content[at:upto] = chance.randbytes(upto - at)
        elif how == 2:
            del content[at:upto]
        elif how == 3:
            content[at:at] = content[at:upto] * chance.choice((1, 3, 50))
        elif how == 4:
            start = chance.randrange(len(other))
            content[at:at] = other[start : start + 64]
        else:
            content[at:at] = chance.choice(
                (b"\x00", b"\xff\xfe", b"99999999999999999999", b"-1", b'"', b"<", b"\r\n", b"\x1b[2J")
            )
    return bytes(content)
