"""Turning to another board within one program, and giving the one that is open another name.

The board that is left is folded and backed up as at the end of the program. What belongs to one
board is made anew: its screen with cursor and marks, its drafts, its undo.
"""

import asyncio
import gc
from typing import TYPE_CHECKING

from kanban.errors import BoardError
from kanban.keeper import Keeper
from kanban.shelf import Shelf
from kanban.ui.messages import TurnTo

if TYPE_CHECKING:
    from kanban.ui.app import ProgressBoard


async def turn(app: "ProgressBoard", message: TurnTo) -> None:
    """Do what was asked about another board, or the name of this one."""
    shelf = app.desk.shelf
    if shelf is None:
        return
    if message.new:
        await _rename_here(app, shelf, message.new)
    else:
        await _open(app, shelf, message.name)


async def _open(app: "ProgressBoard", shelf: Shelf, name: str) -> None:
    before = app.desk
    try:
        keeper = await asyncio.to_thread(shelf.open, name)
    except BoardError as error:
        app.tell_trouble(error)
        return
    await before.close()
    await _take_up(app, keeper)
    app.run_worker(_leave(app, before.keeper))


async def _leave(app: "ProgressBoard", keeper: Keeper) -> None:
    try:
        trouble = await asyncio.to_thread(keeper.leave_beside)
    except BoardError as error:
        trouble = str(error)
    if trouble:
        app.tell_beside(trouble)
    del keeper
    _forget()


async def _rename_here(app: "ProgressBoard", shelf: Shelf, new: str) -> None:
    before, old = app.desk, shelf.here
    await before.close()
    trouble: list[BoardError] = []

    def rename() -> Keeper:
        name = old
        try:
            before.leave()
        except BoardError as error:  # all is on disk, and the files were let go of
            trouble.append(error)
        try:
            name = shelf.rename(old, new)
        except BoardError as error:
            trouble.append(error)
        return shelf.open(name)

    try:
        await _take_up(app, await asyncio.to_thread(rename))
    except BoardError as error:  # it cannot even be opened again; what was shown stays
        trouble.append(error)
    for each in trouble:
        app.tell_trouble(each)
    _forget()


async def _take_up(app: "ProgressBoard", keeper: Keeper) -> None:
    """Show another board in place of the one that is open, as if the program had begun with it."""
    app.lay_out(keeper)
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    if not app.screen._result_callbacks:
        app.screen._push_result_callback(app.screen, None)  # Textual gives its first screen none
    await app.switch_screen(app.get_default_screen())
    app.begin()
    app.on_ready()


def _forget() -> None:
    """Free what belonged to the board that was left, which the collector was told to pass over."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
