"""`python -m kanban` is `progress-board`."""

from kanban.cli.main import run

if __name__ == "__main__":
    run()
