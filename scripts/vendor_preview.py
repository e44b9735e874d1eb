"""Make the vendored static files of the preview again, from npm, with the versions pinned in vendor_preview/.

    python scripts/vendor_preview.py

Writes `toolkit/preview/static/vendor/codemirror.js` (CodeMirror with Jinja and Markdown, one ES module) with
its licences beside it, and `tests/preview/vendor/axe.min.js` for the tests. Needs npm and the network; users
need neither.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
RECIPE = Path(__file__).parent / "vendor_preview"
BUNDLE = ROOT / "toolkit" / "preview" / "static" / "vendor"
TESTS = ROOT / "tests" / "preview" / "vendor"


def main() -> None:
    """Install the pinned packages in a temporary folder, bundle the editor, and copy the results."""
    BUNDLE.mkdir(parents=True, exist_ok=True)
    TESTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in RECIPE.iterdir():
            shutil.copy(file, folder)
        _run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], folder)
        flags = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--legal-comments=none"]
        esbuild = folder / "node_modules" / ".bin" / "esbuild"
        _run([str(esbuild), "editor.js", *flags, "--outfile=codemirror.js", "--metafile=meta.json"], folder)
        used = _packages(folder)
        banner = "// Made by scripts/vendor_preview.py from npm; versions and licences are in LICENSES.txt.\n"
        bundled = (folder / "codemirror.js").read_text(encoding="utf-8")
        (BUNDLE / "codemirror.js").write_text(banner + bundled, encoding="utf-8")
        (BUNDLE / "LICENSES.txt").write_text(_licences(folder, used), encoding="utf-8")
        axe = folder / "node_modules" / "axe-core"
        shutil.copy(axe / "axe.min.js", TESTS / "axe.min.js")
        (TESTS / "LICENSES.txt").write_text(_licences(folder, ["axe-core"]), encoding="utf-8")


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True)


def _packages(folder: Path) -> list[str]:
    """Return the packages whose files went into the bundle."""
    inputs = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["inputs"]
    parts = [path.split("/") for path in inputs if path.startswith("node_modules/")]
    return sorted({"/".join(part[1:3]) if part[1].startswith("@") else part[1] for part in parts})


def _licences(folder: Path, packages: list[str]) -> str:
    """Return name, version, licence, home and licence text of packages."""
    texts = []
    for package in packages:
        home = folder / "node_modules" / package
        facts = json.loads((home / "package.json").read_text(encoding="utf-8"))
        licence = next(path for path in sorted(home.iterdir()) if path.name.upper().startswith("LICENSE"))
        url = facts.get("homepage") or facts["repository"]["url"]
        head = f"{package} {facts['version']} ({facts['license']})\n{url}"
        texts.append(f"{head}\n\n{licence.read_text(encoding='utf-8').strip()}\n")
    return f"\n{'-' * 80}\n\n".join(texts)


if __name__ == "__main__":
    main()
