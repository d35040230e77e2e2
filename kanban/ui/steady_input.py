"""Input that goes on: Textual's driver ends the app with a traceback on bytes that are no text."""

from textual.driver import Driver


def steady(driver_class: type[Driver]) -> type[Driver]:
    """Return the driver of this system with input that neither noise nor a lost terminal breaks."""
    if not hasattr(driver_class, "_run_input_thread"):
        return driver_class  # Windows, whose console gives text and not bytes

    class Steady(driver_class):  # type: ignore[misc, valid-type]
        """Reads on."""

        def _run_input_thread(self) -> None:
            while True:
                try:
                    self.run_input_thread()
                except UnicodeDecodeError:
                    continue  # what was read together with the noise is left out
                except OSError:
                    self._app.call_later(self._app.exit, None, 129)  # as SIGHUP, which may not come
                except Exception as error:
                    self._app.call_later(self._app._handle_exception, error)
                return

    return Steady
