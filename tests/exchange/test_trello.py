from datetime import UTC, date, datetime

import pytest

from kanban.domain.board import Board
from kanban.domain.records import Card, Item, Win
from kanban.errors import UsageError
from kanban.exchange.reading import read_draft

from .builder import import_into, titles, trello_card, trello_list, trello_move


def test_lists_and_cards_stand_in_trellos_order_not_the_files(garden, as_file):
    board = Board()
    import_into(board, as_file(garden), "g.json")
    assert [column.name for column in board.columns()] == ["Ideas", "Now", "Done"]
    assert titles(board, "Ideas") == ["Dig the bed", "Plant beans"]


def test_a_list_without_a_position_leaves_all_lists_in_the_files_order(garden, as_file):
    del garden["lists"][1]["pos"]
    draft = read_draft(as_file(garden), "g.json")
    assert [column.name for column in draft.columns] == ["Done", "Ideas", "Now"]


def test_what_is_not_on_the_board_is_left_out_and_told(garden, as_file):
    draft = read_draft(as_file(garden), "g.json")
    assert [card.title for card in draft.cards] == ["Dig the bed", "Plant beans", "Mow", "Prune"]
    assert draft.left_out == (
        "1 archived card: put away in Trello",
        '1 closed list ("Last year") with 1 card: put away in Trello',
        "1 comment: a card has no place for that",
        "2 members: a card has no place for that",
    )


def test_attachments_custom_fields_and_the_boards_description_are_told(garden, as_file):
    garden["desc"] = "What grows where"
    garden["cards"][0] |= {"attachments": [{}, {}], "customFieldItems": [{}]}
    left_out = read_draft(as_file(garden), "g.json").left_out
    assert "2 attachments: a card has no place for that" in left_out
    assert "1 custom field: a card has no place for that" in left_out
    assert "1 description: a board has no place for it" in left_out


def test_a_card_of_an_unknown_list_is_left_out_and_told(garden, as_file):
    garden["cards"].append(trello_card("c9", "Lost", "nowhere", 1))
    draft = read_draft(as_file(garden), "g.json")
    assert "Lost" not in [card.title for card in draft.cards]
    assert "1 card: the list is not in the file" in draft.left_out


def test_a_label_is_a_tag_by_its_name_or_else_its_colour(garden, as_file):
    board = Board()
    import_into(board, as_file(garden), "g.json")
    tags = {card.title: card.tags for card in board.table(Card).values()}
    assert tags["Plant beans"] == ("green",)
    assert tags["Mow"] == ("every-week",)


def test_several_checklists_become_one_with_their_names_before_the_items(garden, as_file):
    draft = read_draft(as_file(garden), "g.json")
    assert draft.cards[0].checklist == (
        Item("People: Brother"),
        Item("People: Neighbour"),
        Item("Tools: Spade", is_done=True),
    )


def test_a_single_checklist_needs_no_name(garden, as_file):
    del garden["checklists"][1]
    draft = read_draft(as_file(garden), "g.json")
    assert draft.cards[0].checklist == (Item("Spade", is_done=True),)


def test_a_win_is_of_the_local_day_of_the_last_move_into_done(garden, as_file):
    board = Board()
    import_into(board, as_file(garden), "g.json")
    (win,) = board.table(Win).values()
    assert (win.text, win.day) == ("Mow", date(2026, 11, 20))  # 03:30 on the 21st, before 04:00
    assert win.at == datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    assert (win.zone, win.utc_offset_minutes) == ("Asia/Tokyo", 540)
    assert board.card(win.card_id or 0).title == "Mow"


def test_a_card_that_left_done_and_came_back_counts_once_at_its_last_arrival(garden, as_file):
    garden["actions"] += [
        trello_move("c3", "now", "2026-11-20T19:30:00Z"),
        trello_move("c3", "done", "2026-11-21T01:00:00Z"),
    ]
    board = Board()
    import_into(board, as_file(garden), "g.json")
    assert [win.day for win in board.table(Win).values()] == [date(2026, 11, 21)]


def test_a_record_that_ends_outside_of_done_does_not_tell_when_it_was_finished(garden, as_file):
    garden["actions"].append(trello_move("c3", "now", "2026-11-21T01:00:00Z"))
    board = Board()
    found = import_into(board, as_file(garden), "g.json")
    assert not board.table(Win)
    assert found.adjusted == ("2 cards in Done without a win: the file tells no finish date",)


def test_a_card_knows_where_it_was_made_and_every_arrival_since(garden, as_file):
    board = Board()
    import_into(board, as_file(garden), "g.json")
    mow = next(card for card in board.table(Card).values() if card.title == "Mow")
    names = [(board.column(move.column_id).name, move.at.day) for move in mow.moves]
    assert names == [("Ideas", 18), ("Now", 19), ("Done", 20)]
    assert mow.created_at == datetime(2026, 11, 18, 8, tzinfo=UTC)


def test_an_id_tells_when_a_card_was_made_if_no_action_does(garden, as_file):
    garden["cards"].append(trello_card("5e4422fcc283ba2e3af33c89", "Old", "now", 1))
    draft = read_draft(as_file(garden), "g.json")
    old = next(card for card in draft.cards if card.title == "Old")
    assert old.created_at == datetime(2020, 2, 12, 16, 8, 28, tzinfo=UTC)


def test_a_due_instant_is_the_day_on_the_wall_calendar(garden, as_file):
    garden["cards"][0]["due"] = "2026-11-27T16:00:00.000Z"  # one in the morning of the 28th
    board = Board()
    import_into(board, as_file(garden), "g.json")
    beans = next(card for card in board.table(Card).values() if card.title == "Plant beans")
    assert beans.due_on == date(2026, 11, 28)


def test_a_ticked_card_stays_in_its_list_and_is_told(garden, as_file):
    garden["cards"][0]["dueComplete"] = True
    board = Board()
    found = import_into(board, as_file(garden), "g.json")
    assert "1 card with a tick: left in the file's column" in found.adjusted
    assert "Plant beans" in titles(board, "Ideas")


def test_a_limit_of_a_list_is_kept(garden, as_file):
    board = Board()
    import_into(board, as_file(garden), "g.json")
    assert [column.wip_limit for column in board.columns()] == [None, 3, None]


@pytest.mark.parametrize("limit", [0, -1, 10**30, 1.5, True, "many"])
def test_a_limit_that_is_none_is_dropped(garden, as_file, limit):
    garden["lists"] = [trello_list("ideas", "Ideas", 1, softLimit=limit)]
    assert read_draft(as_file(garden), "g.json").columns[0].wip_limit is None


def test_a_board_of_closed_lists_is_refused(garden, as_file):
    for each in garden["lists"]:
        each["closed"] = True
    with pytest.raises(UsageError, match="has no open list"):
        read_draft(as_file(garden), "g.json")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda board: board.update(lists={}), "lists is an object, not a list of objects"),
        (lambda board: board.update(cards=["x"]), 'cards[0] is "x", not one of a list of objects'),
        (lambda board: board["cards"][1].update(name=7), "cards[1].name is a number, not text"),
        (lambda board: board["cards"][0].pop("idList"), "cards[0].idList is missing, not text"),
        (
            lambda board: board["lists"][0].update(closed="no"),
            'lists[0].closed is "no", not true or false',
        ),
        (
            lambda board: board["actions"][0].update(date="yesterday"),
            'actions[0].date is "yesterday", not a date',
        ),
        (lambda board: board["actions"][0].update(data=[]), "actions[0].data is a list, not an"),
        (
            lambda board: board["cards"][0].update(due="9999-12-31T23:59:59-14:00"),
            "cards[0].due is",
        ),
        (lambda board: board["cards"][0].update(due="9999-12-31T23:59:59Z"), "cards[0].due is"),
        (lambda board: board["cards"][0].update(idLabels=[1]), "cards[0].idLabels[0] is a number"),
    ],
)
def test_a_thing_of_another_shape_is_named_with_its_place(garden, as_file, spoil, sentence):
    spoil(garden)
    with pytest.raises(UsageError) as caught:
        read_draft(as_file(garden), "g.json")
    assert caught.value.message.startswith('"g.json" cannot be understood: ')
    assert sentence in caught.value.message
    assert caught.value.hint
