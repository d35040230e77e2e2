"""Keys wait in line: one is handed on when all that the last one asked for is done.

Strokes that belong together are handed on as one key.

Textual hands a key at once to whatever has the focus at that moment, so what is typed or pasted
faster than a dialog opens would act on the board behind it: a `u` meant for a title undoes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widget import Widget

from kanban.ui.key_sequences import KeySequences

MOST_ROUNDS = 8
"""A key's messages climb from the field to the screen; more rounds than that are not its own."""
LOOK_S = 0.05
"""How often a widget that was asked is looked at: one that closes may never answer."""
REST_S = 0.5
"""Keys rest where none has come for so long."""
MOST_RESTS = 60
"""Nobody waits for the keys to rest longer than so many rests."""


@runtime_checkable
class Passing(Protocol):
    """A screen that any key closes."""

    async def give_way(self, key: str) -> bool:
        """Close; return whether the key is meant for what is behind."""


@runtime_checkable
class Counting(Protocol):
    """A screen whose acts can be asked for several times at once.

    Attributes:
        times: The number before the key that is handed on, while that is acted on; None for none.
    """

    times: int | None


class KeyLine:
    """Holds keys back until their turn.

    Args:
        app: Whose keys they are.
        hand_on: Gives one to whatever has the focus.
        tell_waiting: Shows what waits for another stroke: its name, and how people write it.
        has_counts: Whether a number before a key says how many, where a screen can count.
    """

    def __init__(
        self,
        app: App[None],
        hand_on: Callable[[events.Event], Awaitable[None]],
        tell_waiting: Callable[[str, str], None],
        *,
        has_counts: bool,
    ) -> None:
        self._app = app
        self._hand_on = hand_on
        self._tell_waiting = tell_waiting
        self._has_counts = has_counts
        self._sequences = KeySequences()
        self._line: asyncio.Queue[events.Event] = asyncio.Queue()
        self._came = 0

    def join(self, event: events.Event) -> None:
        """Put a key at the end."""
        self._came += 1
        self._line.put_nowait(event)

    async def rest(self) -> None:
        """Return when the keys rest, or have not for half a minute."""
        for _ in range(MOST_RESTS):
            came = self._came
            await asyncio.sleep(REST_S)
            if self._came == came:
                return

    async def serve(self) -> None:
        """Hand keys on, one after the other, for as long as the app runs."""
        field: DOMNode | None = None
        while True:
            event = await self._line.get()
            if field is not None and self._is_text(event, field):
                await self._hand_on(event)  # a field takes its letters in order by itself
                continue
            if field is not None:
                await _settle(field.ancestors_with_self)
            await _settle([self._app.screen])  # a dialog that was opened has its focus
            if not await self._is_clear(event):
                continue
            screen, start = self._app.screen, self._app.focused or self._app.screen
            field = start if self._is_text(event, start) else None
            whole = self._whole(event, start, is_text=field is not None)
            if whole is None:
                continue
            await self._hand_on(whole)
            if field is None:
                await _settle(start.ancestors_with_self)  # up to the app, which runs the actions
            if isinstance(screen, Counting):
                screen.times = None

    def _whole(self, event: events.Event, start: DOMNode, *, is_text: bool) -> events.Event | None:
        """Return the key that a stroke makes whole; None while more is to come."""
        screen, sequences = self._app.screen, self._sequences
        was_waiting = sequences.is_waiting
        if is_text or not isinstance(event, events.Key):
            sequences.forget()
            whole: events.Event | None = event
        else:
            nodes = start.ancestors_with_self
            known = {key for node in nodes for key in node._bindings.key_to_bindings if " " in key}
            counts = self._has_counts and isinstance(screen, Counting)
            taken = sequences.take(event.key, known, has_counts=counts)
            whole = None
            if taken is not None:
                whole = event if taken.key == event.key else events.Key(taken.key, None)
                if isinstance(screen, Counting):
                    screen.times = taken.count
        if was_waiting or sequences.is_waiting:
            self._tell_waiting(sequences.prefix, sequences.said)
        return whole

    async def _is_clear(self, event: events.Event) -> bool:
        """Close what any key closes; return whether the key goes on to what is behind."""
        screen = self._app.screen
        while isinstance(screen, Passing):
            goes_on = await screen.give_way(event.key if isinstance(event, events.Key) else "")
            if not goes_on:
                return False
            screen = self._app.screen
            await _settle([screen])
        return True

    def _is_text(self, event: events.Event, node: DOMNode) -> bool:
        """Tell whether an event is a letter typed into this field."""
        return (
            isinstance(event, events.Key)
            and isinstance(node, Widget)
            and node is self._app.focused
            and node.check_consume_key(event.key, event.character)
        )


async def _settle(nodes: Iterable[MessagePump]) -> None:
    """Return when each node has handled what it was sent, and what that sent on."""
    pumps = list(nodes)
    for _ in range(MOST_ROUNDS):
        for pump in pumps:
            await _answer(pump)
        if not any(pump.message_queue_size for pump in pumps):
            return


async def _answer(pump: MessagePump) -> None:
    """Return when a node has come to the end of what waits for it now, or has closed."""
    answered = asyncio.Event()

    async def answer() -> None:
        answered.set()

    if not pump.post_message(events.Callback(callback=answer)):
        return
    while not answered.is_set() and not pump._closed:
        with suppress(TimeoutError):
            await asyncio.wait_for(answered.wait(), LOOK_S)
