"""Completion of commands, options and choices in bash, written from the grammar of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.cli.parser import Command

_COMMON = ("--help", "--json", "--profile")
_SCRIPT = """\
# Completion of infrasketch in bash. The longest command that the words begin with decides; files come from the shell.
_infrasketch() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command="" offered="" place
  COMPREPLY=()
  for ((place = 1; place < COMP_CWORD && place < 3; place++)); do
    case "$command ${{COMP_WORDS[place]}}" in
      {known}) command="$command ${{COMP_WORDS[place]}}" ;;
      *) break ;;
    esac
  done
  case "$command $before" in
{choices}
  *)
    case "$command" in
{words}
    esac ;;
  esac
  while IFS= read -r place; do COMPREPLY+=("$place"); done < <(compgen -W "$offered" -- "$word")
}}
complete -o default -F _infrasketch infrasketch
"""


def bash_completion(commands: Sequence[Command]) -> str:
    """The script that bash loads when somebody completes `infrasketch` for the first time."""
    table = dict(_walk(commands, ""))
    children = {"": [command.name for command in commands], **{name: _names(each) for name, each in table.items()}}
    offered = {name: " ".join((*below, *_options(table.get(name)))) for name, below in children.items()}
    return _SCRIPT.format(
        known=" | ".join(f'"{name}"' for name in table),
        choices="\n".join(line for name, command in table.items() for line in _choices(name, command)),
        words="\n".join(f'    "{name}") offered="{words}" ;;' for name, words in offered.items()),
    )


def _walk(commands: Sequence[Command], called: str) -> Iterator[tuple[str, Command]]:
    for command in commands:
        name = f"{called} {command.name}"
        yield name, command
        yield from _walk(command.children, name)


def _names(command: Command) -> list[str]:
    return [child.name for child in command.children]


def _options(command: Command | None) -> tuple[str, ...]:
    """Without one, those of the program itself."""
    if command is None:
        return (*_COMMON, "--version")
    own = [name for argument in command.arguments for name in argument.names if name.startswith("--")]
    return (*own, *_COMMON)


def _choices(name: str, command: Command) -> Iterator[str]:
    for argument in command.arguments:
        offered = " ".join(map(str, argument.settings.get("choices") or ()))
        if offered:
            yield from (f'  "{name} {option}") offered="{offered}" ;;' for option in argument.names if option[0] == "-")
