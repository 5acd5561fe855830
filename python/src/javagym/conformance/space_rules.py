"""What an environment declares, and that it crosses to the other side of a door."""

from __future__ import annotations

import json

from javagym.conformance.breach import ConformanceError, require, require_same
from javagym.conformance.subject import NUM_ENVS, Subject, spaces_of
from javagym.conformance.trajectories import play

_SAMPLES = 30


class SpaceRules(Subject):
    """Rules about spaces."""

    def test_spaces_stay_as_they_are(self) -> None:
        """Spaces are the same at all times, in all environments made alike."""
        env = self.open()
        before = spaces_of(env)
        rule = "spaces are the same at all times, in all environments made alike"
        play(env, 1, min(self.steps, 50))
        for when, other in (("in another environment", self.open()), ("after steps", env)):
            for name, space in spaces_of(other).items():
                require(space == before[name], rule, f"{name} {when}", before[name], space)
        envs = self.open_vec()
        if getattr(envs, "_plain_rows", False):
            return  # ale-py's vector form has pictures of its own
        for name, space in before.items():
            single = getattr(envs, f"single_{name}")
            require(single == space, rule, f"single_{name} of {NUM_ENVS} rows", space, single)

    def test_samples_are_elements_and_equal_for_equal_seeds(self) -> None:
        """A space contains its samples, and equal seeds draw equal ones."""
        others = spaces_of(self.open())
        for name, space in spaces_of(self.open()).items():
            other = others[name]
            space.seed(1)
            other.seed(1)
            for index in range(_SAMPLES):
                sample, where = space.sample(), f"{name}, sample {index}"
                require(sample in space, "a space contains its samples", where, space, sample)
                rule = "equal seeds give equal samples in all environments made alike"
                require_same(rule, where, sample, other.sample())

    def test_spaces_cross_as_json(self) -> None:
        """A space is the same after a way through JSON, as doors tell it."""
        from javagym.spaces import from_json, to_json

        others = spaces_of(self.open())
        for name, space in spaces_of(self.open()).items():
            back = from_json(json.loads(json.dumps(to_json(space))))
            if back != others[name] or repr(back) != repr(others[name]):
                raise ConformanceError(
                    "a space is the same after a way through JSON, as doors tell it",
                    name,
                    others[name],
                    back,
                )
