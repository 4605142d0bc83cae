"""A bar on standard error while many reports are read, and only where somebody can see it."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

Item = TypeVar("Item")

MANY: Final = 20


def watched(
    items: Iterable[Item], total: int | None, *, wanted: bool = True, doing: str = "reading"
) -> Iterator[Item]:
    """The items, with a bar from the 21st on if standard error is a terminal and `wanted`.

    `total` is None where the number is not known before the end. The bar tells how many there were, how
    many come a second, and the time left.
    """
    if not wanted or not sys.stderr.isatty() or (total is not None and total <= MANY):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        doing, BarColumn(), MofNCompleteColumn(), _rate(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        task = None
        for number, item in enumerate(items, 1):
            if number > MANY:
                if task is None:
                    task = bar.add_task("", total=total)
                bar.update(task, completed=number)
            yield item


def _rate() -> "ProgressColumn":
    """How many items come a second."""
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f}/s" if speed else "")

    return Rate()
