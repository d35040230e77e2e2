"""Names of keys: as people write them, as Textual sends them, and which it can send at all.

A key of several strokes, such as `g g`, has their names in order with a space between.
"""

import unicodedata

_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_NAMED = (
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("escape", "enter", "tab", "space", "backspace", "delete", "insert"),
    *(f"f{number}" for number in range(1, 25)),
)
_OTHER_NAMES = {
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
}
_SAME_TO_A_TERMINAL = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
}
_UNLIKE_UNICODE = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual names a sign in its own way."""
_LAST_OF_KEYBOARDS = "\u024f"
"""No keyboard of Latin letters has signs beyond, but for some that people copy by mistake."""
_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def _sign_name(sign: str) -> str:
    name = unicodedata.name(sign, sign).lower().replace("-", "_").replace(" ", "_")
    return _UNLIKE_UNICODE.get(name, name)


_SIGN_BY_NAME = {_sign_name(sign): sign for sign in _SIGNS}
_SAID = {
    **{name: said for said, name in _OTHER_NAMES.items() if name not in ("enter", "delete")},
    **_SIGN_BY_NAME,
    "insert": "insert",
}


def strokes(key: str) -> tuple[str, ...]:
    """Return the single keys of which one consists."""
    return tuple(key.split(" "))


def normal(key: str) -> str:
    """Return a key as Textual sends it, of whatever way to write it: `?`, `esc`, `shift+←`."""
    return "space" if key == " " else " ".join(map(_normal_stroke, key.split()))


def say_key(key: str) -> str:
    """Return a key as people write it: `?`, `shift+←`, `ctrl+s`, `gg`."""
    said = [_say_stroke(stroke) for stroke in strokes(key)]
    return ("" if all(len(each) == 1 for each in said) else " ").join(said)


def can_be_sent(key: str) -> bool:
    """Tell whether a terminal can send each stroke of a key whose name is normal."""
    return all(map(_can_send, strokes(key)))


def nearest_key(key: str) -> str:
    """Return the key that looks most like one that cannot be sent; empty where none does."""
    from difflib import get_close_matches  # 6 ms, and only a slip needs it

    wrong = next((each for each in key.split() if not _can_send(_normal_stroke(each))), "")
    without_shift = _normal_stroke(wrong.lower().removeprefix("shift+"))
    if without_shift in _SIGN_BY_NAME:
        return _SIGN_BY_NAME[without_shift]
    if len(wrong) == 2 and wrong.isalnum():
        return " ".join(wrong)
    near = get_close_matches(wrong.lower(), _common_keys(), n=1)
    return near[0] if near else ""


def _normal_stroke(stroke: str) -> str:
    head, plus, name = stroke.rpartition("+")
    if plus and not name:  # "+" itself, or "ctrl++"
        head, name = head.rstrip("+"), "+"
    modifiers = sorted(each.lower() for each in head.split("+") if each)
    if len(name) == 1 and not name.isalnum() and name not in _OTHER_NAMES:
        name = _sign_name(name)
    elif len(name) > 1:
        name = name.lower()
    name = _OTHER_NAMES.get(name, name)
    if modifiers == ["shift"] and len(name) == 1 and name.isalpha():
        return name.upper()
    found = "+".join([*modifiers, name])
    return _SAME_TO_A_TERMINAL.get(found, found)


def _say_stroke(stroke: str) -> str:
    *modifiers, name = stroke.split("+")
    return "+".join([*modifiers, _SAID.get(name, name)])


def _can_send(stroke: str) -> bool:
    *modifiers, name = stroke.split("+")
    if len(set(modifiers)) < len(modifiers) or not set(modifiers) <= set(_MODIFIERS):
        return False
    if name in _NAMED:
        return True
    if len(name) == 1 and name.isalnum():
        is_changed_by_shift = "shift" in modifiers and len(modifiers) == 1
        return not modifiers or (name == name.lower() and not is_changed_by_shift)
    is_sign = name in _SIGN_BY_NAME or _is_other_sign(name)
    return is_sign and "shift" not in modifiers


def _is_other_sign(name: str) -> bool:
    """Tell whether this is the name of a sign that no American keyboard has, as `section_sign`."""
    try:
        sign = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return sign < _LAST_OF_KEYBOARDS and not sign.isalnum() and _sign_name(sign) == name


def _common_keys() -> list[str]:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    digits = [str(number) for number in range(10)]
    return [
        *_NAMED,
        *letters,
        *digits,
        *_OTHER_NAMES,
        *_SIGN_BY_NAME,
        *(f"ctrl+{letter}" for letter in letters),
        *(f"alt+{letter}" for letter in letters),
        *(f"shift+{name}" for name in _NAMED),
        *(f"ctrl+{name}" for name in _NAMED),
        *(f"alt+{name}" for name in _NAMED),
    ]
