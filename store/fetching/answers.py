"""What a server answers: where it leads, why it refuses, and the document piece by piece."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from store.fetching.addresses import Address
from store.fetching.errors import FetchError

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

_PIECE: Final = 64 * 1024
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_TEMPORARY: Final = (408, 425, 429, 500, 502, 503, 504)
_DECODED: Final = ("", "identity", "gzip", "x-gzip", "deflate")
_MOST_SECONDS: Final = 30 * 24 * 3600


def location_of(response: BaseHTTPResponse) -> str | None:
    """Return where an answer redirects to."""
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or not location:
        return None
    try:  # headers come as Latin-1 whatever they were sent in
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def refuse_status(response: BaseHTTPResponse) -> None:
    """Raise :class:`FetchError` that says what a server answered instead of a document, and when it may be asked."""
    status = response.status
    try:
        words = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = str(status)
    seconds = retry_after(response.headers.get("Retry-After", "")) if status in (429, 503) else None
    again = f"; it asks to be left alone for {seconds:,} seconds" if seconds else ""
    raise FetchError(
        f"is not given out: the server answers {words}{again}",
        temporary=status in _TEMPORARY,
        status=status,
        retry_after=seconds,
    )


def retry_after(value: str) -> int | None:
    """Return how many seconds a Retry-After header (RFC 9110, 10.2.3) asks to wait, a month at most."""
    value = value.strip()
    if re.fullmatch(r"\d{1,12}", value):
        return min(int(value), _MOST_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0, round((moment - datetime.now(UTC)).total_seconds())), _MOST_SECONDS)


def charset_of(content_type: str) -> str | None:
    """Return the charset that a Content-Type header names."""
    match = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", content_type, re.IGNORECASE)
    return match[1].lower() if match else None


def pieces(response: BaseHTTPResponse) -> Iterator[tuple[bytes, int]]:
    """Yield a document in decoded pieces of bounded size, each with the bytes received so far."""
    for name in response.headers.get("Content-Encoding", "").split(","):
        if name.strip().lower() not in _DECODED:
            raise FetchError(f"is sent in an encoding that was not asked for ({name.strip()[:20]})")
    while True:
        # read() and not stream(): the latter takes a chunk's header line however long it is.
        piece = response.read(_PIECE, decode_content=True)
        if not piece:
            return
        yield piece, response.tell()


def reason_of(error: Exception, address: Address) -> FetchError:
    """Return in words for the user what urllib3 or the system has raised."""
    from urllib3.exceptions import (
        ConnectTimeoutError,
        DecodeError,
        IncompleteRead,
        NewConnectionError,
        ProtocolError,
        ReadTimeoutError,
        SSLError,
    )
    from urllib3.util.ssl_match_hostname import CertificateError

    if isinstance(error, DecodeError):
        return FetchError("is sent in an encoding that it does not have (gzip or deflate is broken)")
    if isinstance(error, SSLError | ssl.SSLError | CertificateError):
        return FetchError(f"cannot be fetched safely: {_of_certificate(error, address.host)}")
    if isinstance(error, NewConnectionError | ConnectionRefusedError):
        return FetchError(f"cannot be fetched ({address.host} cannot be reached)", temporary=True)
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError | TimeoutError):
        return FetchError(f"cannot be fetched ({address.host} does not answer in time)", temporary=True)
    if isinstance(error, IncompleteRead | ProtocolError | ConnectionError):
        return FetchError("ends too early (the connection broke off)", temporary=True)
    return FetchError(f"cannot be fetched ({type(error).__name__})", temporary=True)


def _of_certificate(error: Exception, host: str) -> str:
    from urllib3.util.ssl_match_hostname import CertificateError

    if isinstance(error, CertificateError):
        return f"the certificate of {host} is not valid (it is another host's)"
    for each in (error, *error.args):
        message = getattr(each, "verify_message", "")
        if message:
            return f"the certificate of {host} is not valid ({str(message)[:120].rstrip('.')})"
    return f"{host} does not speak HTTPS as it should"
