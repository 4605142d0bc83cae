"""How many sentences a second are masked, and how long the masker of a pack takes to be made.

The sentences are those of tests/corpus/private_persons.yaml: nearly every one has a name in it, more than
reports have.

usage: bench_masking.py [--rounds N]
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sijill.public import masker_for
from tools.quality.masking import PARTS, sentences


def main() -> None:
    """Print the time to make the masker, and the median over the rounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    started = time.perf_counter()
    masker = masker_for("yemen")
    print(f"made in {time.perf_counter() - started:.1f} s")
    texts = [sentence.text for part in PARTS for sentence in sentences(part)]
    rates = []
    for _ in range(rounds + 1):
        started = time.perf_counter()
        for text in texts:
            masker.masked(text)
        rates.append(len(texts) / (time.perf_counter() - started))
    # The first round learns what the words are.
    print(f"{statistics.median(rates[1:]):,.0f} sentences a second (lowest {min(rates[1:]):,.0f})")


if __name__ == "__main__":
    main()
