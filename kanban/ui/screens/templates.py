"""The templates there are, to choose one for a split."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kanban.domain.splitting import split
from kanban.keymap import Keymap
from kanban.template_files import Template
from kanban.ui.cells import shown
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint


class TemplatesScreen(Dialog):
    """Shows each template with its milestones, and hands on the one that is chosen.

    Args:
        templates: By id.
        keymap: The keys this person uses.
        take: Is given the template.
        problems: What is wrong with own ones, as sentences.
        today: The day on which `@fri` is said.
    """

    def __init__(
        self,
        templates: Mapping[str, Template],
        keymap: Keymap,
        take: Callable[[Template], None],
        *,
        problems: Sequence[str],
        today: date,
    ) -> None:
        super().__init__("Begin with a template", keymap, "dialog.leave")
        self._templates = templates
        self._take = take
        self._problems = problems
        self._today = today

    def fields(self) -> Iterable[Widget]:
        """Return the list."""
        each = self._templates.items()
        options = (Option(_words(held, self._today), id=key) for key, held in each)
        yield OptionList(*options, id="templates", markup=False)

    def first_hints(self) -> tuple[Hint, ...]:
        """Say that enter chooses."""
        return (Hint("enter", "choose", "choose"),)

    def on_mount(self) -> None:
        """Begin at the first, and tell what could not be read."""
        self.query_one(OptionList).focus()
        for problem in self._problems:
            self.notify(problem, severity="warning", timeout=10, markup=False)

    def action_choose(self) -> None:
        """Choose the highlighted one."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss()
        self._take(self._templates[message.option_id or ""])


def _words(template: Template, today: date) -> Content:
    stages = dict.fromkeys(step.milestone for step in split(template.steps, today))
    return Content.assemble(
        (shown(template.name), "$foreground bold"),
        (f"  {shown(template.about)}\n" if template.about else "\n", "$muted"),
        ("  ".join(shown(stage) for stage in stages if stage), "$dim"),
    )
