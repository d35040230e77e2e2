"""What a command is."""

from collections.abc import Iterable

from msgspec import Struct


class Command(Struct, frozen=True):
    """One thing a key does.

    Attributes:
        id: `area.verb-noun`; a screen that knows it has the action of that name.
        keys: What it is bound to, in Textual's names; the first is the one shown.
        verb: One or two words for the footer.
        help: What it does, for the `?` screen and the palette.
        group: The heading it stands under on the `?` screen.
        in_footer: Whether the board's footer shows it.
    """

    id: str
    keys: tuple[str, ...]
    verb: str
    help: str
    group: str
    in_footer: bool = False

    @property
    def action(self) -> str:
        """The action, as Textual spells it; a number at the end is its argument."""
        name, _, last = self.id.rpartition("-")
        if last.isdecimal():
            return f"{name.replace('.', '_').replace('-', '_')}({last})"
        return self.id.replace(".", "_").replace("-", "_")


def by_group(commands: Iterable[Command]) -> dict[str, list[Command]]:
    """Return commands by their heading, wherever in the table they stand."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return groups
