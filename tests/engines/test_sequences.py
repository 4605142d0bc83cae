"""Whatever is done to a register, and in whatever order: its incidents are those of linking all at once."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.engines.sequences import Sequences


def test_after_every_sequence_all_that_must_hold_holds() -> None:
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=100,
            stateful_step_count=12,
            deadline=None,
            # A sequence that fails is short enough as it is; to make it shorter takes minutes.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
