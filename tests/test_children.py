"""Processes leave Ctrl-C to the one that began them."""

from __future__ import annotations

import signal
import time

import pytest

from toolkit.children import Children


def hears_ctrl_c() -> bool:
    return signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_child_does_not_hear_ctrl_c_and_its_parent_does() -> None:
    with Children(1) as pool:
        assert not pool.submit(hears_ctrl_c).result()
    assert hears_ctrl_c()


def test_children_that_are_at_work_end_when_ctrl_c_comes() -> None:
    def stopped() -> None:
        with Children(1) as pool:
            pool.submit(time.sleep, 120)
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert time.monotonic() - began < 60
