"""Answers about the texts themselves: reading, writing, their versions, and the templates as a whole."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toolkit.catalogue.shelf import bring_back, name_of, new_template, put_away, retitle
from toolkit.preview.asking import LARGEST, body_of, number_in, text_in
from toolkit.preview.choices import template_of
from toolkit.preview.desk import Desk
from toolkit.preview.differences import pieces
from toolkit.preview.files import digest_of, file_id
from toolkit.preview.problems import BadRequest

_RULE = re.compile("[a-z][a-z0-9-]{1,60}")


class Texts:
    """The addresses of the files and the templates of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Return the routes."""
        reads = {
            "/api/source/{id}": self.source,
            "/api/source/{id}/versions": self.versions,
            "/api/source/{id}/versions/{version}": self.version,
        }
        writes = {
            "/api/source/{id}": self.save,
            "/api/source/{id}/undo": self.undo,
            "/api/source/{id}/leave": self.leave,
            "/api/source/{id}/versions": self.name_version,
            "/api/templates": self.new_template,
            "/api/templates/{name}/title": self.retitle,
            "/api/templates/{name}/away": self.put_away,
            "/api/archive/{kept}/back": self.bring_back,
        }
        return [
            *(Route(path, answer, methods=["GET"]) for path, answer in reads.items()),
            *(Route(path, answer, methods=["POST"]) for path, answer in writes.items()),
        ]

    async def source(self, request: Request) -> Response:
        """Give the text of a file."""
        return self._source(request.path_params["id"])

    async def save(self, request: Request) -> Response:
        """Write a file that is still what the writer saw."""
        body = await body_of(request)
        identity = request.path_params["id"]
        self._desk.files.write(identity, text_in(body, "text"), text_in(body, "digest"))
        return self._source(identity)

    async def undo(self, request: Request) -> Response:
        """Bring back what a file held before the last write."""
        identity = request.path_params["id"]
        self._desk.files.undo(identity, text_in(await body_of(request), "digest"))
        return self._source(identity)

    async def leave(self, request: Request) -> Response:
        """Write beside words why a finding is left as it is."""
        body = await body_of(request)
        identity = request.path_params["id"]
        rule = text_in(body, "rule")
        if not _RULE.fullmatch(rule):
            raise BadRequest("Deze vraag is niet te lezen")
        self._desk.files.leave(
            identity,
            text_in(body, "digest"),
            rule=rule,
            start=number_in(str(body.get("start", "")), 0, LARGEST),
            excerpt=text_in(body, "excerpt"),
            why=text_in(body, "why"),
        )
        return self._source(identity)

    async def versions(self, request: Request) -> Response:
        """Give when earlier texts of a file were kept, and what they are called; the latest first."""
        file = self._desk.files.file(request.path_params["id"])
        kept = await asyncio.to_thread(self._desk.files.versions.all, file.name)
        return JSONResponse(
            {
                "versions": [
                    {"id": each.id, "when": each.when.isoformat(), "called": each.called} for each in kept
                ]
            }
        )

    async def version(self, request: Request) -> Response:
        """Give an earlier text of a file, and how the present one differs from it."""
        identity = request.path_params["id"]
        name, now = self._desk.files.file(identity).name, self._desk.files.read(identity).text
        version = await asyncio.to_thread(self._desk.files.versions.one, name, request.path_params["version"])
        return JSONResponse(
            {"text": version.text, "pieces": await asyncio.to_thread(pieces, version.text, now)}
        )

    async def name_version(self, request: Request) -> Response:
        """Keep what a file holds now under a name."""
        body = await body_of(request)
        identity = request.path_params["id"]
        self._desk.files.name_version(identity, text_in(body, "digest"), text_in(body, "called"))
        return self._source(identity)

    async def new_template(self, request: Request) -> Response:
        """Make a template: a plain one, or a copy of another."""
        body = await body_of(request)
        title, like = text_in(body, "title"), text_in(body, "like")
        model = template_of(self._desk.catalogue, like) if like else None
        folder = await asyncio.to_thread(new_template, self._desk.workspace, name_of(title), title, model)
        return JSONResponse({"template": folder.name}, 201)

    async def retitle(self, request: Request) -> Response:
        """Give a template another title."""
        body = await body_of(request)
        template = template_of(self._desk.catalogue, request.path_params["name"])
        identity = file_id(f"{template.name}/template.toml")
        reading = self._desk.files.read(identity)
        self._desk.files.write(identity, retitle(reading.text, text_in(body, "title")), reading.digest)
        return JSONResponse({"template": template.name})

    async def put_away(self, request: Request) -> Response:
        """Put a template in the archive, from where it can be brought back."""
        template = template_of(self._desk.catalogue, request.path_params["name"])
        kept = await asyncio.to_thread(put_away, self._desk.workspace, template, datetime.now())  # noqa: DTZ005
        again = template.name in self._desk.catalogue.names()
        return JSONResponse({"kept": kept.name, "again": again})

    async def bring_back(self, request: Request) -> Response:
        """Bring a template back from the archive."""
        folder = await asyncio.to_thread(bring_back, self._desk.workspace, request.path_params["kept"])
        return JSONResponse({"template": folder.name})

    def _source(self, identity: str) -> Response:
        reading = self._desk.files.read(identity)
        file = self._desk.files.file(identity)
        return JSONResponse(
            {
                "id": identity,
                "home": digest_of(str(file.path)),
                "name": file.name,
                "text": reading.text,
                "digest": reading.digest,
                "writable": reading.writable,
                "undoable": reading.undoable,
            }
        )
