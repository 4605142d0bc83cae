"""Do to registers what may be done to them, in random order, and look after each step whether all holds.

    python -m tools.sequences [10000] [--seed 1] [--steps 12]

Each sequence has a register of its own on SQLite, to which reports are added, corrected, read anew, marked
and taken out, and incidents merged, split and given back. What must hold is in `tests/engines/sequences.py`:
above all that the incidents are those of linking all claims at once. Exit code 0: it held in every sequence.
"""

import argparse
import sys
import time
import traceback

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.engines.sequences import Sequences, seen

AT_ONCE = 100
"""Sequences of one random seed; hypothesis remembers what it tried, and forgets it with the next."""


def main() -> int:
    """Run as many sequences as are asked for, print what they did, and return the exit code."""
    asked = _arguments()
    started = time.perf_counter()
    number = 0
    while seen["sequences"] < asked.sequences:
        machine = seed(asked.seed + number)(Sequences)
        try:
            run_state_machine_as_test(machine, settings=_settings(asked))
        except Exception:
            traceback.print_exc()
            print(f"it did not hold: seed {asked.seed + number}, after {seen['sequences']:,} sequences")
            return 1
        number += 1
        print(f"{seen['sequences']:,} sequences, {time.perf_counter() - started:,.0f} s", flush=True)
    steps = ", ".join(f"{count:,} {what}" for what, count in sorted(seen.items()) if what != "sequences")
    print(f"{seen['sequences']:,} sequences: {steps}; all held")
    return 0


def _settings(asked: argparse.Namespace) -> settings:
    return settings(
        max_examples=min(AT_ONCE, asked.sequences),
        stateful_step_count=asked.steps,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="python -m tools.sequences")
    arguments.add_argument("sequences", nargs="?", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--steps", type=int, default=12)
    return arguments.parse_args()


if __name__ == "__main__":
    sys.exit(main())
