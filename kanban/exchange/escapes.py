"""Backslashes before punctuation, as Markdown has them: what stands behind one is text, no mark.

While a line is taken apart, such a character stands there shielded, so that no pattern sees it. The
shields are halves of characters, which no file in UTF-8 holds.
"""

import re

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SHIELD = 0xDC00
_BARE = {_SHIELD + code: code for code in range(0x80)}


def shielded(text: str) -> str:
    """Return a text whose escaped characters no pattern sees; `bare` makes it readable again."""
    return _ESCAPED.sub(lambda match: chr(_SHIELD + ord(match[1])), text) if "\\" in text else text


def bare(text: str) -> str:
    """Return a text as it is meant, without shields and escapes."""
    return text.translate(_BARE)
