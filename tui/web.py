"""The web server of the explorer: the pages of textual-serve, for its own visitors and from this server alone."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

_ELSEWHERE: Final = re.compile(r'<link\b[^>]*\bhref="https?://fonts\.[^>]*>')
_FONT: Final = """<style>@font-face {{ font-family: "Roboto Mono"; font-weight: 100 700;
 src: url("{static}fonts/RobotoMono-VariableFont_wght.ttf"); }}</style>"""
_HTTP: Final = 80
"""The port that browsers leave out."""
_OWN_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ExplorerServer(Server):
    """Serves the explorer to pages of its own.

    A browser lets any page of the web connect to a port of this machine; only the server can tell it from a page of its
    own (OWASP: cross-site WebSocket hijacking). So whoever asks must come from a page of this server; where only this
    machine is listened to, it must also call it by a name of this machine, which a name that was pointed here is not.
    """

    def __init__(self, command: str, host: str, port: int, public_url: str, *, loopback: bool) -> None:
        super().__init__(command, host=host, port=port, title="conflict-tui", public_url=public_url)
        places = {urlsplit(public_url).netloc.lower()}
        if loopback:
            names = {*_OWN_NAMES, f"[{host}]" if ":" in host else host.lower()}
            places |= names if port == _HTTP else {f"{name}:{port}" for name in names}
        self._places, self._loopback = places, loopback

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._own_only)
        return app

    @web.middleware
    async def _own_only(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        here, origin = request.host.lower(), request.headers.get("Origin")
        if self._loopback and here not in self._places:
            raise web.HTTPForbidden(text=f"this server is not called {here!r}; name it with --url\n")
        if origin is not None and urlsplit(origin).netloc.lower() not in {here, *self._places}:
            raise web.HTTPForbidden(text="only pages of this server may open the explorer\n")
        return await handler(request)

    async def handle_index(self, request: web.Request) -> Any:
        """Serve the page with the font of the package: browsers ask nobody else for anything."""
        answer: Any = await super().handle_index(request)
        static = f"{self.public_url}{request.app.router['static'].url_for(filename='/')}".rstrip("/") + "/"
        answer.text = _ELSEWHERE.sub(_FONT.format(static=static), answer.text)
        return answer
