"""robots.txt (RFC 9309), asked where the program itself follows links, not where a person names an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

LARGEST: Final = 500 * 1024
"""How much of a robots.txt is read, in bytes; RFC 9309 asks for at least this."""


class Rules:
    """What one server asks of programs."""

    def __init__(self, text: str | None, *, everything_refused: bool = False) -> None:
        self._refused = everything_refused
        self._parser: RobotFileParser | None = None
        if text is not None:
            from urllib.robotparser import RobotFileParser

            self._parser = RobotFileParser()
            self._parser.parse(text.splitlines())

    def allow(self, product: str, address: str) -> bool:
        """Whether a program of this product name may fetch an address."""
        if self._refused:
            return False
        return self._parser is None or self._parser.can_fetch(product, address)


def rules_of_status(status: int) -> Rules:
    """Return the rules where there is no robots.txt to read: 4xx allow everything, 5xx refuse it (RFC 9309, 2.3.1)."""
    return Rules(None, everything_refused=status >= 500)
