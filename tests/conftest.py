"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("tact", deadline=None)
settings.load_profile("tact")
