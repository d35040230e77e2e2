"""What the system tells the board: to end, to sleep, to wake.

Textual alone leaves the terminal in disorder after most signals, sleeps well but wakes without
painting, and takes the settings of a terminal that was never given back for those to go back to.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from textual.app import App

ENDS = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGUSR1", "SIGUSR2")
"""What ends the board as its own key does."""

PASSED_S = 0.1
"""After so long the loop has passed over what came while another program had the terminal."""


class Signals:
    """Hands on what the system tells.

    Args:
        app: Whose terminal it is.
        leave: Ends the app with an exit code.
    """

    def __init__(self, app: App[None], leave: Callable[[int], None]) -> None:
        self._app = app
        self._leave = leave
        self._is_asleep = False

    def heed_ends(self) -> None:
        """Begin to heed what ends the board; before the terminal is touched."""
        for name in ENDS:
            number = getattr(signal, name, None)
            if number is not None:
                _heed(number, self._leave, 128 + number)

    def heed_sleep(self) -> None:
        """Begin to heed ctrl+z of a shell and its `fg`, in place of Textual's driver."""
        if hasattr(signal, "SIGTSTP"):
            _heed(signal.SIGTSTP, self._sleep)
            _heed(signal.SIGCONT, self._wake)

    @contextmanager
    def standing_aside(self) -> Iterator[None]:
        """Leave the keys of the terminal to another program that has it now.

        It gets ctrl+c and ctrl+z together with the board, which must not end by the one and must
        sleep by the other, or the shell would not come back.
        """
        names = ("SIGINT", "SIGQUIT", "SIGTSTP", "SIGCONT")
        numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
        for number in numbers:
            _let_be(number)
        for number in numbers[:2]:
            signal.signal(
                number, lambda *_: None
            )  # unlike SIG_IGN, the program does not inherit it
        try:
            yield
        finally:
            self.heed_sleep()
            # What came meanwhile is still told to the loop, and would end the board now.
            asyncio.get_running_loop().call_later(PASSED_S, self.heed_ends)

    def _sleep(self) -> None:
        driver = self._app._driver
        if driver is not None and not self._is_asleep:
            driver.suspend_application_mode()
            self._is_asleep = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _wake(self) -> None:
        driver = self._app._driver
        if driver is None:
            return
        if not self._is_asleep:  # stopped from outside: nobody gave the terminal back
            driver.suspend_application_mode()
        self._is_asleep = False
        driver.resume_application_mode()
        self._app.refresh(layout=True)


def _heed(number: int, act: Callable[..., None], *words: int) -> None:
    with suppress(NotImplementedError):  # Windows, which ends a program without asking it
        asyncio.get_running_loop().add_signal_handler(number, act, *words)


def _let_be(number: int) -> None:
    with suppress(NotImplementedError):
        asyncio.get_running_loop().remove_signal_handler(number)
