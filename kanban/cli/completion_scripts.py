"""Scripts by which bash, zsh and fish complete a command line, made from its grammar.

Commands, options and fixed choices stand in the script; what is on a board is asked of
`progress-board completion cards` and the like, when somebody presses tab there. Written here, for
shtab has no fish and knows nothing that is asked for while typing, and argcomplete starts the
whole program for every tab, in options too.
"""

from collections.abc import Iterator, Mapping
from shlex import quote

from kanban.cli.grammar import Argument, Command
from kanban.cli.importing import FORMATS

_KINDS: Mapping[str, str] = {
    "ID": "cards",
    "COLUMN": "columns",
    "GOAL": "goals",
    "TAG": "tags",
    "FILE": "files",
    "REPO": "folders",
    "FORMAT": f"={' '.join(FORMATS)}",
}
"""What a value is, by the word for it."""
_OF_BOARDS = ("--board", "--into")
_ANY = "any"
"""A value of which nothing is known."""


def script(shell: str, program: Command) -> Iterator[str]:
    """Yield the lines of the script for a shell."""
    if shell == "fish":
        yield from _fish(program)
        return
    yield from (["#compdef progress-board"] if shell == "zsh" else [])
    yield from _tables(program)
    yield from (_ZSH if shell == "zsh" else _BASH).strip().split("\n")


def kind_of(command: Command, argument: Argument) -> str:
    """Return what the value of an argument is; fixed choices stand behind a `=`.

    Empty for an option that takes no value.
    """
    if not argument.value:
        return ""
    if argument.choices:
        return f"={' '.join(argument.choices)}"
    is_board = command.words[:1] == ("board",) and argument.value == "NAME"
    if is_board or not set(_OF_BOARDS).isdisjoint(argument.names):
        return "boards"
    return _KINDS.get(argument.value, _ANY)


def _tables(program: Command) -> Iterator[str]:
    """Yield three functions, in words that bash and zsh share, which tell of a command."""
    commands = list(program.all())
    yield from _table(
        "_progress_board_acts",
        {
            quote(_at(each)): _printed((act.words[-1], act.help) for act in each.acts)
            for each in commands
            if each.acts
        },
        '"$1"',
    )
    yield from _table(
        "_progress_board_options",
        {
            quote(_at(each)): _printed(
                (name, option.help)
                for option in each.options
                for name in option.names
                if name.startswith("--")
            )
            for each in commands
        },
        '"$1"',
    )
    yield from _table("_progress_board_value", dict(_values(commands)), '"$1|$2"')
    yield from _table(
        "_progress_board_places",
        {
            quote(_at(each)): f"printf '%s\\n' {' '.join(map(quote, kinds))}"
            for each in commands
            if (kinds := _places(each))
        },
        '"$1"',
    )


def _table(name: str, arms: Mapping[str, str], subject: str) -> Iterator[str]:
    yield f"{name}() {{"
    yield f"    case {subject} in"
    yield from (f"        {pattern}) {act} ;;" for pattern, act in arms.items())
    yield "        *) return 1 ;;"
    yield "    esac"
    yield "}"


def _printed(pairs: Iterator[tuple[str, str]]) -> str:
    return "printf '%s\\t%s\\n' " + " ".join(quote(word) for pair in pairs for word in pair)


def _values(commands: list[Command]) -> Iterator[tuple[str, str]]:
    for each in commands:
        for option in each.options:
            if kind := kind_of(each, option):
                for name in option.names:
                    yield quote(f"{_at(each)}|{name}"), f"echo {quote(kind)}"


def _places(command: Command) -> list[str]:
    kinds = (kind_of(command, each) for each in command.places)
    return list(dict.fromkeys(kind for kind in kinds if kind != _ANY))


def _at(command: Command) -> str:
    return " ".join(command.words)


_BASH = r"""
_progress_board_told() {
    progress-board completion "$1" ${board:+--board "$board"} 2>/dev/null </dev/null
}

_progress_board_add() {
    local value about shown
    while IFS=$'\t' read -r value about; do
        [[ $value == "$plain"* ]] || continue
        shown=$value
        [[ $quote ]] || printf -v shown %q "$value"
        abouts[${#COMPREPLY[@]}]=$about
        COMPREPLY+=("$shown")
    done
}

_progress_board_offer() {
    local -a found
    case $1 in
        files) compopt -o filenames; mapfile -t found < <(compgen -f -- "$plain") ;;
        folders) compopt -o filenames; mapfile -t found < <(compgen -d -- "$plain") ;;
        =*) mapfile -t found < <(compgen -W "${1#=}" -- "$plain") ;;
        any) ;;
        *) _progress_board_add < <(_progress_board_told "$1") ;;
    esac
    COMPREPLY+=("${found[@]}")
}

_progress_board() {
    local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local at="" board="" quote="" plain word kind number
    local -a abouts=()
    COMPREPLY=()
    if [[ $cur == "=" ]]; then cur=""; fi
    if [[ $before == "=" ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
    [[ $cur == [\"\']* ]] && quote=${cur:0:1}
    plain=${cur#[\"\']}
    [[ $quote ]] || plain=${plain//\\/}
    for ((number = 1; number < COMP_CWORD; number++)); do
        word=${COMP_WORDS[number]}
        if [[ $word == --board ]]; then
            ((number++))
            [[ ${COMP_WORDS[number]} == "=" ]] && ((number++))
            ((number < COMP_CWORD)) && board=${COMP_WORDS[number]//[\"\'\\]/}
        elif [[ $word != -* ]] && _progress_board_options "${at:+$at }$word" >/dev/null; then
            at="${at:+$at }$word"
        fi
    done
    if kind=$(_progress_board_value "$at" "$before"); then
        _progress_board_offer "$kind"
    elif [[ $cur == -* ]]; then
        _progress_board_add < <(_progress_board_options "$at")
        abouts=()
    else
        _progress_board_add < <(_progress_board_acts "$at")
        abouts=()
        while IFS= read -r kind; do
            [[ $kind ]] && _progress_board_offer "$kind"
        done < <(_progress_board_places "$at")
        if [[ ! $cur && ${#COMPREPLY[@]} == 0 ]]; then
            _progress_board_add < <(_progress_board_options "$at")
            abouts=()
        fi
    fi
    # A number says nothing without its title; a list that is shown (63) and not inserted may tell.
    if ((${#COMPREPLY[@]} > 1)) && [[ $COMP_TYPE != 37 && $COMP_TYPE != 42 ]]; then
        for number in "${!abouts[@]}"; do
            [[ ${abouts[number]} ]] && COMPREPLY[number]+="  ${abouts[number]}"
        done
    fi
}

complete -F _progress_board progress-board
"""
_ZSH = r"""
_progress_board_describe() {
    local value about
    local -a found
    while IFS=$'\t' read -r value about; do
        value=${value//\\/\\\\}
        about=${about//\\/\\\\}
        found+=("${value//:/\\:}${about:+:$about}")
    done
    (( $#found )) && _describe -V "$1" found
}

_progress_board_offer() {
    case $1 in
        files) _files ;;
        folders) _files -/ ;;
        \=*) compadd -- ${=1#=} ;;
        any) ;;
        *) _progress_board_describe "$1" < <(progress-board completion "$1" \
            ${board:+--board} ${board:+"$board"} 2>/dev/null </dev/null) ;;
    esac
}

_progress_board() {
    local at="" board="" word kind number
    for ((number = 2; number < CURRENT; number++)); do
        word=$words[number]
        if [[ $word == --board ]]; then
            (( ++number < CURRENT )) && board=${(Q)words[number]}
        elif [[ $word == --board=* ]]; then
            board=${(Q)word#--board=}
        elif [[ $word != -* ]] && _progress_board_options "${at:+$at }$word" >/dev/null; then
            at="${at:+$at }$word"
        fi
    done
    if [[ $PREFIX == --*=* ]] && kind=$(_progress_board_value "$at" "${PREFIX%%=*}"); then
        compset -P 1 '*='
        _progress_board_offer "$kind"
    elif kind=$(_progress_board_value "$at" "$words[CURRENT-1]"); then
        _progress_board_offer "$kind"
    elif [[ $PREFIX == -* ]]; then
        _progress_board_describe option < <(_progress_board_options "$at")
    else
        _progress_board_describe command < <(_progress_board_acts "$at")
        for kind in ${(f)"$(_progress_board_places "$at")"}; do
            _progress_board_offer "$kind"
        done
        if [[ -z $PREFIX ]] && (( ! compstate[nmatches] )); then
            _progress_board_describe option < <(_progress_board_options "$at")
        fi
    fi
}

if [[ $funcstack[1] == _progress-board ]]; then
    _progress_board "$@"
else
    compdef _progress_board progress-board
fi
"""
_FISH = r"""
function __progress_board_words
    set -l words (commandline -opc)
    set -l at
    set -l skips 1
    for word in $words[2..]
        if test $skips -eq 0
            set skips 1
        else if test "$word" = --board
            set skips 0
        else if contains -- (string join -- ' ' $at $word) $__progress_board_commands
            set -a at $word
        end
    end
    string join -- ' ' $at
end

function __progress_board_at
    set -l at (__progress_board_words)
    test "$at" = "$argv[1]"
end

function __progress_board_told
    set -l words (commandline -opc)
    set -l board
    if set -l place (contains -i -- --board $words)
        set -l next (math $place + 1)
        if set -q words[$next]
            set board --board (string unescape -- $words[$next])
        end
    end
    progress-board completion $argv[1] $board 2>/dev/null
end

complete -c progress-board -f
"""


def _fish(program: Command) -> Iterator[str]:
    commands = list(program.all())
    paths = " ".join(_fish_quote(_at(each)) for each in commands if each.words)
    yield f"set -g __progress_board_commands {paths}"
    yield from _FISH.strip().split("\n")
    for each in commands:
        condition = _fish_quote(f"__progress_board_at {_fish_quote(_at(each))}")
        at = f"complete -c progress-board -n {condition}"
        for act in each.acts:
            yield f"{at} -a {act.words[-1]} -d {_fish_quote(act.help)}"
        for kind in _places(each):
            yield f"{at} {_fish_offer(kind)}"
        for option in each.options:
            names = (name for name in option.names if name.startswith("--"))
            kind = kind_of(each, option)
            taking = f" -r {_fish_offer(kind)}" if kind else ""
            for name in names:
                yield f"{at} -l {name[2:]}{taking} -d {_fish_quote(option.help)}"


def _fish_offer(kind: str) -> str:
    if kind in ("files", "folders"):
        return "-F"
    if kind == _ANY:
        return "-f"
    told = kind[1:] if kind.startswith("=") else f"(__progress_board_told {kind})"
    return f"-f -a {_fish_quote(told)}"


def _fish_quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
