"""Lets `python -m infrasketch_desktop` do what the `infrasketch` command does."""

from infrasketch_desktop.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
