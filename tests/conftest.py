"""Settings that all tests share."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# In CI every run draws the same examples, so that a red build is about the change; elsewhere each run explores.
settings.register_profile("tact", deadline=None, derandomize="CI" in os.environ)
# `pytest --hypothesis-profile nightly` looks further: another 100,000 examples each night, never the same ones.
settings.register_profile(
    "nightly", deadline=None, max_examples=100_000, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.load_profile("tact")
