"""Ten thousand random acts of two keepers, with restarts and folds, against plain dictionaries."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.store.test_model import TwoKeepers

from .tally import Tally

STEPS = 50


def against_a_model(acts: int) -> Tally:
    """Compare the keepers with the model after each of so many acts."""
    tally = Tally("keepers against a plain model")

    class Counted(TwoKeepers):
        def teardown(self) -> None:
            if hasattr(self, "model"):
                tally.tried += self.model.count
            super().teardown()

    rounds = settings(
        max_examples=50,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    while tally.tried < acts:
        try:
            run_state_machine_as_test(Counted, settings=rounds)
        except AssertionError as error:
            tally.fail("differs", error)
            break
    return tally
