"""Quiet mode: the words of a change without their counts.

Whether it is on is `settings.chosen.quiet`; every screen asks there before it shows a number.
"""

import re

_COUNTED = re.compile(r'"[^"]*"|\b(\d+) (?=(?:card|win|step|fault|goal|item)s?\b)')


def uncounted(words: str) -> str:
    """Return what a change says it did, without how many; a title in quotes stays as it is."""
    return _COUNTED.sub(_without_count, words)


def _without_count(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0]
    return "a " if match[1] == "1" else ""
