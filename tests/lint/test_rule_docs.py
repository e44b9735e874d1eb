"""Every rule has its page, made from the rule itself."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_pages_are_what_the_rules_say() -> None:
    pages = runpy.run_path(str(ROOT / "scripts" / "build_rule_docs.py"))["pages"]()
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == pages, "run: python scripts/build_rule_docs.py"
