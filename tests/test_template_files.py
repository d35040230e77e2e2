from datetime import date
from pathlib import Path

import pytest

from kanban.domain.hints import reads_like_a_project
from kanban.domain.splitting import split
from kanban.errors import RuleError, StorageError, UsageError
from kanban.template_files import keep_template, load_templates, pick

TODAY = date(2026, 11, 22)


def test_five_templates_are_shipped_and_each_splits_into_stages_of_small_steps(tmp_path) -> None:
    templates, problems = load_templates(tmp_path / "none")
    assert problems == []
    assert [template.name for template in templates.values()] == [
        "Job search",
        "Learn a subject",
        "Plan an event",
        "Ship a feature",
        "Write a paper",
    ]
    for template in templates.values():
        steps = split(template.steps, TODAY)
        assert 12 <= len(steps) <= 20
        assert len({step.milestone for step in steps}) in (3, 4)
        assert not any(reads_like_a_project(step.title) for step in steps)


def test_a_template_that_is_kept_is_there_the_next_time(tmp_path) -> None:
    steps = '# Roof\nBeams "of oak" \\ and\n  Tiles @fri #roof\n\'\'\' """'
    path = keep_template(tmp_path / "templates", " My house ", "Four walls", steps)
    assert path.name == "my-house.toml"
    assert path.stat().st_mode & 0o777 == 0o600
    templates, problems = load_templates(tmp_path / "templates")
    assert problems == []
    kept = templates["my-house"]
    assert (kept.name, kept.about, kept.steps) == ("My house", "Four walls", steps)


def test_a_template_of_ones_own_replaces_a_shipped_one(tmp_path) -> None:
    keep_template(tmp_path, "Job search", "", "Call Ana")
    assert pick(load_templates(tmp_path)[0], "job SEARCH").steps == "Call Ana"


def test_a_template_is_not_written_over(tmp_path) -> None:
    keep_template(tmp_path, "House", "", "One")
    with pytest.raises(RuleError, match="already"):
        keep_template(tmp_path, "House", "", "Two")
    assert load_templates(tmp_path)[0]["house"].steps == "One"


@pytest.mark.parametrize("name", ["", "!!!", "../..", "/"])
def test_a_name_that_makes_no_file_is_refused(tmp_path, name: str) -> None:
    with pytest.raises(RuleError):
        keep_template(tmp_path / "templates", name, "", "One")
    assert not (tmp_path / "templates").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        keep_template(tmp_path / "file" / "templates", "House", "", "One")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('name = "x"', 'It has no "steps"'),
        ("steps = 3", "steps must be text"),
        ('steps = "One"\nnmae = "x"', 'Did you mean "name"'),
        ("steps = ", "not valid TOML"),
        ('steps = "One"\nname = ""', "at least one visible character"),
    ],
)
def test_a_template_that_cannot_be_read_is_told_and_the_others_stay(
    tmp_path, text: str, words: str
) -> None:
    (tmp_path / "mine.toml").write_text(text)
    templates, problems = load_templates(tmp_path)
    assert len(templates) == 5
    assert len(problems) == 1
    assert words in problems[0]
    assert "mine.toml" in problems[0]


def test_an_unknown_template_is_named_with_its_nearest() -> None:
    templates, _ = load_templates(Path("none"))
    with pytest.raises(UsageError, match='Did you mean "job-search"'):
        pick(templates, "job-serch")
