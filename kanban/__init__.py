"""A terminal Kanban board that keeps wins; it imports nothing until it is asked."""


def __getattr__(name: str) -> str:
    """Read the version on demand: `importlib.metadata` costs 40 ms."""
    if name == "__version__":
        from importlib.metadata import version

        return version("progress-board")
    raise AttributeError(name)
