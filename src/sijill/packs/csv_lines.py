"""CSV tables with line numbers: rows by column name, faults for rows that do not fit the header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from sys import intern

from sijill.packs.faults import Faults, listed


class Row:
    """One row of a table: values by column, stripped; faults carry the row's line."""

    __slots__ = ("faults", "file", "line", "values")

    def __init__(self, values: dict[str, str], file: str, line: int, faults: Faults) -> None:
        self.values = values
        self.file = file
        self.line = line
        self.faults = faults

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def fault(self, message: str) -> None:
        self.faults.add(self.file, self.line, message)

    def needs(self, *columns: str) -> None:
        for column in columns:
            if not self.values[column]:
                self.fault(f"{column} is empty")

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        value = self.values[column]
        if value not in allowed:
            words = listed(word or "nothing" for word in allowed)
            self.fault(f'{column} "{value}" is not known; allowed: {words}')
            return allowed[0]
        return value

    def matching(self, column: str, pattern: re.Pattern[str], example: str) -> str:
        value = self.values[column]
        if value and not pattern.fullmatch(value):
            self.fault(f'{column} "{value}" is not well formed; write it like {example}')
        return value

    def split(self, column: str) -> tuple[str, ...]:
        """The parts between bars: «النهر|نهر الشمال»."""
        value = self.values[column]
        if not value:
            return ()
        parts = tuple(part.strip() for part in value.split("|"))
        if not all(parts):
            self.fault(f"{column} has an empty part between two bars")
        return tuple(part for part in parts if part)

    def degrees(self, column: str, limit: int) -> float | None:
        value = self.values[column]
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            self.fault(f'{column} "{value}" is no number; write degrees like 14.475')
            return None
        if not -limit <= number <= limit:
            self.fault(f"{column} {value} is out of range; allowed: -{limit} to {limit}")
            return None
        return number


def rows(text: str, file: str, columns: Sequence[str], faults: Faults) -> Iterator[Row]:
    """The rows of a table whose header has just these columns, in any order. Lines with # are comments."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            faults.add(file, reader.line_num, f"this row is no CSV: {error}")
            break
        if not any(cells) or cells[0].startswith("#"):
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            if sorted(header) != sorted(columns):
                faults.add(file, reader.line_num, f"the first row must name the columns {listed(columns)}")
                break
        elif len(cells) != len(header):
            faults.add(
                file,
                reader.line_num,
                f"{len(cells)} columns, where {len(header)} are wanted; a name with a comma needs quotes",
            )
        else:
            # Most cells repeat those of other rows; kept once, they are also stored and loaded once.
            values = {column: intern(cell.strip()) for column, cell in zip(header, cells, strict=True)}
            yield Row(values, file, reader.line_num, faults)
