"""The page of the commands: what each does, its arguments and options, from the command line itself."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from sijill.cli.main import app

INTRODUCTION: Final = """# Commands

Every command with its arguments and options; `sijill COMMAND --help` prints the same. This page is written
by `make reference`. A command ends with exit code 0 where all went well, 1 where a part was refused, 2 where
nothing was done or the usage was wrong, and 130 where it was interrupted. Errors are a sentence each, on
standard error.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_sections()]).rstrip() + "\n"


def commands() -> Iterator[tuple[str, TyperCommand]]:
    """Every command with all the words that call it, in the order of the alphabet."""
    yield from _commands(typer.main.get_command(app), "sijill")


def _commands(command: Any, words: str) -> Iterator[tuple[str, TyperCommand]]:
    if isinstance(command, TyperGroup):
        for name, part in sorted(command.commands.items()):
            yield from _commands(part, f"{words} {name}")
    elif isinstance(command, TyperCommand):
        yield words, command


def _sections() -> Iterator[str]:
    for words, command in commands():
        yield f"## {words}\n\n{cleandoc(command.help or '')}\n"
        shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
        if shown:
            yield "| argument or option | what it is |\n|---|---|"
            yield from map(_row, shown)
            yield ""


def _row(parameter: Any) -> str:
    about = [" ".join((parameter.help or "").split())]
    if parameter.required:
        about.append("Required.")
    elif parameter.param_type_name == "option" and parameter.default not in (None, False, ()):
        about.append(f"Default: `{parameter.default}`.")
    return f"| `{_names(parameter)}` | {_cell(' '.join(about))} |"


def _names(parameter: Any) -> str:
    """How it is written, with what stands behind it."""
    placeholder = parameter.metavar or parameter.name.upper()
    if parameter.param_type_name == "argument":
        return _cell(f"{placeholder}…" if parameter.nargs == -1 and "…" not in placeholder else placeholder)
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return _cell(names if parameter.is_flag else f"{names} {placeholder}")


def _cell(words: str) -> str:
    """Words within a cell of a table, where a bar would begin the next one."""
    return words.replace("|", "\\|")
