"""Answers to what the page asks: one method an address. Reads are GET; every write is POST and carries the token."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from toolkit.delivery import NAMES
from toolkit.preview.asking import body_of, number_in, text_in
from toolkit.preview.choices import record_of, template_of
from toolkit.preview.desk import Desk
from toolkit.preview.fields import completions
from toolkit.preview.mail import in_light
from toolkit.preview.problems import BadRequest, NotThere
from toolkit.preview.samples import as_meant, form, sample_text
from toolkit.preview.watch import END

FONTS = ("Regular", "Bold", "Italic")
FILES = (*NAMES, "text")
NARROWEST, WIDEST = 160, 2600
"""Pixels: how wide a page picture may be asked for."""


class Answers:
    """The addresses of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Return the routes."""
        reads = {
            "/api/desk": self.overview,
            "/api/letter": self.letter,
            "/api/letter/words": self.letter_words,
            "/api/email": self.email,
            "/api/sms": self.sms,
            "/api/findings": self.findings,
            "/api/reading": self.reading,
            "/api/work": self.work,
            "/api/changes": self.changes,
            "/api/fields": self.fields,
            "/api/form": self.form,
            "/api/events": self.events,
            "/kept/{key}": self.kept,
            "/frame/{key}/{light}": self.frame,
            "/file/{channel}": self.file,
            "/fonts/{name}.ttf": self.font,
        }
        writes = {
            "/api/draft": self.draft,
            "/api/samples": self.keep_sample,
        }
        return [
            *(Route(path, answer, methods=["GET"]) for path, answer in reads.items()),
            *(Route(path, answer, methods=["POST"]) for path, answer in writes.items()),
        ]

    async def overview(self, request: Request) -> Response:
        """Give the templates, their samples and their state."""
        return JSONResponse(
            await asyncio.to_thread(self._desk.overview, request.query_params.get("lang", "nl"))
        )

    async def letter(self, request: Request) -> Response:
        """Give the pages of a letter; the pictures are fetched by their own addresses."""
        query = request.query_params
        width = number_in(query.get("width", "900"), NARROWEST, WIDEST)
        only = number_in(query["only"], 1, 99) if "only" in query else None
        slot = f"{query.get('slot', 'letter')}:{query.get('client', '')}"
        made = await self._desk.press.run(
            "letter", self._desk.choice(query), width, only, slot=slot, urgency=5 if only else 0
        )
        pages = [
            {"url": f"/kept/{self._desk.pictures.keep(png, 'image/png')}", "width": width, "height": height}
            for png, width, height in made.pop("pages")
        ]
        return JSONResponse({**made, "pages": pages})

    async def letter_words(self, request: Request) -> Response:
        """Give the words of a letter and where they stand."""
        number = number_in(request.query_params.get("number", ""), 1, 10**9)
        return JSONResponse(await self._desk.press.run("letter_words", number))

    async def email(self, request: Request) -> Response:
        """Give an e-mail; its HTML is fetched as a frame."""
        query = request.query_params
        slot = f"email:{query.get('client', '')}"
        made = await self._desk.press.run("email", self._desk.choice(query), slot=slot)
        key = self._desk.pictures.keep(made.pop("html").encode(), "text/html; charset=utf-8")
        return JSONResponse({**made, "frame": f"/frame/{key}"})

    async def sms(self, request: Request) -> Response:
        """Give a text message."""
        query = request.query_params
        slot = f"sms:{query.get('client', '')}"
        return JSONResponse(await self._desk.press.run("sms", self._desk.choice(query), slot=slot))

    async def findings(self, request: Request) -> Response:
        """Give the findings with one sample, or with all of them."""
        query = request.query_params
        whole = query.get("scope") == "all"
        worker = self._desk.clerk if whole else self._desk.reader
        slot = f"findings:{query.get('scope', '')}:{query.get('client', '')}"
        return JSONResponse(
            await worker.run(
                "findings", self._desk.choice(query), whole, slot=slot, urgency=1 if whole else 0
            )
        )

    async def reading(self, request: Request) -> Response:
        """Give the measures and the facts of each channel."""
        query = request.query_params
        slot = f"reading:{query.get('client', '')}"
        return JSONResponse(await self._desk.reader.run("reading", self._desk.choice(query), slot=slot))

    async def changes(self, request: Request) -> Response:
        """Give what changed since the last commit, in words and in pictures."""
        query = request.query_params
        slot = f"changes:{query.get('client', '')}"
        width = number_in(query.get("width", "700"), NARROWEST, WIDEST)
        made = await self._desk.reader.run("changes", self._desk.choice(query), width, slot=slot, urgency=0)
        for page in made["pages"]:
            for side in ("before", "after"):
                png = page[side]
                page[side] = f"/kept/{self._desk.pictures.keep(png, 'image/png')}" if png else None
        return JSONResponse(made)

    async def work(self, _: Request) -> Response:
        """Give all that was found in all texts, sentence by sentence."""
        return JSONResponse({"lines": await asyncio.to_thread(self._desk.work)})

    async def fields(self, _: Request) -> Response:
        """Give what a writer can type: fields, formats, parts and statements."""
        return JSONResponse(completions(self._desk.files, self._desk.workspace))

    async def form(self, request: Request) -> Response:
        """Give the form of a sample: the JSON Schema of a record, and the values."""
        return JSONResponse(form(self._desk.workspace, self._desk.choice(request.query_params)))

    async def draft(self, request: Request) -> Response:
        """Keep the values of a form and say what is wrong with them."""
        body = await body_of(request)
        values = body.get("values")
        if not isinstance(values, dict):
            raise BadRequest("Er zijn geen gegevens")
        values = as_meant(values)
        choice = self._desk.choice(
            {key: str(value) for key, value in body.items() if key in ("template", "sample")}
        )
        tried = type(choice)(choice.template, choice.sample, values=values)
        record_of(self._desk.workspace, template_of(self._desk.catalogue, choice.template), tried)
        return JSONResponse({"draft": self._desk.drafts.keep(values, str(body.get("draft", "")))})

    async def keep_sample(self, request: Request) -> Response:
        """Write the values of a form as a new sample."""
        body = await body_of(request)
        choice = self._desk.choice({key: str(body.get(key, "")) for key in ("template", "sample", "draft")})
        template = template_of(self._desk.catalogue, choice.template)
        name, text = sample_text(self._desk.workspace, template, choice, text_in(body, "name"))
        file = self._desk.files.create(template.folder, name, text)
        return JSONResponse({"sample": name, "id": file.id}, 201)

    async def kept(self, request: Request) -> Response:
        """Give a picture that was made."""
        found = self._desk.pictures.get(request.path_params["key"])
        if found is None:
            raise NotThere("Dit plaatje is er niet meer")
        return Response(
            found.content, media_type=found.media_type, headers={"cache-control": "private, max-age=3600"}
        )

    async def frame(self, request: Request) -> Response:
        """Give the HTML of an e-mail, for a frame, in light or dark."""
        found = self._desk.pictures.get(request.path_params["key"])
        light = request.path_params["light"]
        if found is None or light not in ("light", "dark", "forced"):
            raise NotThere("Deze e-mail is er niet meer")
        return Response(in_light(found.content.decode(), light), media_type=found.media_type)

    async def file(self, request: Request) -> Response:
        """Give what the customer gets, to keep or to open."""
        channel = request.path_params["channel"]
        if channel not in FILES:
            raise NotThere("Dit kanaal bestaat niet")
        choice = self._desk.choice(request.query_params)
        name, media_type, content = await self._desk.press.run("file", choice, channel)
        how = "inline" if request.query_params.get("open") else "attachment"
        headers = {"content-disposition": f'{how}; filename="{name}"'}
        if channel == "letter":
            headers["content-security-policy"] = "default-src 'none'; frame-ancestors 'none'"
        return Response(content, media_type=media_type, headers=headers)

    async def font(self, request: Request) -> Response:
        """Give the font of the page."""
        name = request.path_params["name"]
        if name not in FONTS:
            raise NotThere("Dit lettertype is er niet")
        path = self._desk.workspace.style(f"fonts/AtkinsonHyperlegibleNext-{name}.ttf")
        return FileResponse(path, media_type="font/ttf", headers={"cache-control": "private, max-age=86400"})

    async def events(self, request: Request) -> Response:
        """Tell what changes, for as long as the page listens."""
        del request

        async def stream() -> AsyncIterator[dict[str, str]]:
            async with self._desk.hub.listening() as queue:
                missed = {"states": self._desk.states, "changes": self._desk.changes}
                yield {"event": "ready", "data": json.dumps(missed, ensure_ascii=False)}
                while True:
                    event, data = await queue.get()
                    if event == END:
                        return
                    yield {"event": event, "data": json.dumps(data, ensure_ascii=False)}

        return EventSourceResponse(stream(), ping=20)
