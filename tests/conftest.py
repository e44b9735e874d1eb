"""Settings that all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# In CI every run draws the same examples, so that a red build is about the change; elsewhere each run explores.
settings.register_profile("tact", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tact")
