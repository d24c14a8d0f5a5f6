"""A web server on this machine that answers as a test tells it, well or badly."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """What runs, and what it was asked: pairs of a path and the headers of its request."""

    def __init__(self, answers: Mapping[str, Answer | bytes], tls: ssl.SSLContext | None = None) -> None:
        asked: list[tuple[str, dict[str, str]]] = []
        self.asked = asked
        self.answers: dict[str, Answer | bytes] = dict(answers)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                answer = outer.answers.get(self.path.partition("?")[0], outer.answers.get("*"))
                with contextlib.suppress(OSError):  # the client may have had enough
                    if answer is None:
                        send(self, b"no", status=404)
                    elif isinstance(answer, bytes):
                        send(self, answer)
                    else:
                        answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]


@contextlib.contextmanager
def serving(answers: Mapping[str, Answer | bytes], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server that answers paths (``*``: all others) as told."""
    server = Server(answers, tls)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def send(
    handler: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> None:
    """Answer in full."""
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def document(body: bytes, **headers: str) -> Answer:
    """Return an answer with a body; ``content_type="..."`` is a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: send(handler, body, headers=named)


def status(code: int, **headers: str) -> Answer:
    """Return an answer with a status and nothing else."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: send(handler, b"", status=code, headers=named)
