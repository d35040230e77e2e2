"""Templates: splits worth using again, one small TOML file each; shipped ones and a person's own.

Never fails over a person's file: what is good is loaded, what is bad is listed.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kanban.domain.text import clean, clean_notes, clean_optional
from kanban.errors import RuleError, StorageError, UsageError
from kanban.toml_files import nearest, quoted, read_toml

_KEYS = ("name", "about", "steps")
_NAME_CHARACTERS = 60


class Template(NamedTuple):
    """A split that can be used on any goal.

    Attributes:
        id: The name of its file without the ending.
        name: What people call it.
        about: What it leads to, in a line; may be empty.
        steps: Lines as they are written in the editor.
    """

    id: str
    name: str
    about: str
    steps: str


def shipped_folder() -> Path:
    """Return the folder of the shipped templates."""
    return Path(__file__).parent / "templates"


def load_templates(own_folder: Path) -> tuple[dict[str, Template], list[str]]:
    """Return the good templates by id, shipped ones first, and what is wrong with others.

    Args:
        own_folder: The person's templates, which replace shipped ones of the same id; need not
            exist.
    """
    templates: dict[str, Template] = {}
    problems: list[str] = []
    for folder in (shipped_folder(), own_folder):
        for path in sorted(folder.glob("[!.]*.toml")):
            try:
                template = _template(path.stem, read_toml(path))
            except OSError as error:
                problems.append(f"{path} cannot be read: {error.strerror}.")
            except (ValueError, RuleError) as error:
                problems.append(f"{path}: {error}")
            else:
                templates[template.id] = template
    return templates, problems


def pick(templates: Mapping[str, Template], wanted: str) -> Template:
    """Return the template of that id or name, in any case.

    Raises:
        UsageError: There is none; the hint names those that exist.
    """
    key = wanted.strip().casefold()
    for template in templates.values():
        if key in (template.id.casefold(), template.name.casefold()):
            return template
    hint = f"{nearest(wanted, templates)} The templates are: {', '.join(templates)}."
    raise UsageError(f"There is no template {quoted(wanted)}.", hint.strip())


def keep_template(folder: Path, name: str, about: str, steps: str) -> Path:
    """Write a template into a person's folder, and return where.

    Args:
        folder: Made where it is missing.
        name: What it is called; its file is named after it.
        about: What it leads to; may be empty.
        steps: Lines as they are written in the editor.

    Raises:
        RuleError: The name or the steps cannot be kept, or there is such a template already.
        StorageError: The file cannot be written.
    """
    import tomlkit

    name = clean(name, "template")
    path = folder / f"{_slug(name)}.toml"
    document = tomlkit.document()
    document["name"] = name
    document["about"] = clean_optional(about, "line")
    document["steps"] = tomlkit.string(f"\n{clean_notes(steps)}\n", multiline=True)
    text = tomlkit.dumps(document)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.write(text)
    except FileExistsError:
        raise RuleError(f'There is a template "{name}" already.', "Choose another name.") from None
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.", "The template was not kept."
        ) from None
    return path


def _template(template_id: str, table: Mapping[str, Any]) -> Template:
    for key, value in table.items():
        if key not in _KEYS:
            raise ValueError(f"There is no key {quoted(key)}. {nearest(key, _KEYS)}".strip())
        if not isinstance(value, str):
            raise ValueError(f"{key} must be text in quotes, not {quoted(value)}.")
    if "steps" not in table:
        raise ValueError('It has no "steps".')
    return Template(
        id=template_id,
        name=clean(table.get("name", template_id), "template"),
        about=clean_optional(table.get("about", ""), "line"),
        steps=clean_notes(table["steps"]),
    )


def _slug(name: str) -> str:
    words = re.findall(r"[^\W_]+", name.casefold())
    slug = "-".join(words)[:_NAME_CHARACTERS].strip("-")
    if not slug:
        raise RuleError(f'"{name}" cannot be the name of a template.', "Use letters or digits.")
    return slug
