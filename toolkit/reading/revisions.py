"""The files of a folder as a revision of git has them."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from toolkit.errors import SettingsError
from toolkit.wording import worded

GIT_SECONDS = 20


def git(root: Path, *arguments: str) -> bytes:
    """Return what git answers in a folder. Raises SettingsError without git, without a commit, or after 20 seconds."""
    try:
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=root, capture_output=True, timeout=GIT_SECONDS, check=True)
    except FileNotFoundError as error:
        raise SettingsError("git is not installed, so there is nothing to compare with") from error
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise SettingsError(
            "this folder has no version in git to compare with", hint="git init, git add, git commit"
        ) from error
    return done.stdout


@contextmanager
def at_revision(folder: Path, revision: str, *names: str) -> Iterator[Path]:
    """Give a temporary folder that holds what `folder`, inside its repository, held at a revision of git.

    With `names`, only these files and folders of it. Raises SettingsError without git, outside a repository, and for
    a revision that git does not know.
    """
    git(folder, "rev-parse", "--git-dir")
    try:
        commit = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except SettingsError as error:
        raise SettingsError(
            worded("git knows no revision '{revision}'", revision=revision),
            hint="name a commit, a branch or a tag, such as HEAD or main",
        ) from error
    tree = commit.decode().strip()
    wanted = [f"./{name}" for name in names or ("",)]
    with TemporaryDirectory(prefix="tact-") as place:
        if held := [name for name in wanted if git(folder, "ls-tree", "--name-only", tree, name)]:
            with ZipFile(io.BytesIO(git(folder, "archive", "--format=zip", tree, *held))) as packed:
                packed.extractall(place)
        yield Path(place).resolve()
