"""Running questions to the store in named workers, and telling the user where one fails."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextvars import copy_context
from functools import partial

from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from store.errors import StoreError
from store.queries.connections import Connections, Superseded
from tui.messages import StoreFailed


class AsksStore(Widget):
    """Mixed into whatever asks the store: a question runs in a thread, a later one of the same name replaces it."""

    def ask(self, name: str, question: Callable[[], object], *, exclusive: bool = True, soon: bool = False) -> None:
        """Run a question in a worker; its answer comes back as a message that the question posts.

        Questions to be answered ``soon`` have a thread of their own: for what is quick and waited for.
        """
        work = partial(self._answer_soon, question) if soon else question
        self.run_worker(work, name=name, group=name, thread=not soon, exclusive=exclusive, exit_on_error=False)

    async def _answer_soon(self, question: Callable[[], object]) -> None:
        threads = getattr(self.app, "soon", None)
        await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, question)

    def answer(
        self, connections: Connections, name: str, question: Callable[[sqlite3.Connection], Message], turn: int = 0
    ) -> None:
        """Ask the store in a worker and post the answer; a store that fails is told, what nobody waits for is not."""
        try:
            with connections.use(name, turn) as connection:
                self.post_message(question(connection))
        except Superseded:
            return
        except StoreError as error:
            self.post_message(StoreFailed(str(error)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say so where a question failed in a way that nobody foresaw; nothing fails in silence."""
        if event.state is WorkerState.ERROR:
            reason = f"{event.worker.name}: {event.worker.error!r}"
            self.notify(reason, title="Something went wrong", severity="error", markup=False)
