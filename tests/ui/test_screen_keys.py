"""The check for clashing keys knows which commands each screen answers to."""

import pytest

from kanban.commands.of_screens import SCREENS as HEARD
from kanban.config import Config
from kanban.domain.demo import demo_acts

from .driver import NOON, running
from .hostile import SCREENS

STROKES = {"\r": "enter", "\x1b": "escape", "\x13": "ctrl+s", "\x14": "ctrl+t", "\x10": "ctrl+p"}
NOT_HERE = ("CommandPalette", "BannerScreen", "BoardsScreen", "ChooseBoardScreen")
"""The toolkit's, one that any key closes, and those that a board of no file cannot open."""
OPENED = [name for name, opening in SCREENS.items() if opening.keys and name not in NOT_HERE]


def keys_to(name: str) -> list[str]:
    """Return the keys that open a screen from the board."""
    opening = SCREENS[name]
    before = keys_to(opening.over) if opening.over else []
    return [*before, *(STROKES.get(key, key) for key in opening.keys)]


@pytest.mark.parametrize("name", OPENED)
async def test_the_commands_of_a_screen_are_checked_together(name: str):
    config = Config(animations=False, greeting=False)
    async with running(demo_acts(NOON), config=config) as driver:
        await driver.press(*keys_to(name))
        screen = driver.app.screen
        assert type(screen).__name__ == name
        maps = [node._bindings.key_to_bindings for node in (screen, *screen.query("*"))]
        bound = {each.id for keys in maps for same in keys.values() for each in same}
        ids = {each for each in bound if each and "." in each}
        ours = [heard for heard in HEARD if all(each.startswith(heard) for each in ids)]
        assert ours, " ".join(sorted(ids))
