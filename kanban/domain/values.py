"""Values: each is a `msgspec.Struct`, made, compared and read from JSON in C.

They are frozen: what differs is a new one, made by `replace`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace as replace  # alike, and mypy checks the fields
else:
    from msgspec.structs import replace as replace
