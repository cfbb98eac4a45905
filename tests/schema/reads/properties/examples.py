"""How many times each claim is tried: few in `make test`, many in `make prove`."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

FEW = 6
MANY = 150
PROFILE = "properties"


def register(*, many: bool, seeded: bool) -> None:
    """Say how often; the same examples each time, unless pytest was given a seed."""
    settings.register_profile(
        PROFILE,
        max_examples=MANY if many else FEW,
        deadline=None,
        database=None,
        derandomize=not seeded,
        # What is drawn depends on the rows, which a test has as a fixture of the session.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )


def tried(
    more: float = 1, **strategies: SearchStrategy[Any]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator of a claim that holds for all that `strategies` draw.

    `more` times as many examples as usual, where one costs little; a part of them where the claim
    is tried several times over.
    """
    usual = settings.get_profile(PROFILE)
    chosen = settings(usual, max_examples=int(usual.max_examples * more))
    return lambda claim: chosen(given(**strategies)(claim))
