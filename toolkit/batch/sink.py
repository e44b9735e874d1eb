"""Where the files of a run go: a folder, or an fsspec URL such as s3://bucket/run."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Protocol

from toolkit import install_line
from toolkit.errors import SettingsError
from toolkit.wording import worded

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
LEFT = (".tact-", ".part")
"""How the names of temporary files and folders in a run begin and end."""

_TRIES = 20
"""How often a folder is emptied in which something was written just before it lost its name."""


class Sink(Protocol):
    """Takes files; after `commit` every one of them is there whole."""

    def put(self, file: str, content: bytes) -> None:
        """Take a file under its path in the output."""

    def commit(self) -> None:
        """Make the files that were taken appear, each whole and on the disk."""

    def discard(self) -> None:
        """Forget the files that were taken and have not appeared."""


class FolderSink:
    """A folder: temporary names, synced, then renamed; the folders are synced once for all of them.

    Files are synced in a thread of its own, so that the disk is waited for while the next message is made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[tuple[Path, Path]] = []
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self._syncing: list[Future[None]] = []

    def put(self, file: str, content: bytes) -> None:
        """Write a file under a temporary name in its folder (mode 0600)."""
        path = self._folder / file
        temporary = path.with_name(secrets.token_hex(8).join(LEFT))
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._waiting.append((temporary, path))
        with ExitStack() as undo:
            undo.callback(os.close, handle)
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
            undo.pop_all()
        self._syncing.append(self._disk.submit(_synced, handle))

    def commit(self) -> None:
        """Give the files their names when all of them are on the disk, and sync the folders."""
        while self._syncing:
            self._syncing.pop().result()
        while self._waiting:
            temporary, path = self._waiting[0]
            temporary.replace(path)
            del self._waiting[0]
            if not any(other.parent == path.parent for _, other in self._waiting):
                sync_folder(path.parent)

    def discard(self) -> None:
        """Remove the temporary files."""
        wait(self._syncing)
        self._syncing.clear()
        for temporary, _ in self._waiting:
            with suppress(OSError):
                temporary.unlink()
        self._waiting.clear()


def _synced(handle: int) -> None:
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class UrlSink:
    """A file system that fsspec knows: an object appears whole, or is put under a temporary name and moved."""

    def __init__(self, url: str) -> None:
        self._files, self._root = file_system(url)
        self._waiting: list[tuple[str, bytes]] = []

    def put(self, file: str, content: bytes) -> None:
        """Keep a file until `commit`."""
        self._waiting.append((file, content))

    def commit(self) -> None:
        """Write the files."""
        for file, content in self._waiting:
            path = f"{self._root}/{file}"
            if self._files.protocol in ("file", ("file", "local")):
                temporary = f"{path.rpartition('/')[0]}/{secrets.token_hex(8).join(LEFT)}"
                self._files.pipe_file(temporary, content)
                self._files.mv(temporary, path)
            else:
                self._files.pipe_file(path, content)
        self._waiting.clear()

    def discard(self) -> None:
        """Forget the files."""
        self._waiting.clear()


def is_url(out: str) -> bool:
    """Return whether the output is an fsspec URL and not a folder."""
    return bool(_URL.match(out))


def sink(out: str) -> Sink:
    """Return the sink for a folder or an fsspec URL; raises SettingsError when fsspec is not there."""
    return UrlSink(out) if is_url(out) else FolderSink(Path(out))


def file_system(url: str) -> tuple[Any, str]:
    """Return the fsspec file system of a URL and the path in it.

    Raises SettingsError when fsspec, or the package for that kind of URL, is not installed.
    """
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise SettingsError(
            worded(
                "the output '{scheme}://' cannot be used: {error}",
                scheme=url.partition("://")[0],
                error=str(error),
            ),
            hint=worded(
                "{install}, and the fsspec package of that storage (s3fs for s3://)",
                install=install_line("cluster"),
            ),
        ) from error
    return files, str(root).rstrip("/")


def reader(out: str) -> Callable[[str], bytes]:
    """Return what reads a file of an output, which raises FileNotFoundError for one that is not there."""
    if not is_url(out):
        return lambda file: (Path(out) / file).read_bytes()
    files, root = file_system(out)
    return lambda file: bytes(files.cat_file(f"{root}/{file}"))


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def leftovers(folder: Path) -> Iterator[Path]:
    """Yield the temporary files and folders that a killed process left in the folders of a run."""
    for place in (folder, *(path for path in folder.iterdir() if path.is_dir())):
        yield from list(place.glob("*".join(LEFT)))


def remove(path: Path) -> None:
    """Remove what `leftovers` found, or a folder in which somebody still writes: first it loses its name.

    What is written into a folder while it is emptied keeps it there; what has no name cannot be written into again.
    """
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    nameless = path.with_name(secrets.token_hex(8).join(LEFT))
    with suppress(OSError):
        path = path.rename(nameless)
    for _ in range(_TRIES):
        shutil.rmtree(path, ignore_errors=True)
        if not path.exists():
            return
