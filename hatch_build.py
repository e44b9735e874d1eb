"""The build: the wheel gets word lists and catalogues in the form that loads fast too."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackedWords(BuildHookInterface[Any]):
    """Packs the word lists into a wheel; an editable install, which is the checkout, packs them when it uses them."""

    _folder: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Pack each list and name it to the builder."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from toolkit.lint.packing import pack
            from toolkit.lint.words import names
            from toolkit.wording import LOCALE, compile_catalogue
        finally:
            sys.path.remove(self.root)
        self._folder = TemporaryDirectory(prefix="tact-words-")
        for name in names():
            path = Path(self._folder.name, f"{name}.packed")
            path.write_text(pack(name), encoding="utf-8", newline="\n")
            build_data["force_include"][str(path)] = f"toolkit/lint/words/{name}.packed"
        for path in LOCALE.glob("*/LC_MESSAGES/tact.po"):
            packed = Path(self._folder.name, f"{path.parts[-3]}.mo")
            packed.write_bytes(compile_catalogue(path))
            build_data["force_include"][str(packed)] = f"toolkit/locale/{path.parts[-3]}/LC_MESSAGES/tact.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        del version, build_data, artifact_path
        if self._folder is not None:
            self._folder.cleanup()
