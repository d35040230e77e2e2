"""Verbs for goals and for the seven days: goal, challenge."""

from argparse import ArgumentParser, Namespace
from typing import Any

from kanban.cli import goal_templates, output
from kanban.cli.incoming import STDIN, read_text
from kanban.cli.session import Session
from kanban.domain.board import Board
from kanban.domain.challenge import Challenge, challenge
from kanban.domain.dates import parse_day, say_day, say_long
from kanban.domain.naming import goal_named
from kanban.domain.operations import challenge as seven_days
from kanban.domain.operations import goals
from kanban.domain.progress import GoalBar, Stage, goal_bar, goal_wins, stages
from kanban.domain.records import COLORS, Goal
from kanban.domain.splitting import split
from kanban.errors import UsageError

_PAGE_OF_WINS = 20


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    _register_goal(verbs, shared)
    days = verbs.add_parser("challenge", help="seven days with one tiny thing each")
    acts = days.add_subparsers(metavar="ACT", required=True)
    start = acts.add_parser("start", parents=[shared], help="begin today")
    start.set_defaults(run=_challenge_act, operation=seven_days.start)
    stop = acts.add_parser("stop", parents=[shared], help="end it; the wins stay")
    stop.set_defaults(run=_challenge_act, operation=seven_days.stop)
    seen = acts.add_parser("show", parents=[shared], help="print the seven days")
    seen.add_argument("--json", action="store_true", help="print JSON")
    seen.set_defaults(run=_challenge_show)


def _register_goal(verbs: Any, shared: ArgumentParser) -> None:
    goal = verbs.add_parser("goal", help="add, list, show, split and achieve goals")
    acts = goal.add_subparsers(metavar="ACT", required=True)

    add = acts.add_parser("add", parents=[shared], help="add a goal; prints its number")
    add.add_argument("title", nargs="+", help="its title")
    _fields(add)
    add.set_defaults(run=_add)

    listing = acts.add_parser("list", parents=[shared], help="list the goals")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(run=_list)

    show = acts.add_parser("show", parents=[shared], help="print a goal, its stages and wins")
    show.add_argument("goal", metavar="GOAL", help="its title, the beginning of it, or its number")
    show.add_argument("--json", action="store_true", help="print JSON")
    show.set_defaults(run=_show)

    splitting = acts.add_parser("split", parents=[shared], help="make cards of stdin's lines")
    splitting.add_argument("goal", metavar="GOAL", help="the goal")
    source = splitting.add_mutually_exclusive_group()
    source.add_argument("--template", metavar="NAME", help="take the lines of a template instead")
    source.add_argument(
        "--suggest", action="store_true", help="print what split_command drafts; change nothing"
    )
    splitting.set_defaults(run=_split)
    goal_templates.register(acts, shared)

    edit = acts.add_parser("edit", parents=[shared], help="change a goal")
    edit.add_argument("goal", metavar="GOAL", help="the goal")
    edit.add_argument("--title", help="another title")
    edit.add_argument("--color", metavar="COLOR", help=", ".join(COLORS))
    _fields(edit)
    edit.set_defaults(run=_edit)

    achieve = acts.add_parser("achieve", parents=[shared], help="mark a goal as reached")
    achieve.add_argument("goal", metavar="GOAL", help="the goal")
    achieve.add_argument("--made-possible", metavar="TEXT", default="", help="what helped")
    achieve.set_defaults(run=_achieve)

    aside = acts.add_parser("set-aside", parents=[shared], help="put a goal aside for later")
    aside.add_argument("goal", metavar="GOAL", help="the goal")
    aside.set_defaults(run=_turn, operation=goals.set_aside)

    reopen = acts.add_parser("reopen", parents=[shared], help="take up a goal again")
    reopen.add_argument("goal", metavar="GOAL", help="the goal")
    reopen.set_defaults(run=_turn, operation=goals.reopen)


def _fields(verb: ArgumentParser) -> None:
    verb.add_argument("--why", metavar="TEXT", help="why it matters, in a line")
    verb.add_argument("--by", metavar="WHEN", help="the day it is meant to be reached")


def _add(arguments: Namespace, session: Session) -> None:
    target_on = parse_day(arguments.by, session.clock().day) if arguments.by else None
    change = session.keeper.do(
        goals.add,
        title=" ".join(arguments.title),
        why=arguments.why or "",
        target_on=target_on,
    )
    output.say(str(change.of(Goal)[0].record.id))


def _list(arguments: Namespace, session: Session) -> None:
    board = session.keeper.board
    if arguments.json:
        output.say_json({"goals": [goal_document(board, goal) for goal in board.goals()]})
        return
    if not board.goals():
        output.say('No goals yet. Add one with: progress-board goal add "..."')
    for goal in board.goals():
        output.say(f"{goal.id:>6}  {_line(goal_bar(board, goal), session)}")


def _show(arguments: Namespace, session: Session) -> None:
    board = session.keeper.board
    goal = goal_named(board, arguments.goal)
    wins = goal_wins(board, goal.id)
    if arguments.json:
        held = goal_document(board, goal)
        held["made_possible"] = goal.made_possible or None
        held["wins"] = [{"day": win.day.isoformat(), "text": win.text} for win in wins]
        output.say_json(held)
        return
    output.say(_line(goal_bar(board, goal), session))
    if goal.why:
        output.say(f"  {goal.why}")
    for stage in stages(board, goal):
        output.say(f"  {'◆' if stage.is_reached else '◇'} {stage.name}  {stage.done}/{stage.total}")
    if goal.made_possible:
        output.say(f"What made it possible: {goal.made_possible}")
    for win in wins[-_PAGE_OF_WINS:]:
        output.say(f"  {say_long(win.day)}  {win.text}")


def _split(arguments: Namespace, session: Session) -> None:
    goal = goal_named(session.keeper.board, arguments.goal)
    if arguments.suggest:
        _suggest(goal, session)
        return
    if arguments.template:
        from kanban.template_files import load_templates, pick  # no other act needs it

        text = pick(load_templates(session.places.templates)[0], arguments.template).steps
    else:
        text = read_text([STDIN])
    steps = split(text, session.clock().day)
    change = session.keeper.do(goals.split_goal, goal_id=goal.id, steps=steps)
    output.say(f"{change.words}.")


def _suggest(goal: Goal, session: Session) -> None:
    from kanban.split_helper import draft_steps  # no other act needs it

    command = session.config.split_command
    if not command:
        file = session.places.config_file
        raise UsageError("No program drafts steps.", f'Set split_command = ["PROGRAM"] in {file}.')
    lines = draft_steps(command, goal.title, goal.why, session.config.split_timeout_s)
    for line in lines.split("\n"):
        output.say(line)


def _edit(arguments: Namespace, session: Session) -> None:
    goal = goal_named(session.keeper.board, arguments.goal)
    given = {"title": arguments.title, "why": arguments.why, "color": arguments.color}
    fields: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if arguments.by is not None:
        fields["target_on"] = parse_day(arguments.by, session.clock().day)
    change = session.keeper.do(goals.amend, goal_id=goal.id, fields=fields)
    output.say(f"{change.words}.")


def _achieve(arguments: Namespace, session: Session) -> None:
    goal = goal_named(session.keeper.board, arguments.goal)
    change = session.keeper.do(
        goals.achieve, goal_id=goal.id, made_possible=arguments.made_possible
    )
    output.say(f"{change.words}.")


def _turn(arguments: Namespace, session: Session) -> None:
    goal = goal_named(session.keeper.board, arguments.goal)
    output.say(f"{session.keeper.do(arguments.operation, goal_id=goal.id).words}.")


def _challenge_act(arguments: Namespace, session: Session) -> None:
    output.say(f"{session.keeper.do(arguments.operation).words}.")


def _challenge_show(arguments: Namespace, session: Session) -> None:
    found = challenge(session.keeper.board, session.clock().day)
    if arguments.json:
        output.say_json(_challenge_document(found))
        return
    if found is None:
        output.say("No seven days under way. Begin with: progress-board challenge start")
        return
    for place, thing in enumerate(found.things):
        mark = "■" if thing else "□"
        here = "  today" if place == found.today else ""
        output.say(f"  {mark} {thing}{here}")
    output.say(f"{found.words}.")


def goal_document(board: Board, goal: Goal) -> dict[str, Any]:
    """Return a goal as programs read it."""
    bar = goal_bar(board, goal)
    return {
        "id": goal.id,
        "title": goal.title,
        "why": goal.why or None,
        "done": bar.done,
        "total": bar.total,
        "milestones": [_stage_document(stage) for stage in stages(board, goal)],
        "target_on": goal.target_on.isoformat() if goal.target_on else None,
        "achieved_at": goal.achieved_at.isoformat() if goal.achieved_at else None,
        "set_aside_at": goal.set_aside_at.isoformat() if goal.set_aside_at else None,
    }


def _stage_document(stage: Stage) -> dict[str, Any]:
    return {
        "name": stage.name,
        "done": stage.done,
        "total": stage.total,
        "is_reached": stage.is_reached,
    }


def _challenge_document(found: Challenge | None) -> dict[str, Any]:
    if found is None:
        return {"began_on": None, "things": [], "today": None}
    things = [thing or None for thing in found.things]
    return {"began_on": found.began_on.isoformat(), "things": things, "today": found.today}


def _line(bar: GoalBar, session: Session) -> str:
    goal = bar.goal
    state = "achieved" if goal.achieved_at else "set aside" if goal.set_aside_at else bar.words
    by = f"by {say_day(goal.target_on, session.clock().day)}" if goal.target_on else ""
    return "  ".join(part for part in (goal.title, state, by) if part)
