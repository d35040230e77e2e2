"""The frame of a dialog that changes a record: what was changed is saved, and nothing else."""

from typing import Any

from kanban.errors import BoardError
from kanban.ui.desk import Outcome
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint


class RecordDialog(Dialog):
    """A dialog whose fields show a record; each one knows how to read and to save them."""

    _at_first: dict[str, Any]

    def first_hints(self) -> tuple[Hint, ...]:
        """Say how to walk between the fields."""
        return (Hint("tab", "next field", "app.focus_next"),)

    def on_mount(self) -> None:
        """Remember what the fields show, which may be less than the record holds."""
        self._at_first = self.written()

    def written(self) -> dict[str, Any]:
        """Return what the fields hold.

        Raises:
            BoardError: One of them cannot be understood.
        """
        raise NotImplementedError

    async def save(self, fields: dict[str, Any]) -> Outcome:
        """Save the fields that were changed."""
        raise NotImplementedError

    async def action_dialog_save(self) -> None:
        """Save what was changed, and close."""
        try:
            fields = self._changed()
        except BoardError as error:
            self.say_trouble(str(error))
            return
        if not fields or await self.save(fields) is not None:
            self.dismiss()

    @property
    def is_unsaved(self) -> bool:
        """Whether a field differs from the record."""
        try:
            return bool(self._changed())
        except BoardError:
            return True

    def _changed(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.written().items() if value != self._at_first[name]
        }
