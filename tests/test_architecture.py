"""The rules of the house, and proof that each of them is watched: a broken one is reported."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "kanban"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
UI_MODULES = [name for name in MODULES if name.startswith("ui/")]

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

MODULE_LINES = 400
FUNCTION_LINES = 50
SPEAKERS = {"cli/output.py": "stdout", "cli/diagnostics.py": "stderr"}
PROGRAM = """
import sys
from kanban.cli.main import main
code = main(sys.argv[1:])
loaded = sorted({name.partition(".")[0] for name in sys.modules} & {"textual", "rich"})
print("loaded:", *loaded, file=sys.stderr)
sys.exit(code)
"""
LINTER = """
from importlinter.cli import lint_imports
raise SystemExit(lint_imports(config_filename="pyproject.toml", no_cache=True))
"""
BROKEN = {
    "a widget imports the store": (
        "ui/widgets/notice.py",
        "import kanban.store.disk",
        "The screen never reaches the store",
    ),
    "a screen imports the shell": (
        "ui/screens/keys.py",
        "import kanban.cli.output",
        "Rooms are layered",
    ),
    "the domain reads the clock": (
        "domain/recap.py",
        "import time",
        "The domain touches no file, clock or process",
    ),
    "an operation asks the system": (
        "domain/operations/cards.py",
        "def _asks() -> None:\n    import os",
        "The domain touches no file, clock or process",
    ),
    "a verb loads the toolkit": (
        "cli/cards.py",
        "import textual.app",
        "Only the screen knows Textual",
    ),
    "a verb loads the toolkit late": (
        "cli/wins.py",
        "def _late() -> None:\n    from rich.text import Text",
        "Only the screen knows Textual",
    ),
    "a verb opens a screen": (
        "cli/boards.py",
        "import kanban.ui.app",
        "Rooms are layered",
    ),
    "the keeper knows the file format": (
        "keeper.py",
        "import tinydb",
        "Only the store knows TinyDB",
    ),
    "one noun needs another": (
        "domain/operations/wins.py",
        "import kanban.domain.operations.cards",
        "Operations stand side by side",
    ),
    "the store asks the keeper": (
        "store/disk.py",
        "import kanban.keeper",
        "Rooms are layered",
    ),
}


def tree_of(name: str) -> ast.Module:
    return ast.parse((PACKAGE / name).read_text())


def run_python(code: str, *argv: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", code, *argv],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        **options,  # type: ignore[call-overload]
    )


# -- what a command loads ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("add", "One", "--due", "fri"), 0),
        (("win", "One"), 0),
        (("list",), 0),
        (("list", "--json"), 0),
        (("recap",), 0),
        (("recap", "--json"), 0),
        (("status",), 0),
        (("insights",), 0),
        (("insights", "--json"), 0),
        (("where",), 0),
        (("--plain",), 0),
        (("export",), 0),
        (("export", "--format", "md"), 0),
        (("--help",), 0),
        (("--version",), 0),
        (("done", "99"), 1),
        (("undo",), 1),
        (("import", "no-such-file"), 3),
        ((), 2),
        (("demo",), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_command_never_loads_the_toolkit(tmp_path: Path, argv: tuple[str, ...], code: int):
    (tmp_path / "config.toml").write_text('theme = "nowhere"')  # refused before it is loaded
    home = {"PROGRESS_BOARD_HOME": str(tmp_path), "PYTHONPATH": str(REPOSITORY)}
    ended = run_python(PROGRAM, *argv, env={**os.environ, **home}, cwd=tmp_path)
    assert ended.stderr.splitlines()[-1] == "loaded:"
    assert ended.returncode == code


def test_the_check_of_what_is_loaded_sees_the_toolkit(tmp_path: Path):
    ended = run_python(f"import textual.app\n{PROGRAM}", "--version", cwd=REPOSITORY)
    assert ended.stderr.splitlines()[-1] == "loaded: rich textual"


def test_the_board_is_shown_before_the_insights_are_loaded():
    code = "import sys, kanban.ui.app; print(*{'plotext', 'kanban.domain.flow'} & {*sys.modules})"
    assert run_python(code, cwd=REPOSITORY).stdout.strip() == ""


# -- who imports whom ----------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the package and its rules."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "kanban", ignore=ignored)
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> tuple[int, set[str]]:
    """Return import-linter's exit code and the contracts it reports as broken."""
    pytest.importorskip("importlinter", reason="the rules are read by import-linter")
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    ended = run_python(LINTER, env=environment, cwd=folder)
    broken = set(re.findall(r"^(.+) BROKEN\b", ended.stdout, re.MULTILINE))
    assert broken or "0 broken" in ended.stdout, ended.stdout + ended.stderr
    return ended.returncode, broken


def test_the_rooms_keep_their_rules(copied: Path):
    assert lint(copied) == (0, set())


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_rule_is_reported(copied: Path, case: str):
    name, code, contract = BROKEN[case]
    path = copied / "kanban" / name
    path.write_text(f"{path.read_text()}\n{code}\n")
    ended, broken = lint(copied)
    assert ended != 0
    assert contract in broken


def test_a_room_that_no_rule_knows_is_reported(copied: Path):
    (copied / "kanban" / "helpers.py").write_text('"""Everything else."""\n')
    assert lint(copied)[0] != 0


def test_every_rule_is_broken_by_some_test():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    contracts = {each["name"] for each in project["tool"]["importlinter"]["contracts"]}
    assert contracts == {contract for _, _, contract in BROKEN.values()}


def asked(tree: ast.Module) -> set[str]:
    """Return what a module asks the system for without importing it."""
    calls = {_called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return calls & {"now", "utcnow", "today", "fromtimestamp", "open", "input", "getenv"}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("domain/")])
def test_the_domain_is_given_the_time_and_asks_for_nothing(name: str):
    assert asked(tree_of(name)) == set()


@pytest.mark.parametrize("code", ["datetime.now(UTC)", "date.today()", "open(path)"])
def test_a_module_that_asks_is_found(code: str):
    assert asked(ast.parse(code))


# -- text on the screen --------------------------------------------------------------------------


def markup_faults(tree: ast.Module) -> Iterator[str]:
    """Yield each place where text of a person could be read as markup."""
    for scope in _scopes(tree):
        contents = _content_names(scope)
        for call in _calls(scope):
            name = _called(call)
            if _is_keyword(call, "markup", True):
                yield f"line {call.lineno}: markup=True"
            if name == "notify" and not _is_keyword(call, "markup", False):
                yield f"line {call.lineno}: notify() without markup=False"
            if name == "from_markup":
                yield f"line {call.lineno}: from_markup()"
            if name in ("Static", "Label") and not _is_keyword(call, "markup", False):
                shown = call.args[:1] or [each.value for each in call.keywords if not each.arg]
                if any(not _is_content(each, contents) for each in shown):
                    yield f"line {call.lineno}: {name}() of what is no Content"


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def _calls(scope: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls of a scope, those of the functions in it left out."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, FUNCTIONS):
            continue
        if isinstance(node, ast.Call):
            yield node
        yield from _calls(node)


def _content_names(scope: ast.AST) -> set[str]:
    """Return the names to which a scope gives a Content."""
    return {
        target.id
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and _is_content(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _is_content(value: ast.expr, names: set[str]) -> bool:
    if isinstance(value, ast.Constant):
        return "[" not in str(value.value)
    if isinstance(value, ast.Name):
        return value.id in names or value.id == "Content"
    if isinstance(value, ast.Call):
        return _is_content(value.func, names)
    if isinstance(value, ast.Attribute):  # Content.assemble(...), Content("\n").join(...)
        return not isinstance(value.value, ast.Constant) and _is_content(value.value, names)
    return False


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_keyword(call: ast.Call, name: str, value: bool) -> bool:
    return any(
        each.arg == name and isinstance(each.value, ast.Constant) and each.value.value is value
        for each in call.keywords
    )


@pytest.mark.parametrize("name", UI_MODULES)
def test_no_text_reaches_the_screen_as_markup(name: str):
    assert list(markup_faults(tree_of(name))) == []


@pytest.mark.parametrize(
    "code",
    [
        'self.notify(f"Moved {title}")',
        "self.notify(title)",
        "app.notify(str(error), severity='warning')",
        "self.notify(title, markup=True)",
        'Static(f"[b]{title}[/b]")',
        "Static(title)",
        'Static("{}".format(title))',
        'Static("\\n".join(titles))',
        'Label("%s" % title)',
        'widgets.Label(title + "!")',
        "Static(card.title)",
        "Static(*titles)",
        "Static(**fields)",
        'Static("[red]")',
        "Static(Content.from_markup(title))",
        "def draw(title):\n    words = title\n    return Static(words)",
        "def one():\n    mark = Content('x')\ndef draw(mark):\n    return Static(mark)",
        "class Row(Static):\n    def draw(self):\n        self.notify(self.title)",
        "async def draw(title):\n    self.notify(title)",
    ],
)
def test_text_that_would_be_markup_is_found(code: str):
    assert list(markup_faults(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "self.notify(title, markup=False)",
        "Static(Content(title))",
        'Static(Content("\\n").join(lines), classes="row")',
        "Static(Content.styled(title, '$text'))",
        'Static("Plain words")',
        "Static()",
        "Static(title, markup=False)",
        "def draw(title):\n    mark = Content.assemble(title)\n    return Static(mark)",
    ],
)
def test_text_that_is_content_is_let_through(code: str):
    assert list(markup_faults(ast.parse(code))) == []


# -- who speaks ----------------------------------------------------------------------------------


def spoken(tree: ast.Module) -> set[str]:
    """Return the streams a module writes to, or hands to somebody who might."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in ("print", "pprint"):
            files = [each.value for each in node.keywords if each.arg == "file"]
            found.add(files[0].attr if files and isinstance(files[0], ast.Attribute) else "stdout")
        names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        names += [node.attr] if isinstance(node, ast.Attribute) else []
        found |= {"stdout", "stderr"} & set(names)
    return found


@pytest.mark.parametrize("name", MODULES)
def test_stdout_and_stderr_have_one_owner_each(name: str):
    if name in SPEAKERS:
        assert SPEAKERS[name] in spoken(tree_of(name))
    else:
        assert spoken(tree_of(name)) == set()


@pytest.mark.parametrize(
    "code",
    [
        "print(title)",
        "sys.stdout.write(title)",
        "from sys import stderr",
        "print(title, file=sys.stderr)",
        "logging.StreamHandler(sys.stderr)",
    ],
)
def test_a_module_that_speaks_is_found(code: str):
    assert spoken(ast.parse(code))


# -- size ----------------------------------------------------------------------------------------


def _functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(name)):
        if isinstance(node, FUNCTIONS):
            yield node


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_owns(name: str):
    assert ast.get_docstring(tree_of(name))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_fits_into_a_head(name: str):
    lines = len((PACKAGE / name).read_text().splitlines())
    assert lines <= MODULE_LINES


@pytest.mark.parametrize("name", MODULES)
def test_a_function_fits_on_a_page(name: str):
    lengths = {each.name: (each.end_lineno or 0) - each.lineno + 1 for each in _functions(name)}
    assert {each: lines for each, lines in lengths.items() if lines > FUNCTION_LINES} == {}
