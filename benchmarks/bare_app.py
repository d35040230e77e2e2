"""The least a Textual app can be: the floor that the board is measured against."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Label


class BareApp(App[None]):
    """One label that names the last key."""

    def compose(self) -> ComposeResult:
        """Lay the label out."""
        yield Label("READY")

    def on_key(self, event: Key) -> None:
        """Name the key."""
        self.query_one(Label).update(f"KEY-{event.key}")


if __name__ == "__main__":
    BareApp().run()
