"""A reader that leaves before the end is no error."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("line", ["--help", "rules", "templates", "schema", "costs 3750 --nl --consumer"])
def test_a_verb_whose_reader_left_ends_as_it_would_have(line: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "toolkit.cli", *line.split()]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
