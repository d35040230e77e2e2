"""The wheel that people install holds what the program needs, and no more."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest

REPOSITORY = Path(__file__).parents[1]
THEMES = {path.name for path in (REPOSITORY / "themes").glob("*.toml")}

PALETTES = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from kanban import theme_files
assert Path(theme_files.__file__).is_relative_to(sys.argv[1])
palettes, problems = theme_files.load_palettes(Path("no-such-folder"))
print(theme_files.shipped_folder().relative_to(sys.argv[1]), len(problems), *sorted(palettes))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel, built from this working copy without a network."""
    for needed in ("build", "hatchling"):
        if find_spec(needed) is None:
            pytest.skip(f"a wheel is built with {needed}, which is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--wheel", "--no-isolation", "--outdir", str(folder)]
    built = subprocess.run(
        [sys.executable, "-m", "build", *options, str(REPOSITORY)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return ZipFile(path)


@pytest.fixture(scope="module")
def names(wheel: ZipFile) -> list[PurePosixPath]:
    """The files in the wheel."""
    return [PurePosixPath(name) for name in wheel.namelist()]


def test_the_wheel_ships_every_theme(names: list[PurePosixPath]):
    assert {path.name for path in names if path.parent == PurePosixPath("kanban/themes")} == THEMES
    assert len(THEMES) >= 5


def test_the_wheel_ships_every_module_and_stylesheet(names: list[PurePosixPath]):
    kept = {PurePosixPath(path.relative_to(REPOSITORY)) for path in _sources()}
    assert kept <= set(names)


def test_the_wheel_holds_the_package_alone(names: list[PurePosixPath]):
    tops = {path.parts[0] for path in names}
    (metadata,) = (top for top in tops if top.endswith(".dist-info"))
    (shared,) = (top for top in tops if top.endswith(".data"))
    assert tops == {"kanban", metadata, shared}
    endings = {path.suffix for path in names if path.parts[0] == "kanban"}
    assert endings == {".py", ".toml", ".tcss"}


def test_the_man_page_is_the_one_file_that_is_put_beside_the_package(wheel: ZipFile):
    (name,) = (name for name in wheel.namelist() if ".data/" in name)
    assert name.endswith(".data/data/share/man/man1/progress-board.1")
    assert wheel.read(name) == (REPOSITORY / "docs" / "progress-board.1").read_bytes()


def test_the_command_is_named_in_the_wheel(wheel: ZipFile):
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    lines = wheel.read(name).decode().splitlines()
    assert "progress-board = kanban.cli.start:run" in lines


def test_the_licence_is_in_the_wheel(wheel: ZipFile):
    assert any(name.endswith("/licenses/LICENSE") for name in wheel.namelist())


def test_an_unpacked_wheel_finds_its_themes(wheel: ZipFile, tmp_path: Path):
    wheel.extractall(tmp_path)
    ended = subprocess.run(
        [sys.executable, "-c", PALETTES, str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    themes = sorted(name.removesuffix(".toml") for name in THEMES)
    assert ended.stdout.split() == ["kanban/themes", "0", *themes], ended.stderr


def _sources() -> list[Path]:
    package = REPOSITORY / "kanban"
    return [*package.rglob("*.py"), *package.rglob("*.tcss")]
