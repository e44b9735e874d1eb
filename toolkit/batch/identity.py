"""What makes two runs the same run: the hashes of what goes in, and of what gives it its look."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from toolkit.records.files import xml_files
from toolkit.workspace import Workspace

_BLOCK = 1 << 20


def hash_of(paths: Iterable[Path], within: Path) -> str:
    """Return the SHA-256 of files, their names below `within` included."""
    digest = sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(within).as_posix()}\0".encode())
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        digest.update(b"\0")
    return digest.hexdigest()


def hash_of_input(path: Path) -> str:
    """Return the hash of an input file, or of the XML files in a folder."""
    if path.is_dir():
        return hash_of(xml_files(path), path)
    return hash_of([path], path.parent)


def look_of(workspace: Workspace) -> str:
    """Return the hash of everything a message is made with: templates, layouts, styles, fonts, settings."""
    digest = sha256(json.dumps(dict(workspace.settings), sort_keys=True, default=str).encode())
    for folder in (*workspace.templates, *workspace.styles):
        files = (path for path in folder.rglob("*") if path.is_file() and "samples" not in path.parts)
        digest.update(hash_of(files, folder).encode())
    return digest.hexdigest()


def version_of(workspace: Workspace, template: Path) -> str:
    """Return the version of a template for the manifest: twelve digits of the hash of its text, parts and names."""
    digest = sha256()
    texts = (path for path in template.glob("*") if path.is_file() and path.suffix in (".j2", ".toml"))
    digest.update(hash_of(texts, template).encode())
    for folder in workspace.templates:
        kinds = (("_parts", "*.j2"), ("_layouts", "*.j2"), ("_names", "*.toml"))
        shared = (path for name, kind in kinds for path in (folder / name).rglob(kind))
        digest.update(hash_of(shared, folder).encode())
    return digest.hexdigest()[:12]
