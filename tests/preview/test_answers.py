"""What the desk answers, without a browser."""

from __future__ import annotations

import subprocess
import tomllib

from tests.preview.conftest import OWN, TEXT, Firm, listening
from toolkit.preview.files import file_id

LETTER = "/api/letter?template=reminder&sample=ordinary&width=300"


def test_a_broken_template_says_where_with_five_lines_and_a_hint(firm: Firm) -> None:
    path = firm.file(TEXT)
    path.write_text(
        path.read_text(encoding="utf-8").replace("{{ greeting }}", "{{ greting }}"), encoding="utf-8"
    )
    answer = firm.ask(LETTER)
    assert answer.status == 422
    said = answer.json
    assert said["message"] == "Het veld 'greting' bestaat niet"
    assert said["hint"] == "Bedoelt u 'greeting'?"
    line = path.read_text(encoding="utf-8").split("\n").index("{{ greting }},") + 1
    assert (said["place"]["name"], said["place"]["line"], said["place"]["column"]) == (TEXT, line, 4)
    assert len(said["lines"]) == 5
    assert [each["text"] for each in said["lines"] if each["here"]] == ["{{ greting }},"]


def test_a_template_that_never_ends_is_stopped_and_the_next_letter_is_made(firm: Firm) -> None:
    path = firm.file(TEXT)
    text = path.read_text(encoding="utf-8")
    endless = (
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}{{ greeting }}"
    )
    path.write_text(text.replace("{{ greeting }}", endless), encoding="utf-8")
    answer = firm.ask(LETTER)
    assert answer.status == 422
    path.write_text(text, encoding="utf-8")
    assert firm.ask(LETTER).status == 200


def test_a_newer_question_takes_the_place_of_an_older_one(desk: Firm) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(desk.ask, f"{LETTER}&client=one") for _ in range(6)]
        statuses = sorted(each.result().status for each in asked)
    assert statuses[0] == 200
    assert 409 in statuses


def test_a_write_that_saw_an_older_text_is_told_and_overwrites_nothing(firm: Firm) -> None:
    seen = firm.source(TEXT)
    firm.file(TEXT).write_text(seen["text"] + "\n{# van een ander #}\n", encoding="utf-8")
    answer = firm.write(f"/api/source/{file_id(TEXT)}", {"text": "van mij", "digest": seen["digest"]})
    assert answer.status == 409
    assert answer.json["current"].endswith("{# van een ander #}\n")
    assert firm.file(TEXT).read_text(encoding="utf-8").endswith("{# van een ander #}\n")


def test_undo_brings_back_each_earlier_text(firm: Firm) -> None:
    first = firm.source(TEXT)
    address = f"/api/source/{file_id(TEXT)}"
    one = firm.write(address, {"text": first["text"] + "\n", "digest": first["digest"]}).json
    two = firm.write(address, {"text": first["text"] + "\n\n", "digest": one["digest"]}).json
    back = firm.write(f"{address}/undo", {"digest": two["digest"]}).json
    assert back["digest"] == one["digest"]
    again = firm.write(f"{address}/undo", {"digest": back["digest"]}).json
    assert again["text"] == first["text"] == firm.file(TEXT).read_text(encoding="utf-8")


def test_undo_refuses_when_someone_else_wrote_since(firm: Firm) -> None:
    first = firm.source(TEXT)
    address = f"/api/source/{file_id(TEXT)}"
    firm.write(address, {"text": first["text"] + "\n", "digest": first["digest"]})
    firm.file(TEXT).write_text("anders", encoding="utf-8")
    assert firm.write(f"{address}/undo", {"digest": firm.source(TEXT)["digest"]}).status == 409
    assert firm.file(TEXT).read_text(encoding="utf-8") == "anders"


def test_every_word_of_a_letter_has_its_place_on_a_page(desk: Firm) -> None:
    for template, sample in (
        ("reminder", "several-invoices"),
        ("last-notice", "long-names"),
        ("payment-plan", "ordinary"),
    ):
        made = desk.ask(f"/api/letter?template={template}&sample={sample}&width=300").json
        words = desk.ask(f"/api/letter/words?number={made['number']}").json
        missing = [text for text, boxes in zip(words["texts"], words["boxes"], strict=True) if not boxes]
        assert len(missing) <= len(words["texts"]) // 50, missing


def test_a_sample_moves_to_another_country_and_style(desk: Firm) -> None:
    query = "template=reminder&sample=ordinary&country=BE&style=C"
    mail = desk.ask(f"/api/email?{query}").json
    assert dict(mail["headers"])["From"].strip('"').startswith("Tuinen Vermeulen BV")
    assert "Mededeling" in mail["text"]


def test_values_of_the_form_become_a_message_and_then_a_sample(firm: Firm) -> None:
    form = firm.ask("/api/form?template=reminder&sample=ordinary").json
    values = form["values"]
    values["customer"]["last_name"] = "Van der Ploeg"
    values["invoices"][0]["amount"] = "99.95"
    draft = firm.write("/api/draft", {"template": "reminder", "sample": "ordinary", "values": values}).json[
        "draft"
    ]
    text = firm.ask(f"/api/email?template=reminder&sample=ordinary&draft={draft}").json["text"]
    assert "mevrouw Van der Ploeg" in text
    assert "99,95" in text
    body = {"template": "reminder", "sample": "ordinary", "draft": draft, "name": "Van der Ploeg"}
    assert firm.write("/api/samples", body).status == 201
    kept = tomllib.loads(firm.file("reminder/samples/van-der-ploeg.toml").read_text(encoding="utf-8"))
    assert kept["base"] == "../../_samples/nl-consumer.toml"
    assert kept["customer"] == {"last_name": "Van der Ploeg"}
    assert "creditor" not in kept
    assert (
        "mevrouw Van der Ploeg" in firm.ask("/api/email?template=reminder&sample=van-der-ploeg").json["text"]
    )
    assert firm.write("/api/samples", body).status == 409


def test_values_that_are_wrong_are_told_in_dutch(firm: Firm) -> None:
    values = firm.ask("/api/form?template=reminder&sample=ordinary").json["values"]
    values["creditor"]["iban"] = "NL00 FOUT"
    answer = firm.write("/api/draft", {"template": "reminder", "sample": "ordinary", "values": values})
    assert answer.status == 422
    assert "creditor.iban" in answer.json["message"]


def test_amounts_and_days_are_taken_as_a_dutch_writer_types_them(firm: Firm) -> None:
    values = firm.ask("/api/form?template=reminder&sample=ordinary").json["values"]
    values["date"] = "4 december 2026"
    values["invoices"][0] |= {"amount": "€ 1.234,50", "due_date": "31-10-2026"}
    draft = firm.write("/api/draft", {"template": "reminder", "sample": "ordinary", "values": values}).json
    text = firm.ask(f"/api/email?template=reminder&sample=ordinary&draft={draft['draft']}").json["text"]
    assert "€ 1.234,50" in text
    assert "31-10-2026" in text or "31 oktober 2026" in text


def test_each_value_that_is_wrong_is_told_at_its_field(firm: Firm) -> None:
    values = firm.ask("/api/form?template=reminder&sample=ordinary").json["values"]
    values["invoices"][0] |= {"amount": "veel", "due_date": "31-02-2026"}
    answer = firm.write("/api/draft", {"template": "reminder", "sample": "ordinary", "values": values})
    assert set(answer.json["fields"]) == {"invoices[1].amount", "invoices[1].due_date"}


def test_a_sample_gets_a_name_in_words(firm: Firm) -> None:
    values = firm.ask("/api/form?template=reminder&sample=ordinary").json["values"]
    draft = firm.write("/api/draft", {"template": "reminder", "sample": "ordinary", "values": values}).json
    body = {"template": "reminder", "sample": "ordinary", "draft": draft["draft"]}
    made = firm.write("/api/samples", {**body, "name": "Eén factuur, in België!"}).json
    assert made["sample"] == "een-factuur-in-belgie"
    assert (
        firm.file("reminder/samples/een-factuur-in-belgie.toml")
        .read_text(encoding="utf-8")
        .startswith("# Eén factuur, in België!\n")
    )
    assert firm.write("/api/samples", {**body, "name": "…"}).status == 400


def test_a_very_long_text_is_an_answer_and_no_fault(firm: Firm) -> None:
    found = firm.source(TEXT)
    long = found["text"].replace(OWN, "Dit is een zin van de proef. " * 4000)
    assert firm.write(f"/api/source/{found['id']}", {"text": long, "digest": found["digest"]}).status == 200
    for road in ("letter", "email", "sms", "findings", "reading"):
        assert firm.ask(f"/api/{road}?template=reminder&sample=ordinary").status in (200, 422)


def test_downloads_are_what_the_customer_gets(desk: Firm) -> None:
    query = "template=reminder&sample=ordinary"
    pdf, eml = desk.ask(f"/file/letter?{query}"), desk.ask(f"/file/email?{query}")
    assert pdf.body.startswith(b"%PDF-")
    assert pdf.headers["content-disposition"] == 'attachment; filename="reminder-ordinary.pdf"'
    assert b"Subject: Factuur 2026-0871 staat nog open\r\n" in eml.body
    assert "€ 186,50" in desk.ask(f"/file/sms?{query}").body.decode()
    assert "Beste mevrouw Yilmaz" in desk.ask(f"/file/text?{query}").body.decode()


def test_changes_since_the_last_commit_are_told_in_words_and_pictures(firm: Firm) -> None:
    query = "/api/changes?template=reminder&sample=ordinary&width=200"
    assert firm.ask(query).status == 422
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@post.example"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Eerste versie"]):
        subprocess.run([*git, *arguments], cwd=firm.folder, check=True)
    assert all(page["same"] for page in firm.ask(query).json["pages"])
    path, manifest = firm.file(TEXT), firm.file("reminder/template.toml")
    path.write_text(
        path.read_text(encoding="utf-8").replace("nog niet.", "nog steeds niet."), encoding="utf-8"
    )
    needs = manifest.read_text(encoding="utf-8").replace('"creditor.phone"', '"creditor.phone", "pay_by"')
    manifest.write_text(needs, encoding="utf-8")
    made = firm.ask(query).json
    letter = next(each for each in made["channels"] if each["channel"] == "letter")
    assert ["+", "steeds "] in letter["pieces"]
    assert made["needs"] == ["pay_by"]
    assert not made["pages"][0]["same"]
    assert firm.ask(made["pages"][0]["after"]).body.startswith(b"\x89PNG")


def test_the_events_tell_which_file_changed(firm: Firm) -> None:
    with listening(firm) as heard:
        heard("ready")
        path = firm.file(TEXT)
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert heard("changed")["files"] == [file_id(TEXT)]


def test_a_new_folder_is_told_once_more_for_what_came_into_it_before_it_was_watched(firm: Firm) -> None:
    folder = firm.file("reminder").parent / "proef-vier"
    with listening(firm) as heard:
        heard("ready")
        folder.mkdir()
        try:
            assert [heard("changed")["templates"] for _ in range(2)] == [["proef-vier"]] * 2
        finally:
            folder.rmdir()


def test_who_listens_late_hears_what_was_told_before(firm: Firm) -> None:
    with listening(firm) as heard:
        before = heard("ready")["changes"]
        path = firm.file(TEXT)
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        heard("changed")
        told = heard("state")
    with listening(firm) as heard:
        missed = heard("ready")
    assert missed["changes"] > before
    assert missed["states"][told["template"]] == told["state"]


def test_a_sample_is_called_by_its_first_line_and_by_its_name_without_one(firm: Firm) -> None:
    folder = firm.file("reminder/samples")
    (folder / "zonder.toml").write_text(
        (folder / "ordinary.toml").read_text(encoding="utf-8").partition("\n")[2]
    )
    (folder / "met.toml").write_text(
        "# Wie verhuisd is.\n" + (folder / "zonder.toml").read_text(encoding="utf-8")
    )
    (reminder,) = (each for each in firm.ask("/api/desk").json["templates"] if each["name"] == "reminder")
    assert reminder["says"]["met"] == "Wie verhuisd is"
    assert reminder["says"]["zonder"] == "zonder"
