"""The house has an order: a folder imports only from the folders before it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sijill

PACKAGE = Path(sijill.__file__).parent

LAYERS = (
    ("record",),
    ("arabic",),
    ("packs",),
    ("reading",),
    ("linking",),
    ("deriving",),
    ("public",),
    ("store",),
    ("sources",),
    ("engines",),
    ("export",),
    ("web",),
    ("cli",),
)
FACADE = {"__init__", "api"}
"""Modules of the public face: they stand beside the order, and only `cli` may import them."""

RANK = {folder: rank for rank, layer in enumerate(LAYERS) for folder in layer}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] in RANK)


def imported(source: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything that a module imports, inside functions too."""
    package = ("sijill", *source.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *(node.module.split(".") if node.module else ())))
            if module == "sijill":
                yield from ((node.lineno, f"sijill.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def test_every_folder_has_its_place() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and list(path.rglob("*.py"))}
    assert folders <= set(RANK)
    assert {path.stem for path in PACKAGE.glob("*.py")} == FACADE


@pytest.mark.parametrize("source", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_from_before(source: Path) -> None:
    own = source.relative_to(PACKAGE).parts[0]
    for line, name in imported(source):
        parts = name.split(".")
        if parts[0] != "sijill":
            continue
        other = parts[1] if len(parts) > 1 else "__init__"
        if other == own:
            continue
        where = f"{source.relative_to(PACKAGE)}:{line}"
        if other not in RANK:
            assert own == "cli", f"{where}: only cli may import {name}"
            continue
        before = ", ".join(folder for folder, rank in RANK.items() if rank <= RANK[own] and folder != own)
        assert RANK[other] <= RANK[own], f"{where}: {own} may import from {before}, not {other}"


def test_no_layer_reaches_into_the_command_line() -> None:
    users = [
        f"{source.relative_to(PACKAGE)}:{line}"
        for source in modules()
        for line, name in imported(source)
        if name.split(".")[0] in ("typer", "rich") and source.relative_to(PACKAGE).parts[0] != "cli"
    ]
    assert not users
