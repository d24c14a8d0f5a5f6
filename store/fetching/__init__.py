"""Documents at web addresses: fetched in bounded time and memory, and from public addresses only.

What a server sends is as hostile as any file; where it leads is more so. A host's name is resolved once, every address
that it resolves to is checked, and the connection goes to an address that was checked, so that no second answer of a
name server can lead elsewhere. Each redirect passes the same check. docs/importing.md tells the limits.
"""

from store.fetching.addresses import Address, is_address, kept_address, parse_address
from store.fetching.errors import FetchError, StoppedError
from store.fetching.fetcher import Fetched, Fetcher, Limits

__all__ = [
    "Address",
    "FetchError",
    "Fetched",
    "Fetcher",
    "Limits",
    "StoppedError",
    "is_address",
    "kept_address",
    "parse_address",
]
