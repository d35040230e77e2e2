"""What a person chose and keeps beside the board, and how the screen remembers a new choice."""

from dataclasses import replace
from pathlib import Path

from textual import constants

from kanban import config_file, template_files
from kanban.config import Config
from kanban.errors import RuleError
from kanban.template_files import Template
from kanban.theme_files import Palette
from kanban.ui.inks import Inks


class Settings:
    """The config as the screen uses it.

    Args:
        chosen: What the config file says.
        path: That file; None remembers nothing, as the demo does.
        palettes: The themes there are, by id.
        template_folder: Where own templates are; None keeps none, as the demo does.
    """

    def __init__(
        self,
        chosen: Config,
        path: Path | None,
        palettes: dict[str, Palette],
        template_folder: Path | None = None,
    ) -> None:
        self.chosen = chosen
        self._path = path
        self._template_folder = template_folder
        self._told: set[str] = set()
        self._palettes = palettes
        self.inks = Inks(palettes[chosen.theme])

    @property
    def palette(self) -> Palette:
        """The colours that are painted with."""
        return self._palettes[self.chosen.theme]

    @property
    def is_animated(self) -> bool:
        """Whether a win may move anything on the screen."""
        return self.chosen.animations and constants.TEXTUAL_ANIMATIONS != "none"

    def remember_theme(self, theme: str) -> None:
        """Paint with a theme, and keep it for the next start.

        Raises:
            StorageError: The config file cannot be written.
        """
        self.chosen = replace(self.chosen, theme=theme)
        self.inks = Inks(self._palettes[theme])
        self._write("theme", theme)

    def remember_quiet(self, is_quiet: bool) -> None:
        """Keep whether counts are hidden; raises as `remember_theme`."""
        self.chosen = replace(self.chosen, quiet=is_quiet)
        self._write("quiet", is_quiet)

    def remember_today_panel(self, is_shown: bool) -> None:
        """Keep whether the Today panel is shown; raises as `remember_theme`."""
        self.chosen = replace(self.chosen, today_panel=is_shown)
        self._write("today_panel", is_shown)

    def remember_density(self, density: str) -> None:
        """Keep how much room a card takes; raises as `remember_theme`."""
        self.chosen = replace(self.chosen, density=density)
        self._write("density", density)

    def templates(self) -> tuple[dict[str, Template], list[str]]:
        """Return the templates by id, and what is wrong with own ones and was not told yet."""
        folder = self._template_folder or template_files.shipped_folder()
        templates, problems = template_files.load_templates(folder)
        news = [problem for problem in problems if problem not in self._told]
        self._told.update(news)
        return templates, news

    def keep_template(self, name: str, lines: str) -> None:
        """Keep lines as a template of one's own.

        Raises:
            RuleError: The name or the lines cannot be kept, or this board keeps none.
            StorageError: The file cannot be written.
        """
        if self._template_folder is None:
            raise RuleError("Nothing of this board is kept.", "Open one of your own.")
        template_files.keep_template(self._template_folder, name, "", lines)

    def _write(self, name: str, value: str | bool) -> None:
        if self._path is not None:
            config_file.remember(self._path, name, value)
