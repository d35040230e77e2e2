"""The commands of the other screens; a key may mean something else there."""

from kanban.commands.command import Command

_RECAP, _BACK, _INSIGHTS = "In the recap", "Looking back", "In the insights"
_WELCOME = "In the welcome"
_GOALS, _GOAL = "In the goals", "In a goal"
_COLUMNS, _SORT = "In the columns", "While sorting"
_SPLIT = "While splitting"
_BOARDS = "In the boards"
_SEARCH = "While searching"
_FILTERS, _ARCHIVE = "In the kept searches", "In the archive"
_PAGE, _LIST = "In a card", "In a checklist"
INSIGHT_PAGES = 9

DIALOG_COMMANDS: tuple[Command, ...] = (
    Command("dialog.save", ("ctrl+s",), "save", "Save and close", "In a dialog"),
    Command("dialog.leave", ("escape",), "leave", "Close without saving", "In a dialog"),
    Command("split.use-template", ("ctrl+t",), "template", "Add a template's lines", _SPLIT),
    Command("split.ask", ("ctrl+g",), "ask", "Add lines that your split_command drafts", _SPLIT),
    Command("split.make-smaller", ("ctrl+r",), "smaller", "Write smaller steps below", _SPLIT),
    Command("split.keep-template", ("ctrl+o",), "keep", "Keep the lines as a template", _SPLIT),
    Command("card-page.write-notes", ("ctrl+n",), "notes", "Write the notes, or read them", _PAGE),
    Command(
        "card-page.open-editor", ("ctrl+o",), "editor", "Write the notes in your $EDITOR", _PAGE
    ),
    Command("checklist.tick", ("space",), "tick", "Tick the item, or take its tick away", _LIST),
    Command("checklist.add", ("a",), "add", "Add an item", _LIST),
    Command("checklist.reword", ("e",), "reword", "Change the words of the item", _LIST),
    Command("checklist.remove", ("x", "delete", "backspace"), "remove", "Take it away", _LIST),
    Command("checklist.carry-up", ("shift+up", "K"), "up", "Carry the item up", _LIST),
    Command("checklist.carry-down", ("shift+down", "J"), "down", "Carry the item down", _LIST),
    Command("checklist.walk-up", ("up", "k"), "item above", "Go to the item above", _LIST),
    Command("checklist.walk-down", ("down", "j"), "item below", "Go to the item below", _LIST),
    Command("welcome.next", ("tab",), "go on", "Go on to the next question", _WELCOME),
    Command("welcome.back", ("shift+tab",), "back", "Go back to the question before", _WELCOME),
    Command("welcome.finish", ("ctrl+s",), "save", "Keep what is written; to the board", _WELCOME),
    Command(
        "welcome.skip",
        ("escape",),
        "to the board",
        "Leave the rest out; what is written is kept",
        _WELCOME,
    ),
    Command("recap.go-on", ("enter",), "go on", "Go on to the next line or step", _RECAP),
    Command("recap.next-field", ("tab",), "next field", "Go to the next field", _RECAP),
    Command("recap.previous-field", ("shift+tab",), "back", "Go to the field before", _RECAP),
    Command("recap.next-step", ("pagedown",), "next step", "Go to the next step", _RECAP),
    Command("recap.previous-step", ("pageup",), "step before", "Go to the step before", _RECAP),
    *(
        Command(
            f"recap.pin-{number}",
            (str(number),),
            f"name {number}",
            f"Name the win as number {number} of the three; again takes it away",
            _RECAP,
        )
        for number in range(1, 4)
    ),
    Command(
        "recap.previous-day", ("left_square_bracket", "alt+left"), "before", "Go a day back", _RECAP
    ),
    Command(
        "recap.next-day", ("right_square_bracket", "alt+right"), "after", "Go a day on", _RECAP
    ),
    Command("recap.open-calendar", ("m",), "month", "Choose a day from a month", _RECAP),
    Command("recap.leave", ("escape",), "leave", "Leave; what was written is kept", _RECAP),
    Command("lookback.next-span", ("tab",), "switch", "Week, month, year", _BACK),
    Command("lookback.previous-span", ("shift+tab",), "", "The other way around", _BACK),
    Command("lookback.earlier", ("left_square_bracket",), "before", "Go to the one before", _BACK),
    Command("lookback.later", ("right_square_bracket",), "after", "Go to the one after", _BACK),
    Command("lookback.copy", ("y",), "copy", "Copy it as text, without what is private", _BACK),
    Command("lookback.copy-standup", ("Y",), "stand-up", "Copy the stand-up of today", _BACK),
    Command("goals.walk-up", ("up", "k"), "up", "Go to the goal above", _GOALS),
    Command("goals.walk-down", ("down", "j"), "down", "Go to the goal below", _GOALS),
    Command("goals.carry-up", ("shift+up", "K"), "carry up", "Carry the goal up", _GOALS),
    Command("goals.carry-down", ("shift+down", "J"), "carry down", "Carry it down", _GOALS),
    Command("goals.open", ("enter",), "open", "Open the goal: its steps, its story", _GOALS),
    Command("goals.add", ("a",), "add", "Add a goal and its first small steps", _GOALS),
    Command("goals.edit", ("e",), "edit", "Change title, why, day, colour, milestones", _GOALS),
    Command("goals.split", ("s",), "split", "Split the goal into small steps", _GOALS),
    Command("goals.achieve", ("d",), "achieve", "Mark the goal as achieved", _GOALS),
    Command("goals.set-aside", ("x",), "set aside", "Put the goal aside for later", _GOALS),
    Command("goals.find", ("slash",), "on the board", "See the goal's cards on the board", _GOALS),
    Command("goals.reopen", ("o",), "reopen", "Take the goal up again", _GOALS),
    Command("boards.walk-up", ("up", "k"), "up", "Go to the board above", _BOARDS),
    Command("boards.walk-down", ("down", "j"), "down", "Go to the board below", _BOARDS),
    Command("boards.open", ("enter",), "open", "Turn to the board", _BOARDS),
    Command("boards.create", ("a",), "new", "Set another board up", _BOARDS),
    Command("boards.rename", ("e",), "rename", "Give the board another name", _BOARDS),
    Command("boards.archive", ("x",), "put away", "Put the board away, whole", _BOARDS),
    Command("boards.restore", ("b",), "bring back", "Bring back a board put away", _BOARDS),
    Command("columns.walk-up", ("up", "k"), "up", "Go to the column above", _COLUMNS),
    Command("columns.walk-down", ("down", "j"), "down", "Go to the column below", _COLUMNS),
    Command("columns.carry-up", ("shift+up", "K"), "carry up", "Carry it to the left", _COLUMNS),
    Command(
        "columns.carry-down", ("shift+down", "J"), "carry down", "Carry it to the right", _COLUMNS
    ),
    Command("columns.open", ("enter",), "go", "Go to the column on the board", _COLUMNS),
    Command("columns.add", ("a",), "add", "Add a column next to this one", _COLUMNS),
    Command("columns.rename", ("e",), "rename", "Give the column another name", _COLUMNS),
    Command("columns.hide", ("h",), "hide", "Hide the column, or show it again", _COLUMNS),
    Command("columns.narrow", ("minus",), "narrow", "Narrow the column, or widen it", _COLUMNS),
    Command("columns.limit", ("plus",), "limit", "Say how many cards it takes", _COLUMNS),
    Command("columns.sort", ("equals_sign",), "sort", "Sort its cards", _COLUMNS),
    Command("columns.make-done", ("d",), "done", "Make it the done column", _COLUMNS),
    Command("columns.remove", ("x",), "remove", "Remove it; its cards go to another", _COLUMNS),
    Command("sort.by-due", ("d",), "due", "By the day they are due", _SORT),
    Command("sort.by-title", ("t",), "title", "By title, from A to Z", _SORT),
    Command("sort.by-age", ("a",), "age", "The longest in the column first", _SORT),
    Command("sort.by-goal", ("g",), "goal", "By goal, in the order of the goals", _SORT),
    Command("sort.by-created", ("c",), "created", "The oldest card first", _SORT),
    Command("goal-page.walk-up", ("up", "k"), "up", "Go to the card above", _GOAL),
    Command("goal-page.walk-down", ("down", "j"), "down", "Go to the card below", _GOAL),
    Command("goal-page.open-card", ("enter",), "open", "Open the card", _GOAL),
    Command("goal-page.finish-card", ("d",), "done", "Move the card to Done", _GOAL),
    Command("goal-page.split", ("s",), "split", "Split the goal into more steps", _GOAL),
    Command("goal-page.edit", ("e",), "edit", "Change the goal", _GOAL),
    Command("goal-page.story-up", ("pageup",), "story up", "Scroll the story up", _GOAL),
    Command("goal-page.story-down", ("pagedown",), "story", "Scroll the story down", _GOAL),
    Command("search.keep", ("enter",), "keep", "Keep what was found; to the board", _SEARCH),
    Command("search.next", ("down", "ctrl+n"), "next", "Go to the next one found", _SEARCH),
    Command("search.previous", ("up",), "before", "Go to the one found before", _SEARCH),
    Command("search.leave", ("escape",), "back", "Bring the board back as it was", _SEARCH),
    Command("filters.apply", ("enter",), "show", "Show what it finds on the board", _FILTERS),
    Command("filters.keep", ("a",), "keep", "Keep the search of now under a name", _FILTERS),
    Command("filters.rename", ("e",), "rename", "Give it another name", _FILTERS),
    Command("filters.forget", ("x",), "let go", "Keep it no longer", _FILTERS),
    Command("filters.walk-up", ("up", "k"), "up", "Go to the one above", _FILTERS),
    Command("filters.walk-down", ("down", "j"), "down", "Go to the one below", _FILTERS),
    Command("archive.walk-up", ("up", "k"), "up", "Go to the row above", _ARCHIVE),
    Command("archive.walk-down", ("down", "j"), "down", "Go to the row below", _ARCHIVE),
    Command("archive.page-up", ("pageup",), "page up", "Go up a page", _ARCHIVE),
    Command("archive.page-down", ("pagedown",), "page down", "Go down a page", _ARCHIVE),
    Command("archive.open", ("enter",), "look", "Look at the card, or the win's week", _ARCHIVE),
    Command("archive.restore", ("x",), "take out", "Take the card back to its column", _ARCHIVE),
    Command("archive.search", ("slash",), "find", "Search the list while typing", _ARCHIVE),
    Command("archive.cards", ("1",), "cards", "Go to the archived cards", _ARCHIVE),
    Command("archive.wins", ("2",), "wins", "Go to all wins", _ARCHIVE),
    Command("archive.next-list", ("tab",), "switch", "Archived cards, all wins", _ARCHIVE),
    Command("stuck.choose-clarity", ("c",), "clarity", "What is clear now", "When stuck"),
    Command("stuck.choose-knowledge", ("k",), "knowledge", "What blocks it", "When stuck"),
    Command("stuck.choose-leverage", ("l",), "leverage", "Who can help", "When stuck"),
    Command(
        "stuck.toggle-blocked", ("ctrl+t",), "blocked", "Mark the card as blocked", "When stuck"
    ),
    Command("insights.previous-page", ("left", "h"), "before", "Go a picture back", _INSIGHTS),
    Command("insights.next-page", ("right", "l"), "next", "Go to the next picture", _INSIGHTS),
    *(
        Command(
            f"insights.go-to-{number}",
            (str(number),),
            f"picture {number}",
            f"Go to picture {number}",
            _INSIGHTS,
        )
        for number in range(1, INSIGHT_PAGES + 1)
    ),
    Command("insights.leave", ("escape", "i"), "board", "Back to the board", _INSIGHTS),
)

ON_EVERY_PAGE = (
    *("change.undo", "change.redo", "keys.show", "palette.show", "app.leave"),
    "dialog.leave",
)
"""Commands that every page knows beside its own."""
SCREENS: tuple[tuple[str, ...], ...] = (
    *(("dialog.",), ("dialog.", "split."), ("dialog.", "stuck."), ("dialog.leave", "lookback.")),
    *(
        ("dialog.", "card-page.", "checklist."),
        ("welcome.",),
        ("recap.", "stuck.choose-"),
        ("insights.",),
    ),
    ("search.", "find.filter"),
    *(("filters.", "dialog.leave"), ("archive.", *ON_EVERY_PAGE)),
    *(("goals.", *ON_EVERY_PAGE), ("goal-page.", *ON_EVERY_PAGE)),
    *(("columns.", *ON_EVERY_PAGE), ("dialog.leave", "sort."), ("boards.", *ON_EVERY_PAGE)),
)
"""How the ids begin of the commands that one screen answers to, beside the board."""
OPENING = (
    "recap.show",
    "lookback.show",
    "insights.show",
    "goals.show",
    "columns.show",
    "boards.show",
    "filters.show",
    "archive.show",
)
"""Those that begin so and are the board's alone."""
