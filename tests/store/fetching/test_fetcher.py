"""Fetching from servers that behave, and from those that do not, on this machine alone."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from store.fetching import Fetched, Fetcher, FetchError, Limits, StoppedError, connecting
from tests.store.fetching.server import document, send, serving, status

PUBLIC = "93.184.216.34"


def fetcher(**limits: float) -> Fetcher:
    return Fetcher(allow_private=True, limits=Limits(**limits), pause=0)  # type: ignore[arg-type]


def body(found: Fetched) -> bytes:
    with found.file as file:
        return file.read()


def reason(fetch: Fetcher, address: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch.fetch(address)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_document_comes_with_what_its_server_says_of_it() -> None:
    with serving({"/a": document(b"<p>News</p>", content_type="text/html; charset=KOI8-R", etag='"1"')}) as server:
        found = fetcher().fetch(server.address + "/a?b=1#c")
        assert body(found) == b"<p>News</p>"
        assert (found.status, found.charset, found.size, found.headers["etag"]) == (200, "koi8-r", 11, '"1"')
        assert found.address == server.address + "/a?b=1"
        ((path, headers),) = server.asked
    assert path == "/a?b=1"
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert headers["user-agent"].startswith("conflict-tui/")
    assert "example" not in headers["user-agent"]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_document_is_unpacked(encoding: str) -> None:
    packed = gzip.compress(b"News. " * 100) if encoding == "gzip" else zlib.compress(b"News. " * 100)
    with serving({"/a": document(packed, content_encoding=encoding)}) as server:
        assert body(fetcher().fetch(server.address + "/a")) == b"News. " * 100


def test_redirects_are_followed_and_permanent_ones_told() -> None:
    answers = {
        "/old": status(301, location="/new"),
        "/new": document(b"News"),
        "/moved": status(302, location="new"),
    }
    with serving(answers) as server:
        found = fetcher().fetch(server.address + "/old")
        assert (found.address, found.moved, body(found)) == (server.address + "/new", True, b"News")
        found = fetcher().fetch(server.address + "/moved")
        assert (found.address, found.moved, body(found)) == (server.address + "/new", False, b"News")


def test_endless_redirects_end() -> None:
    with serving({"*": lambda h: send(h, b"", status=302, headers={"Location": h.path + "x"})}) as server:
        assert reason(fetcher(), server.address + "/") == "is redirected more than 10 times"
        assert len(server.asked) == 11


def test_what_a_server_answers_instead_is_told() -> None:
    answers = {"/busy": status(429, retry_after="120"), "/odd": status(599)}
    with serving(answers) as server:
        assert reason(fetcher(), server.address + "/no") == "is not given out: the server answers 404 Not Found"
        told = "is not given out: the server answers 429 Too Many Requests; it asks to be left alone for 120 seconds"
        assert reason(fetcher(), server.address + "/busy") == told
        assert reason(fetcher(), server.address + "/odd") == "is not given out: the server answers 599"
        with pytest.raises(FetchError) as caught:
            fetcher().fetch(server.address + "/busy")
        assert (caught.value.temporary, caught.value.retry_after, caught.value.status) == (True, 120, 429)


def test_what_has_not_changed_comes_without_a_body() -> None:
    with serving({"/a": status(304)}) as server:
        found = fetcher().fetch(server.address + "/a", {"If-None-Match": '"1"'})
        assert (found.status, body(found)) == (304, b"")
        assert server.asked[0][1]["if-none-match"] == '"1"'


def test_credentials_go_to_their_own_server_alone() -> None:
    with serving({"/a": document(b"News")}) as other:
        with serving({"/a": status(302, location=other.address + "/a")}) as server:
            found = fetcher().fetch(server.address.replace("//", "//ann:secret@") + "/a")
            found.file.close()
            assert server.asked[0][1]["authorization"] == "Basic YW5uOnNlY3JldA=="
        assert "authorization" not in other.asked[0][1]
        assert "secret" not in found.address


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1/", "this machine"),
        ("http://localhost/", "this machine"),
        ("http://[::1]/", "this machine"),
        ("http://[::ffff:127.0.0.1]/", "this machine"),
        ("http://[::ffff:a9fe:a9fe]/", "a link-local address"),
        ("http://169.254.169.254/latest/meta-data/", "a link-local address"),
        ("http://0.0.0.0/", "no address of a host"),
        ("http://0/", "no address of a host"),
        ("http://2130706433/", "this machine"),
        ("http://0177.0.0.1/", "this machine"),
        ("http://0x7f.1/", "this machine"),
        ("http://127.1/", "this machine"),
        ("http://①②⑦.⓪.⓪.①/", "this machine"),
        ("http://10.0.0.1/", "a private address"),
        ("http://[fd00::1]/", "a private address"),
    ],
)
def test_addresses_that_are_not_public_are_refused(address: str, why: str) -> None:
    told = reason(Fetcher(), address)
    assert told.startswith("is refused: ")
    assert told.endswith(f"{why}; --allow-private lets it be read")


def test_a_name_is_refused_for_any_of_its_addresses() -> None:
    fetch = Fetcher(resolve=lambda _host, _port: [PUBLIC, "10.0.0.1"])
    told = "is refused: news.test is at 10.0.0.1, a private address; --allow-private lets it be read"
    assert reason(fetch, "http://news.test/") == told


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = connecting.connect
    with serving({"/a": status(302, location="http://169.254.169.254/"), "/b": document(b"secret")}) as server:

        def to_the_server(address, _ips, silence, lend):  # type: ignore[no-untyped-def]
            return connect(address, ["127.0.0.1"], silence, lend)

        monkeypatch.setattr(connecting, "connect", to_the_server)
        fetch = Fetcher(resolve=lambda host, _port: [host if host[0].isdigit() else PUBLIC])
        told = reason(fetch, f"http://news.test:{server.port}/a")
        assert told == "is refused: 169.254.169.254 is a link-local address; --allow-private lets it be read"


def test_a_name_is_resolved_once_and_never_by_who_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers otherwise the second time (DNS rebinding) is not asked a second time."""
    asked: list[str] = []
    connected: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    def connect(sock: socket.socket, where: tuple[str, int]) -> None:
        connected.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    told = reason(Fetcher(resolve=resolve), "http://rebinding.test/")
    assert told == "cannot be fetched (rebinding.test cannot be reached)"
    assert asked == ["rebinding.test"]
    assert connected == [PUBLIC]


def test_the_host_is_named_to_the_server_that_its_address_leads_to() -> None:
    with serving({"/": document(b"News")}) as server:
        fetch = Fetcher(allow_private=True, resolve=lambda _host, _port: ["127.0.0.1"])
        assert body(fetch.fetch(f"http://news.test:{server.port}/")) == b"News"
        assert server.asked[0][1]["host"] == f"news.test:{server.port}"


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's side of TLS under the name news.test, which the client trusts."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    both = tmp_path / "both.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.test",
         "-addext", "subjectAltName=DNS:news.test", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    trusting = ssl.create_default_context(cafile=tmp_path / "cert.pem")
    monkeypatch.setattr(connecting, "_certificates", lambda: trusting)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


def test_a_certificate_is_checked_against_the_name_and_not_the_number(tls: ssl.SSLContext) -> None:
    names: list[str | None] = []
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    with serving({"/": document(b"News")}, tls) as server:
        fetch = Fetcher(allow_private=True, resolve=lambda _host, _port: ["127.0.0.1"])
        assert body(fetch.fetch(f"https://news.test:{server.port}/")) == b"News"
        assert names == ["news.test"]
        told = reason(fetch, f"https://other.test:{server.port}/")
        assert told.startswith("cannot be fetched safely: the certificate of other.test is not valid")


def test_an_endless_document_is_cut_at_the_limit() -> None:
    sent = 0

    def endless(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        block = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        while True:
            handler.wfile.write(block)
            sent += 65536

    with serving({"/": endless}) as server:
        assert reason(fetcher(size=20_000_000), server.address + "/") == "is larger than 20 MB"
        assert sent < 80_000_000


def test_a_chunk_header_without_an_end_is_not_taken_in() -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        while True:
            handler.wfile.write(b"1" * 65536)

    with serving({"/": endless}) as server:
        assert reason(fetcher(), server.address + "/").startswith(("ends too early", "cannot be fetched"))


@pytest.mark.parametrize("layers", [1, 2])
def test_a_packed_bomb_is_refused_in_bounded_memory(layers: int) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(400)) + packer.flush()
    if layers == 2:
        bomb = gzip.compress(bomb)
    encoding = ", ".join(["gzip"] * layers)
    with serving({"/": document(bomb, content_encoding=encoding)}) as server:
        tracemalloc.start()
        try:
            told = reason(fetcher(), server.address + "/")
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert told == "unpacks to more than 200 times what is sent"
    assert peak < 60_000_000


def test_what_is_packed_otherwise_or_not_at_all_is_refused() -> None:
    answers = {"/br": document(b"\x00", content_encoding="br"), "/bad": document(b"no", content_encoding="gzip")}
    with serving(answers) as server:
        assert reason(fetcher(), server.address + "/br") == "is sent in an encoding that was not asked for (br)"
        assert "gzip or deflate is broken" in reason(fetcher(), server.address + "/bad")


def trickle(handler: BaseHTTPRequestHandler, start: bytes) -> None:
    handler.wfile.write(start)
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.01)


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"]
)
def test_a_server_that_trickles_is_given_up(start: bytes) -> None:
    with serving({"/": lambda handler: trickle(handler, start)}) as server:
        began = time.monotonic()
        told = reason(fetcher(seconds=5, patience=0.3), server.address + "/")
        assert time.monotonic() - began < 4
        # What is no header at all may be refused before the clock is.
        assert told.startswith(("comes too slowly", "ends too early"))


def test_a_server_that_says_nothing_is_given_up() -> None:
    with serving({"/": lambda _handler: time.sleep(3)}) as server:
        assert (
            reason(fetcher(silence=0.2), server.address + "/")
            == "cannot be fetched (127.0.0.1 does not answer in time)"
        )
        assert reason(fetcher(seconds=0.2), server.address + "/") == "takes longer than 0.2 seconds"


def test_a_resolver_that_says_nothing_is_given_up() -> None:
    fetch = Fetcher(limits=Limits(seconds=0.2), resolve=lambda _host, _port: time.sleep(3) or [])  # type: ignore[func-returns-value]
    assert reason(fetch, "http://slow.test/") == "takes longer than 0.2 seconds"


def test_an_answer_that_breaks_off_is_told() -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        handler.close_connection = True

    with serving({"/": broken}) as server:
        assert reason(fetcher(), server.address + "/") == "ends too early (the connection broke off)"


def test_an_end_is_made_at_once_when_asked_for() -> None:
    stop = threading.Event()
    with serving({"/": lambda _handler: time.sleep(3)}) as server:
        fetch = Fetcher(allow_private=True, stop=stop)
        threading.Timer(0.1, stop.set).start()
        began = time.monotonic()
        with pytest.raises(StoppedError):
            fetch.fetch(server.address + "/")
        assert time.monotonic() - began < 1


def test_one_host_is_not_asked_twice_in_a_row() -> None:
    with serving({"/": b"News"}) as server:
        fetch = Fetcher(allow_private=True, pause=0.3)
        began = time.monotonic()
        for _ in range(2):
            fetch.fetch(server.address + "/").file.close()
        assert time.monotonic() - began >= 0.3


def test_links_are_followed_as_robots_txt_allows() -> None:
    rules = b"User-agent: *\nDisallow: /private\n\nUser-agent: conflict-tui\nDisallow: /articles/no\n"
    with serving({"/robots.txt": rules}) as server:
        fetch = fetcher()
        assert fetch.may_follow(server.address + "/articles/yes")
        assert not fetch.may_follow(server.address + "/articles/no/1")
        assert fetch.may_follow(server.address + "/private")
        assert server.paths == ["/robots.txt"]


@pytest.mark.parametrize(("code", "allowed"), [(404, True), (403, True), (500, False)])
def test_without_robots_txt_the_status_decides(code: int, allowed: bool) -> None:
    with serving({"*": status(code)}) as server:
        assert fetcher().may_follow(server.address + "/a") is allowed
