"""Web addresses: taken apart, checked, and written down without what must not be kept."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from store.fetching.errors import FetchError

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_PORTS: Final = {"http": 80, "https": 443}
_LONGEST: Final = 8192

# Query parameters that services take keys and passwords in.
_SECRET: Final = re.compile(
    r"(?<=[?&])(?:(?:api|access|auth|session|secret)?[_-]?(?:key|token|password|passwd|pwd|secret|signature|sig))"
    r"=[^&#]*&?",
    re.IGNORECASE,
)

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address in its parts; ``credentials`` ("name:password") are for its own server alone.

    ``text`` is what may be stored and shown: without credentials, keys and fragment.
    """

    scheme: str
    host: str
    port: int
    target: str
    credentials: str | None
    text: str

    @property
    def host_header(self) -> str:
        """The host as the server is told it; the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt and credentials belong to."""
        return f"{self.scheme}://{self.host_header}"


def is_address(text: str) -> bool:
    """Whether a word on the command line is an address rather than a file."""
    return bool(_SCHEME.match(text))


def kept_address(text: str) -> str:
    """Return an address as it may be stored: without name and password, keys in its query, and fragment."""
    text = text.partition("#")[0]
    match = _SCHEME.match(text)
    if match:
        authority, slash, rest = text[match.end() :].replace("\\", "/").partition("/")
        text = match[0] + authority.rpartition("@")[2] + slash + rest
    return _SECRET.sub("", text).rstrip("?&")


def parse_address(text: str, base: str | None = None) -> Address:
    """Take an address apart, relative to ``base`` where there is one. Raises :class:`FetchError`."""
    text = text.strip()
    if len(text) > _LONGEST:
        raise FetchError(f"is no address that can be read (it has more than {_LONGEST:,} characters)")
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
        host = _ascii(unquote(parts.hostname or ""))
    except (ValueError, UnicodeError) as error:
        raise FetchError("is no address that can be read") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise FetchError(f"has an address of a kind that is not read ({scheme[:20] or 'none'}://; only http and https)")
    if not host or re.search(r"[\x00-\x20\x7f/\\?#@<>^|]", host) or port == 0:
        raise FetchError("is no address that can be read (it names no host)")
    credentials = None
    if parts.username is not None:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    # What is percent-encoded already stays as it is; what may not stand in a request is encoded.
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    address = Address(scheme, host, port or _PORTS[scheme], target, credentials, "")
    return Address(scheme, host, address.port, target, credentials, kept_address(address.origin + target))


def refusal(ip_text: str) -> str | None:
    """Say why an IP address is not public, or ``None`` where it is; addresses inside addresses are looked at too."""
    try:
        ip: _Ip = ipaddress.ip_address(ip_text.partition("%")[0])
    except ValueError:
        return "no IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        # These two are an IPv4 address in other words; what they lead to decides alone.
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    for each in (ip, *_embedded(ip)):
        if each.is_loopback:
            return "this machine"
        if each.is_unspecified:
            return "no address of a host"
        if each.is_link_local:
            return "a link-local address"
        if each.is_multicast:
            return "a multicast address"
        if each.is_private:
            return "a private address"
        if not each.is_global or each.is_reserved or (isinstance(each, ipaddress.IPv6Address) and each.is_site_local):
            return "no public address"
    return None


def _embedded(ip: _Ip) -> list[_Ip]:
    """Return the IPv4 addresses that an IPv6 address leads to: 6to4, Teredo, IPv4-compatible."""
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    found: list[_Ip] = []
    if ip.sixtofour is not None:
        found.append(ip.sixtofour)
    if ip.teredo is not None:
        found += ip.teredo
    if int(ip) >> 32 == 0:
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return found


def _ascii(host: str) -> str:
    """Return a host name as name servers know it; digits and dots in other scripts become plain ones."""
    host = host.rstrip(".").lower()
    return host if host.isascii() else host.encode("idna").decode("ascii")
