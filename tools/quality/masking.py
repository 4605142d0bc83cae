"""How many private persons' names are masked, and how many public figures' stay, on sentences of our own.

A name counts as masked only if no word of it is left. «known» are sentences that the rules were written with,
«apart» those that they were first tried on afterwards.

usage: masking.py [-v]      the figures; with -v each name of «known» that is wrong
exit code 0: no figure below its floor in quality/floors.toml, 1: some
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from sijill.public.masker import Masker, masker_for
from tools.quality.floors import below
from tools.quality.shared import ROOT, share

CORPUS = ROOT / "tests" / "corpus" / "private_persons.yaml"
PARTS = ("known", "apart")
MARKED = re.compile(r"\{(?P<private>[^}]*)\}|<(?P<public>[^>]*)>")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the places in it of names of private persons and of public figures."""

    text: str
    private: list[tuple[int, int]] = field(default_factory=list)
    public: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Figures:
    """Names masked of private persons, names kept of public figures, spans masked that are neither."""

    masked: int = 0
    private: int = 0
    kept: int = 0
    public: int = 0
    needless: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.masked / (self.private or 1)

    @property
    def stay(self) -> float:
        return self.kept / (self.public or 1)

    def lines(self) -> list[str]:
        """As they are printed."""
        return [
            f"private persons masked   {share(self.masked, self.private)}",
            f"public figures kept      {share(self.kept, self.public)}",
            f"masked without need      {self.needless}",
        ]


def marked(line: str) -> Sentence:
    """A line of the corpus without its marks."""
    text, done = "", 0
    sentence = Sentence("")
    for found in MARKED.finditer(line):
        text += line[done : found.start()]
        name = found["private"] or found["public"]
        (sentence.private if found["private"] else sentence.public).append((len(text), len(text) + len(name)))
        text += name
        done = found.end()
    return Sentence(text + line[done:], sentence.private, sentence.public)


def sentences(part: str) -> list[Sentence]:
    """The sentences of a part of the corpus."""
    corpus: dict[str, Any] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    return [marked(line) for line in corpus[part]]


def figures(of: Iterable[Sentence], masker: Masker) -> Figures:
    """What comes out over sentences."""
    found = Figures()
    for sentence in of:
        shown = masker.masked(sentence.text)
        gone = {at for span in shown.spans for at in range(span.start, span.end)}
        for start, end in sentence.private:
            letters = {at for at in range(start, end) if sentence.text[at].isalnum()}
            found.private += 1
            found.masked += letters <= gone
            if not letters <= gone:
                found.wrong.append(f"left:   {sentence.text[start:end]}  in  {shown.text}")
        for start, end in sentence.public:
            found.public += 1
            found.kept += not gone & set(range(start, end))
            if gone & set(range(start, end)):
                found.wrong.append(f"masked: {sentence.text[start:end]}  in  {shown.text}")
        names = {at for span in (*sentence.private, *sentence.public) for at in range(*span)}
        for span in shown.spans:
            if not names & set(range(span.start, span.end)):
                found.needless += 1
                found.wrong.append(f"needless: {sentence.text[span.start : span.end]}  in  {sentence.text}")
    return found


def measured() -> dict[str, Figures]:
    """The figures of both parts."""
    masker = masker_for("yemen")
    return {part: figures(sentences(part), masker) for part in PARTS}


def print_all() -> dict[str, float]:
    """Print the figures; those that have a floor, by name."""
    told: dict[str, float] = {}
    for part, found in measured().items():
        print(f"-- {part}")
        print("\n".join(found.lines()))
        told |= {f"{part}-recall": found.recall, f"{part}-kept": found.stay}
    return told


def main() -> int:
    """Print the figures, and with -v what is wrong."""
    told = print_all()
    if "-v" in sys.argv[1:]:
        print("-- wrong of known", *measured()["known"].wrong, sep="\n")
    faults = below({"masking": told})
    for sentence in faults:
        print(sentence, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
