"""The least that each measured figure may be, and which figures are below it."""

import tomllib
from collections.abc import Mapping

from tools.quality.shared import ROOT

FLOORS = ROOT / "quality" / "floors.toml"


def floors() -> dict[str, dict[str, float]]:
    """The least that each figure may be, by set."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def below(figures: Mapping[str, Mapping[str, float]]) -> list[str]:
    """A sentence for each figure of these sets that is below its floor."""
    return [
        f"{name}: {figure} is {figures[name][figure]:.3f}, below its floor of {least:.3f}"
        for name, least_of in floors().items()
        if name in figures
        for figure, least in least_of.items()
        if figures[name][figure] < least
    ]
