"""What every command says to the user beside its results: refusals, notes, and how it ends."""

import os
import sys
from typing import NoReturn

ALL_READ = 0
SOME_REFUSED = 1
NOTHING_READ = 2
"""Also the code of wrong usage."""

INTERRUPTED = 130
"""Ended by Ctrl-C: 128 and the number of the signal, as shells have it."""


def on_one_line(words: str) -> str:
    """Words from outside, safe to print: line breaks and control characters are spaces, one for one.

    A report or a file name must not be able to move the cursor, to change the window's title, or to forge a
    line of the program's own.
    """
    return "".join(character if character.isprintable() else " " for character in words)


def say(message: str) -> None:
    """One line on standard error, by the program's name."""
    print(f"sijill: {on_one_line(message)}", file=sys.stderr)


def stop(message: str, code: int = NOTHING_READ) -> NoReturn:
    """Say why and end the program."""
    say(message)
    raise SystemExit(code)


def debugging() -> bool:
    """Whether the user asked for tracebacks (SIJILL_DEBUG set to anything)."""
    return bool(os.environ.get("SIJILL_DEBUG"))


def fault_sentence(fault: BaseException) -> str:
    """What to tell about an error that the program did not foresee."""
    told = " ".join(str(fault).split())[:200]
    kind = type(fault).__name__
    return (
        f"unexpected fault ({kind}: {told}); this is a mistake in sijill, please report it with this line "
        "(SIJILL_DEBUG=1 shows where it arose)"
    )
