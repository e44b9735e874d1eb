"""Pack the word lists: check every TOML file in toolkit/lint/words, write beside it the form that loads fast.

Run `python scripts/build_words.py` after any change to a word list; a test compares the two.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from toolkit.lint.phrases import write_packed

if __name__ == "__main__":
    write_packed()
