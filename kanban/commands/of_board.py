"""The commands of the board, which the palette has as well."""

from kanban.commands.command import Command

_WALK, _CARD, _DAY, _BOARD = "Walk", "Cards", "The day", "The board"
_FIND = "Finding"
SEND_COLUMNS = 9

COMMANDS: tuple[Command, ...] = (
    Command("walk.left", ("left", "h"), "left", "Go to the column on the left", _WALK),
    Command("walk.down", ("down", "j"), "down", "Go to the card below", _WALK),
    Command("walk.up", ("up", "k"), "up", "Go to the card above", _WALK),
    Command("walk.right", ("right", "l"), "right", "Go to the column on the right", _WALK),
    Command("walk.first", ("home",), "first", "Go to the first card of the column", _WALK),
    Command("walk.last", ("end",), "last", "Go to the last card of the column", _WALK),
    Command("walk.page-up", ("pageup",), "page up", "Go up a page", _WALK),
    Command("walk.page-down", ("pagedown",), "page down", "Go down a page", _WALK),
    Command("card.add", ("a",), "add", "Add a card to this column", _CARD, True),
    Command("card.done", ("d",), "done", "Move the card to Done", _CARD, True),
    Command("card.open", ("enter",), "open", "Open the card: notes, goal, due, tags", _CARD),
    Command("card.edit-title", ("e",), "edit", "Change the card's title", _CARD),
    Command("card.next", ("S",), "next step", "Ask for the card's smallest next step", _CARD),
    Command("card.split", ("s",), "split", "Split the card or a goal into steps", _CARD, True),
    Command("card.archive", ("x",), "archive", "Put the card away; its wins stay", _CARD),
    Command("card.mark", ("space",), "mark", "Mark the card, or unmark it; go down", _CARD),
    Command("card.mark-range", ("V",), "to here", "Mark from the last mark to here", _CARD),
    Command("card.mark-all", ("A",), "all", "Mark all of the column, or unmark them", _CARD),
    Command("card.set-due", ("D",), "due", "Say when the card is due, and how it repeats", _CARD),
    Command("card.set-tags", ("T",), "tags", "Change the card's tags", _CARD),
    Command("card.set-goal", ("p",), "put", "Put the card under a goal", _CARD),
    Command(
        "card.set-blocked", ("B",), "blocked", "Say what is in the way: cards, or a reason", _CARD
    ),
    Command("card.carry-left", ("shift+left", "H"), "carry left", "Carry the card left", _CARD),
    Command("card.carry-down", ("shift+down", "J"), "carry down", "Carry the card down", _CARD),
    Command("card.carry-up", ("shift+up", "K"), "carry up", "Carry the card up", _CARD),
    Command("card.carry-right", ("shift+right", "L"), "carry right", "Carry it right", _CARD),
    *(
        Command(
            f"card.send-to-{number}",
            (str(number),),
            f"to {number}",
            f"Send the card to column {number}",
            _CARD,
        )
        for number in range(1, SEND_COLUMNS + 1)
    ),
    Command(
        "card.send-to-board", ("M",), "to a board", "Send the chosen cards to another board", _CARD
    ),
    Command("win.log", ("w",), "win", "Log a win, however small", _DAY, True),
    Command("card.forward", ("f",), "forward", "Log a step on a card that is not done", _DAY),
    Command("moment.reframe", ("b",), "stuck", "Turn a stuck moment into a win", _DAY),
    Command("recap.show", ("r",), "recap", "Look back on the day and close it", _DAY, True),
    Command("challenge.start", (), "seven days", "Seven days of one tiny thing", _DAY),
    Command("challenge.stop", (), "end them", "End the seven days; their wins stay", _DAY),
    Command(
        "recap.close-day", ("ctrl+s",), "close the day", "Close the day, and say it back", _DAY
    ),
    Command(
        "lookback.show", ("R",), "look back", "Look back on the week, the month, the year", _DAY
    ),
    Command(
        "insights.show",
        ("i",),
        "insights",
        "See pictures of your wins and of how cards flow",
        _DAY,
    ),
    Command("panel.toggle-today", ("t",), "today", "Show or hide the Today panel", _DAY),
    Command("counts.toggle-quiet", ("z",), "quiet", "Hide or show every count", _DAY),
    Command("find.open", ("slash",), "find", "Search the board while typing", _FIND, True),
    Command("find.next", ("n",), "next found", "Go to the next card that was found", _FIND),
    Command("find.previous", ("N",), "found before", "Go to the one found before", _FIND),
    Command(
        "find.filter",
        ("tab", "ctrl+f"),
        "these alone",
        "Show what was found alone, or the whole board again",
        _FIND,
    ),
    Command("filters.show", ("F",), "kept", "See the searches that are kept", _FIND),
    Command("archive.show", ("X",), "archive", "See archived cards and all wins", _FIND),
    Command("board.next-density", ("v",), "density", "A row a card, two rows, or three", _BOARD),
    Command(
        "column.toggle-older",
        ("Z",),
        "older",
        "Open or fold what was done before this week",
        _BOARD,
    ),
    Command("goals.show", ("g",), "goals", "See the goals and how far each has come", _BOARD, True),
    Command("goal.add", ("G",), "goal", "Add a goal and its first small steps", _BOARD),
    Command("columns.show", ("c",), "columns", "See the columns: add, order, hide them", _BOARD),
    Command("column.narrow", ("minus",), "narrow", "Narrow this column, or widen it", _BOARD),
    Command("column.sort", ("equals_sign",), "sort", "Sort the cards of this column", _BOARD),
    Command("column.limit", ("plus",), "limit", "Say how many cards this column takes", _BOARD),
    Command("change.undo", ("u",), "undo", "Take the last change back", _BOARD, True),
    Command("change.redo", ("U",), "redo", "Do it again", _BOARD),
    Command("board.clear", ("escape",), "clear", "Unmark every card, or end the search", _BOARD),
    Command("boards.show", ("o",), "boards", "See your boards, and turn to another", _BOARD),
    Command("theme.choose", (), "theme", "Choose a theme", _BOARD),
    Command("keys.show", ("question_mark",), "keys", "Show every key", _BOARD, True),
    Command("palette.show", ("ctrl+p",), "palette", "Find any command by name", _BOARD),
    Command("app.leave", ("q", "ctrl+q"), "quit", "Close the board", _BOARD),
)
