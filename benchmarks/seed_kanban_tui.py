"""Fills a board of kanban-tui 0.21, run by the Python that has it: FOLDER, titles on stdin.

Each card has notes, which kanban-tui shows on the card with the focus alone.
"""

import os
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

NOTES = "What it is about"


def seed(folder: Path, titles: list[str]) -> None:
    """Let kanban-tui make its files, and put one card a title into its columns in turn."""
    from kanban_tui.backends.sqlite.database import create_new_board_db, init_new_db
    from kanban_tui.config import init_config

    database = str(folder / "kanban.db")
    init_config(str(folder / "config.toml"), database)
    init_new_db(database)
    board = create_new_board_db("Bench", icon="", database=database)
    wanted = "select column_id from columns where board_id = ? and visible order by position"
    one = (
        "insert into tasks (title, column, description, creation_date, metadata, position)"
        " values (?, ?, ?, ?, '{}', ?)"
    )
    now = datetime.now().replace(microsecond=0).isoformat()  # noqa: DTZ005 - as it writes it itself
    with sqlite3.connect(database) as connection:
        columns = [row[0] for row in connection.execute(wanted, (board.board_id,))]
        count = len(columns)
        rows = (
            (title, columns[number % count], NOTES, now, number // count)
            for number, title in enumerate(titles)
        )
        connection.executemany(one, rows)


if __name__ == "__main__":
    home = Path(sys.argv[1])
    places = {"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data"}
    os.environ.update({name: str(home / place) for name, place in places.items()})
    for place in places.values():
        (home / place).mkdir(parents=True, exist_ok=True)
    seed(home, sys.stdin.read().splitlines())
