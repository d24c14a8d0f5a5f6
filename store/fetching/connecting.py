"""Connections to IP addresses that were checked, under the name of the host that they were resolved from."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers

from store import __version__
from store.fetching.addresses import Address
from store.fetching.fetcher import PRODUCT

_MOST_TRIED: Final = 4
_CONNECT_SECONDS: Final = 10.0
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
)

# urllib3 tells its troubles to the log as well; what concerns the user is said in the reason of the error.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)


def connect(
    address: Address, ips: Sequence[str], silence: float, lend: Callable[[socket.socket], None]
) -> HTTPConnection:
    """Open a connection to the first of some IP addresses that answers.

    The name of the host serves for its certificate alone; nothing is resolved here. ``silence`` is the longest wait
    for a byte, in seconds; ``lend`` gets the socket. Raises what urllib3 and :mod:`socket` raise.
    """
    refused: Exception = OSError(f"no address of {address.host}")
    timeout = min(_CONNECT_SECONDS, silence)
    for ip in ips[:_MOST_TRIED]:
        connection: HTTPConnection
        if address.scheme == "https":
            connection = HTTPSConnection(
                ip,
                address.port,
                timeout=timeout,
                ssl_context=_certificates(),
                server_hostname=address.host,
                assert_hostname=address.host,
            )
        else:
            connection = HTTPConnection(ip, address.port, timeout=timeout)
        try:
            connection.connect()
            assert isinstance(connection.sock, socket.socket)
            lend(connection.sock)
        except (HTTPError, OSError) as error:
            connection.close()
            refused = error
        except BaseException:
            connection.close()
            raise
        else:
            # connect() leaves the time to connect on the socket; from here on it is the one to read.
            connection.sock.settimeout(silence)
            return connection
    raise refused


def request_headers(address: Address, credentials: str | None) -> dict[str, str]:
    """Return the headers of a request, those that say who asks among them."""
    headers = {
        "Host": address.host_header,
        "User-Agent": user_agent(),
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if credentials is not None:
        headers["Authorization"] = make_headers(basic_auth=credentials)["authorization"]
    return headers


@cache
def user_agent() -> str:
    """Return the name, version and, where the package declares it, the documentation of this program."""
    about = "reads what a person names; see docs/importing.md"
    with suppress(PackageNotFoundError):
        for line in metadata("conflict-tui").get_all("Project-URL") or []:
            label, _, url = line.partition(", ")
            if label.lower() == "documentation":
                about = f"+{url}"
    return f"{PRODUCT}/{__version__} ({about})"


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that the system trusts and, for systems that have none where Python looks, those of certifi."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
