"""Running questions to the store in named workers, and telling the user where one fails."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget
from textual.worker import Worker, WorkerState


class AsksStore(Widget):
    """Mixed into whatever asks the store: a question runs in a thread, a later one of the same name replaces it."""

    def ask(self, name: str, question: Callable[[], object], *, exclusive: bool = True) -> None:
        """Run a question in a worker; its answer comes back as a message that the question posts."""
        self.run_worker(question, name=name, group=name, thread=True, exclusive=exclusive, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say so where a question failed in a way that nobody foresaw; nothing fails in silence."""
        if event.state is WorkerState.ERROR:
            reason = f"{event.worker.name}: {event.worker.error!r}"
            self.notify(reason, title="Something went wrong", severity="error", markup=False)
