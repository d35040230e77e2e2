"""`python -m kanban` is `progress-board`."""

from kanban.cli.start import run

if __name__ == "__main__":
    run()
