"""A pack of one's own, extended by what is imported: only as a whole, and only if it is sound then."""

import csv
import io
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import yaml
from msgspec import Struct

from sijill.packs.faults import Fault, PackError
from sijill.packs.folders import MANIFEST
from sijill.packs.loader import check, info
from sijill.packs.read_places import COLUMNS

PLACES: Final = "places.csv"
ACTORS: Final = "actors.yaml"
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")


class Extended(Struct, frozen=True):
    """How many entries were added, took the place of older ones, and were there already."""

    added: int
    replaced: int
    kept: int


def add_places(folder: Path, rows: Iterable[Sequence[str]], *, base: str, anew: bool) -> Extended:
    """Add rows (the cells of `read_places.COLUMNS`) to a pack's gazetteer; makes the pack if there is none.

    `base` is the pack that a new one includes. A place that is there already stays as it is, or with `anew`
    gives way. Raises `PackError`, and then nothing has changed.
    """
    new = {row[0]: list(row) for row in rows}
    outcome: list[Extended] = []

    def extend(text: str) -> str:
        lines = list(csv.reader(io.StringIO(text, newline="")))
        header = next((line for line in lines if line and not line[0].startswith("#")), list(COLUMNS))
        at = header.index("id") if "id" in header else 0
        old = {line[at] for line in lines if len(line) == len(header) and line != header}
        if not lines:
            lines = [list(COLUMNS)]
        ordered = {id_: [row[COLUMNS.index(name)] for name in header] for id_, row in new.items()}
        if anew:
            lines = [ordered.get(line[at], line) if len(line) == len(header) else line for line in lines]
        lines += [row for id_, row in ordered.items() if id_ not in old]
        there = len(old & new.keys())
        outcome.append(Extended(len(new) - there, there if anew else 0, 0 if anew else there))
        return _csv(lines)

    _change(folder, PLACES, extend, base)
    return outcome[0]


def add_actors(folder: Path, rows: Iterable[dict[str, str]], *, base: str) -> Extended:
    """Add actors to a pack: rows with `id`, `name_en`, `name_ar`, `kind`, `country`, `aliases`, `member_of`.

    Lists stand between bars. One that the pack's own file has already stays as it is. Raises `PackError`.
    """
    new = {row["id"]: row for row in rows}
    outcome: list[Extended] = []

    def extend(text: str) -> str:
        old = set(re.findall(r"(?m)^- id: *([a-z0-9_]+)", text))
        fresh = [_actor(row) for id_, row in new.items() if id_ not in old]
        outcome.append(Extended(len(fresh), 0, len(new) - len(fresh)))
        written = yaml.safe_dump(fresh, allow_unicode=True, sort_keys=False, width=110) if fresh else ""
        return text + ("\n" if text and not text.endswith("\n") else "") + written

    _change(folder, ACTORS, extend, base)
    return outcome[0]


def _actor(row: dict[str, str]) -> dict[str, object]:
    listed: dict[str, object] = {
        name: row[name] for name in ("id", "name_en", "name_ar", "kind", "country") if row.get(name)
    }
    names = [part.strip() for part in (row.get("aliases") or "").split("|") if part.strip()]
    # The neutral name is looked for too.
    listed["aliases"] = list(dict.fromkeys([row["name_ar"], *names]))
    if above := [part.strip() for part in (row.get("member_of") or "").split("|") if part.strip()]:
        listed["member_of"] = [{"id": id_} for id_ in above]
    return listed


def _change(folder: Path, name: str, extend: Callable[[str], str], base: str) -> None:
    """Change one file of a pack, after the whole was checked with it in a copy beside the folder."""
    folder = folder.resolve()
    fresh = not folder.exists()
    if not fresh and not (folder / MANIFEST).is_file():
        raise PackError(
            [Fault(folder.name, 1, f"the folder has no {MANIFEST}; name a new folder or a pack's")]
        )
    trial = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        trial.mkdir()
        if fresh:
            (trial / MANIFEST).write_text(_manifest(folder.name, base), encoding="utf-8")
        else:
            for file in folder.iterdir():
                if file.suffix in (".yaml", ".csv") and file.is_file():
                    shutil.copy2(file, trial / file.name)
        changed = trial / name
        before = changed.read_text(encoding="utf-8-sig") if changed.exists() else ""
        with changed.open("w", encoding="utf-8", newline="") as stream:
            stream.write(extend(before))
        if faults := check(trial):
            label = f"{trial.name}/"
            raise PackError([replace(f, file=f.file.replace(label, f"{folder.name}/")) for f in faults])
        if fresh:
            trial.rename(folder)
        else:
            changed.replace(folder / name)
    except OSError as fault:
        raise PackError(f"{folder}: {(fault.strerror or str(fault)).lower()}") from fault
    except UnicodeDecodeError:
        raise PackError(f"{folder / name}: not UTF-8; save it as UTF-8") from None
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def _manifest(name: str, base: str) -> str:
    if not _NAME.fullmatch(name):
        raise PackError(f'"{name}" is no name of a pack; use small letters, as in my-pack')
    about = info(base)
    return yaml.safe_dump(
        {
            "name": name,
            "title": f"{about.title}, extended",
            "title_ar": f"{about.title_ar}، موسّعة",
            "version": "0.1.0",
            "country": about.country,
            "includes": [base],
        },
        allow_unicode=True,
        sort_keys=False,
    )


def _csv(lines: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(lines)
    return stream.getvalue()
