"""Fetching one document after the other, with limits that no server can stretch."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import IO, TYPE_CHECKING, Final

from store.fetching.addresses import Address, parse_address, refusal
from store.fetching.errors import FetchError, StoppedError
from store.fetching.robots import LARGEST, Rules, rules_of_status

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

PRODUCT: Final = "conflict-tui"
"""The name under which robots.txt may speak of this program."""

_SPOOL_BYTES: Final = 8 * 1024 * 1024
_WATCH_SECONDS: Final = 0.02

Resolve = Callable[[str, int], list[str]]
"""From a host's name and a port to the IP addresses it resolves to. Raises :class:`OSError`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may cost.

    ``size`` counts bytes after decoding; ``ratio`` is that of decoded to received bytes. A server is given up that
    sends nothing for ``silence`` seconds, whose answer takes more than ``seconds`` in all, or that sends less than
    ``rate`` bytes a second once ``patience`` seconds have gone by.
    """

    size: int = 512_000_000
    ratio: int = 200
    seconds: float = 600.0
    silence: float = 20.0
    patience: float = 30.0
    rate: int = 1024
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it came, decoded from how it was sent; ``file`` stands at its start and is the caller's to close.

    ``address`` is where it was found after redirects; ``moved`` tells whether all of these were permanent. ``charset``
    is what the headers say. A document that has not changed (304) is empty.
    """

    address: str
    status: int
    headers: Mapping[str, str]
    file: IO[bytes]
    size: int
    charset: str | None
    moved: bool


def resolve_host(host: str, port: int) -> list[str]:
    """Ask the system's resolver for the IP addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class Fetcher:
    """Fetches documents, one after the other, and waits between two requests to one host.

    ``allow_private`` lets it reach addresses that are not public. Setting ``stop`` ends a fetch at once. ``pause`` is
    in seconds. ``resolve`` stands for the system's resolver.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        stop: threading.Event | None = None,
        limits: Limits | None = None,
        resolve: Resolve = resolve_host,
        pause: float = 1.0,
    ) -> None:
        self.allow_private = allow_private
        self.stop = stop or threading.Event()
        self.limits = limits or Limits()
        self._resolve = resolve
        self._pause = pause
        self._latest: dict[str, float] = {}
        self._rules: dict[str, Rules] = {}

    def fetch(self, address: str, headers: Mapping[str, str] | None = None, *, largest: int | None = None) -> Fetched:
        """Fetch a document, following redirects.

        ``largest`` lowers the limit of its size. Raises :class:`FetchError`, or :class:`StoppedError` once ``stop``
        is set.
        """
        first = parse_address(address)
        self._wait_for(first.host)
        try:
            return _Attempt(self, first, dict(headers or {}), largest or self.limits.size).watch()
        finally:
            self._latest[first.host] = monotonic()

    def may_follow(self, address: str) -> bool:
        """Whether robots.txt of its server lets this program follow a link to an address. Raises as :meth:`fetch`."""
        parsed = parse_address(address)
        if parsed.origin not in self._rules:
            self._rules[parsed.origin] = self._ask(parsed)
        return self._rules[parsed.origin].allow(PRODUCT, parsed.text)

    def addresses_of(self, host: str, port: int) -> list[str]:
        """Resolve a host, once, and return its IP addresses if every one may be reached. Raises :class:`FetchError`."""
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(
                f"cannot be found (there is no host {host} that can be reached)", temporary=True
            ) from error
        if not self.allow_private:
            for ip in found:
                why = refusal(ip)
                if why is not None:
                    at = "is" if ip == host else f"is at {ip},"
                    raise FetchError(f"is refused: {host} {at} {why}; --allow-private lets it be read")
        return found

    def _ask(self, parsed: Address) -> Rules:
        try:
            found = self.fetch(f"{parsed.origin}/robots.txt", largest=LARGEST)
        except FetchError as error:
            # A file that is too large or cannot be had for reasons of its own forbids nothing by itself.
            return rules_of_status(error.status or 404)
        with found.file as file:
            return Rules(file.read().decode("utf-8", errors="replace"))

    def _wait_for(self, host: str) -> None:
        latest = self._latest.get(host)
        rest = 0.0 if latest is None else latest + self._pause - monotonic()
        if self.stop.is_set() or (rest > 0 and self.stop.wait(rest)):
            raise StoppedError


class _Attempt:
    """One fetch, made by a thread of its own, so that nothing it waits for can hold up whoever watches the clock."""

    def __init__(self, fetcher: Fetcher, first: Address, headers: dict[str, str], largest: int) -> None:
        self._fetcher = fetcher
        self._limits = fetcher.limits
        self._first = first
        self._headers = headers
        self._largest = largest
        self._received = 0
        self._socket: socket.socket | None = None
        self._abandoned = threading.Event()
        self._done = threading.Event()
        self._handing_over = threading.Lock()
        self._found: Fetched | None = None
        self._error: Exception | None = None

    def watch(self) -> Fetched:
        """Run the fetch, and give it up once it breaks a limit or an end is asked for."""
        started = monotonic()
        threading.Thread(target=self._run, name="fetch", daemon=True).start()
        try:
            while not self._done.wait(_WATCH_SECONDS):
                if self._fetcher.stop.is_set():
                    raise StoppedError
                self._check_time(monotonic() - started)
        except BaseException:
            self._abandon()
            raise
        if self._error is not None:
            raise self._error
        assert self._found is not None
        return self._found

    def _check_time(self, elapsed: float) -> None:
        limits = self._limits
        if elapsed > limits.seconds:
            raise FetchError(f"takes longer than {limits.seconds:g} seconds", temporary=True)
        if elapsed > limits.patience and self._received < limits.rate * elapsed:
            reason = f"comes too slowly (less than {limits.rate:,} bytes a second over {limits.patience:g} seconds)"
            raise FetchError(reason, temporary=True)

    def _abandon(self) -> None:
        with self._handing_over:
            self._abandoned.set()
            if self._found is not None:
                self._found.file.close()
            elif self._socket is not None:
                with suppress(OSError):  # it may be closed already
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        try:
            found = self._follow()
        except Exception as error:
            # Raised again by the thread that waits for it.
            self._error = error
        else:
            with self._handing_over:
                if self._abandoned.is_set():
                    found.file.close()
                self._found = found
        finally:
            self._done.set()

    def _follow(self) -> Fetched:
        address, permanent = self._first, True
        for _ in range(self._limits.redirects + 1):
            answer = self._get(address)
            if isinstance(answer, Fetched):
                return answer if permanent and address is not self._first else _not_moved(answer)
            permanent = permanent and answer[0] in (301, 308)
            address = parse_address(answer[1], f"{address.origin}{address.target}")
        raise FetchError(f"is redirected more than {self._limits.redirects} times")

    def _get(self, address: Address) -> Fetched | tuple[int, str]:
        """Ask one server; return its document, or where it redirects to, with the status that says so."""
        from urllib3.exceptions import HTTPError

        from store.fetching.answers import location_of, reason_of, refuse_status
        from store.fetching.connecting import connect, request_headers

        ips = self._fetcher.addresses_of(address.host, address.port)
        try:
            connection = connect(address, ips, self._limits.silence, self._lend)
            try:
                headers = self._headers | request_headers(address, self._credentials(address))
                connection.request("GET", address.target, headers=headers, preload_content=False)
                response = connection.getresponse()
                location = location_of(response)
                if location is not None:
                    return response.status, location
                if response.status not in (200, 203, 304):
                    refuse_status(response)
                return self._keep(address, response)
            finally:
                connection.close()
        except (HTTPError, OSError, ValueError) as error:
            if isinstance(error, FetchError):
                raise
            raise reason_of(error, address) from error

    def _lend(self, lent: socket.socket) -> None:
        """Remember the open socket, by which a thread that waits for its server can be woken."""
        self._socket = lent
        if self._abandoned.is_set():
            raise FetchError("was given up")

    def _credentials(self, address: Address) -> str | None:
        """Credentials go to the server that they were given for, never to one that it redirects to."""
        return self._first.credentials if address.origin == self._first.origin else None

    def _keep(self, address: Address, response: BaseHTTPResponse) -> Fetched:
        from store.fetching.answers import charset_of, pieces

        file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115 - handed on
        size = 0
        try:
            for piece, received in pieces(response):
                if self._abandoned.is_set():
                    raise FetchError("was given up")
                self._received = received
                size += len(piece)
                if size > self._largest:
                    raise FetchError(f"is larger than {self._largest / 1e6:,.0f} MB")
                if size > _SPOOL_BYTES and size > self._limits.ratio * max(received, 1):
                    raise FetchError(f"unpacks to more than {self._limits.ratio} times what is sent")
                file.write(piece)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Fetched(
            address.text, response.status, headers, file, size, charset_of(headers.get("content-type", "")), True
        )


def _not_moved(found: Fetched) -> Fetched:
    return Fetched(found.address, found.status, found.headers, found.file, found.size, found.charset, False)
