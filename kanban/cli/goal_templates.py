"""The acts of `goal` on templates: goal templates, goal save-template."""

from argparse import ArgumentParser, Namespace
from typing import Any

from kanban.cli import diagnostics, output
from kanban.cli.session import Session
from kanban.domain.board import Board
from kanban.domain.naming import goal_named
from kanban.domain.records import Card
from kanban.domain.splitting import Step, write
from kanban.errors import RuleError


def register(acts: Any, shared: ArgumentParser) -> None:
    """Add the acts to the verb."""
    listing = acts.add_parser("templates", parents=[shared], help="list the templates of splits")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(run=_list)

    save = acts.add_parser("save-template", parents=[shared], help="keep a split as a template")
    save.add_argument("goal", metavar="GOAL", help="the goal whose cards make the lines")
    save.add_argument("name", metavar="NAME", nargs="+", help="what it is called")
    save.add_argument("--about", metavar="TEXT", default="", help="what it leads to, in a line")
    save.set_defaults(run=_save)


def _list(arguments: Namespace, session: Session) -> None:
    from kanban.template_files import load_templates  # few acts need it

    templates, problems = load_templates(session.places.templates)
    for problem in problems:
        diagnostics.warn(problem)
    if arguments.json:
        fields = ("id", "name", "about", "steps")
        held = [{name: getattr(each, name) for name in fields} for each in templates.values()]
        output.say_json({"templates": held})
        return
    width = max(map(len, templates), default=0)
    for each in templates.values():
        output.say(f"{each.id.ljust(width)}  {each.name}  {each.about}")


def _save(arguments: Namespace, session: Session) -> None:
    from kanban.template_files import keep_template

    board = session.keeper.board
    goal = goal_named(board, arguments.goal)
    steps = _steps(board, goal.id)
    if not steps:
        raise RuleError(f'"{goal.title}" has no cards to keep.', "Split it first.")
    stages = {None: -1} | {name: place for place, name in enumerate(goal.milestones)}
    steps.sort(key=lambda step: stages.get(step.milestone, len(stages)))
    name = " ".join(arguments.name)
    output.say(str(keep_template(session.places.templates, name, arguments.about, write(steps))))


def _steps(board: Board, goal_id: int) -> list[Step]:
    """Return the cards of a goal as steps, in the order they were made; none put away undone."""
    cards = sorted(board.table(Card).values(), key=lambda card: card.id)
    return [
        Step(card.title, milestone=card.milestone, tags=card.tags)
        for card in cards
        if card.goal_id == goal_id and (card.archived_at is None or board.is_done(card))
    ]
