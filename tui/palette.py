"""The command palette: every command that can be run here, from the one list."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands import COMMANDS, Command, Place


class CommandProvider(Provider):
    """Offers the commands of the screen below the palette."""

    def _offered(self) -> list[Command]:
        places: tuple[Place, ...] = getattr(self.screen, "places", ())
        offered = [command for command in COMMANDS if command.palette and command.place in (*places, Place.EVERYWHERE)]
        return list({command.title: command for command in offered}.values())

    async def _run(self, command: Command) -> None:
        namespace = self.app if command.place is Place.EVERYWHERE else self.screen
        await self.app.run_action(command.action, namespace)

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for command in self._offered():
            yield DiscoveryHit(f"{command.title}  ({command.key_text})", partial(self._run, command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(f"{command.title} {command.help}")
            if score > 0:
                title = f"{command.title}  ({command.key_text})"
                yield Hit(max(score, 0.01), matcher.highlight(title), partial(self._run, command), help=command.help)
