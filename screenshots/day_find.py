"""The scenes of finding: what is pressed on the demo's board, by the name of the scene."""

WIDE, NARROW = (120, 36), (80, 24)
_PRESSED: dict[str, tuple[str, ...]] = {
    "find": ("slash", *"land"),
    "find-alone": ("slash", *"page", "tab", "enter"),
    "filters": ("slash", *"page", "enter", "F", "a", *"Pages", "enter"),
    "archive": ("X", "slash", *"read"),
    "all-wins": ("X", "tab"),
}
SCENES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    f"{name}-{size[0]}x{size[1]}": (size, pressed)
    for name, pressed in _PRESSED.items()
    for size in (WIDE, NARROW)
}
"""The size, and the keys."""
