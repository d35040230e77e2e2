"""The verb that looks a board over: doctor."""

from argparse import ArgumentParser, Namespace
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kanban import boards
from kanban.cli import output
from kanban.cli.session import Session
from kanban.errors import DamagedError, RuleError

if TYPE_CHECKING:
    from kanban.store.checkup import Checkup
    from kanban.store.findings import Finding


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verb to the command line."""
    doctor = verbs.add_parser("doctor", parents=[shared], help="check the board and its files")
    doctor.add_argument("--mend", action="store_true", help="mend what is safe, after a backup")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    doctor.set_defaults(run=_doctor)


def _doctor(arguments: Namespace, session: Session) -> None:
    from kanban.store.checkup import check

    file = boards.board_file(session.places.boards, session.board_name)
    if not file.exists:
        raise RuleError(
            f'There is no board called "{session.board_name}" to look over.',
            "progress-board where prints where boards are kept.",
        )
    checkup = check(file.path, session.clock().at)
    mended: tuple[Finding, ...] = ()
    if arguments.mend and checkup.is_readable:
        mended = _mend(checkup, session)
        checkup = check(file.path, session.clock().at)
    (_say_json if arguments.json else _say)(checkup, mended, session)
    _conclude(checkup, session)


def _mend(checkup: "Checkup", session: Session) -> "tuple[Finding, ...]":
    """Mend what is safe and return what that was: the files, then the records as one change."""
    mended = tuple(finding for finding in checkup.findings if finding.is_mendable)
    for finding in mended:
        finding.mend()
    if any(finding.act is None for finding in mended):
        from kanban.domain.operations.mending import mend

        with suppress(DamagedError):  # a year without a good copy; the board itself was backed up
            session.keeper.back_up()
        session.keeper.do(mend)
    return mended


def _say(checkup: "Checkup", mended: "tuple[Finding, ...]", session: Session) -> None:
    for finding in mended:
        output.say(finding.words)
        output.say(f"    Mended: {finding.remedy}.")
    for finding in checkup.findings:
        output.say(finding.words)
        output.say(
            f"    {'With --mend' if finding.is_mendable else 'Not mended'}: {finding.remedy}."
        )
    if checkup.look.board is not None:
        from kanban.store.backups import contents_of
        from kanban.store.restoring import say_contents

        backups = f"{checkup.good_backups} good backup{'' if checkup.good_backups == 1 else 's'}"
        output.say(
            f"{session.board_name}: {say_contents(contents_of(checkup.look.board))}, {backups}."
        )


def _say_json(checkup: "Checkup", mended: "tuple[Finding, ...]", session: Session) -> None:
    trouble = checkup.look.trouble
    output.say_json(
        {
            "board": session.board_name,
            "is_readable": checkup.is_readable,
            "trouble": trouble.message if trouble else None,
            "good_backups": checkup.good_backups,
            "findings": [
                {"words": each.words, "remedy": each.remedy, "is_mendable": each.is_mendable}
                for each in checkup.findings
            ],
            "mended": [{"words": each.words, "remedy": each.remedy} for each in mended],
        }
    )


def _conclude(checkup: "Checkup", session: Session) -> None:
    """Say by the exit code how the board is.

    Raises:
        StorageError: It cannot be read.
        RuleError: Something is not as it should be.
    """
    trouble = checkup.look.trouble
    if isinstance(trouble, DamagedError):
        from kanban.store.restoring import offered

        path = session.places.boards / f"{session.board_name}.json"
        raise offered(trouble, path, session.clock())
    if trouble is not None:
        raise trouble
    count = len(checkup.findings)
    if count:
        mendable = sum(finding.is_mendable for finding in checkup.findings)
        words = (
            "One thing is not as it should be."
            if count == 1
            else f"{count} things are not as they should be."
        )
        hint = f"progress-board doctor --mend puts {mendable} of them right." if mendable else ""
        raise RuleError(words, hint)
