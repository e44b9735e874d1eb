// A letter from Word: drop, choose or paste it, say of each proposal what it is, and go on with it as a text.

import { post } from "./api.js";
import { card } from "./dialog.js";
import { h } from "./dom.js";
import { set, state } from "./state.js";
import { both, t } from "./strings.js";

const KINDS = ".docx,.docm,.odt,.rtf,.pdf,.txt,.md,.htm,.html,.eml,.msg";
const MOST = 16 * 2 ** 20; // bytes
const OPEN = "?"; // the place stays to be filled in
const WORDS = ""; // the words stay as they are

/** Whether a file that is dropped may be a letter. */
export const isLetter = (file) => KINDS.split(",").some((kind) => file.name.toLowerCase().endsWith(kind));

/** Bring a letter in: `file` is the one that was dropped, when there is one. */
export function bring(desk, file = null) {
  return new Bringing(desk).begin(file);
}

class Bringing {
  constructor(desk) {
    this.desk = desk;
    this.wrong = h("p", { class: "trouble", role: "alert", hidden: true });
    this.holder = h("div", { class: "bring" });
    this.card = card(t("bringLetter"), this.holder, this.wrong);
    this.card.classList.add("large");
    this.card.addEventListener("dragover", (event) => event.preventDefault());
    this.card.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer.files.length) this.file(event.dataTransfer.files[0]);
    });
  }

  begin(file) {
    const area = h("textarea", { name: "letter", rows: 9, placeholder: t("pasteHere"), "aria-label": t("pasteHere"), onpaste: (event) => this.pasted(event) });
    const choose = h("input", { type: "file", name: "file", accept: KINDS, onchange: (event) => this.file(event.target.files[0]) });
    const submit = (event) => {
      event.preventDefault();
      this.read({ text: area.value });
    };
    this.holder.replaceChildren(
      h("p", {}, t("bringHelp")),
      h("label", { class: "drop field" }, h("strong", {}, t("dropHere")), choose),
      h("form", { class: "field", onsubmit: submit }, area, h("button", { class: "button" }, t("readLetter"))));
    area.focus();
    if (file) this.file(file);
  }

  /** What comes from Word has its headings, lists and bold words with it. */
  pasted(event) {
    const { clipboardData: data } = event;
    const html = data.getData("text/html");
    if (!html && !data.files.length) return;
    event.preventDefault();
    if (html) this.read({ html });
    else this.file(data.files[0]);
  }

  async file(file) {
    if (!file) return;
    if (file.size > MOST) return this.tell(t("letterTooLarge"));
    const url = await new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = () => failed(reader.error);
      reader.readAsDataURL(file);
    });
    return this.read({ name: file.name, content: url.slice(url.indexOf(",") + 1) });
  }

  tell(text) {
    this.wrong.textContent = text;
    this.wrong.hidden = !text;
  }

  /** Ask the server, and tell what it refuses. */
  async ask(path, body) {
    this.tell("");
    try {
      return await post(`${path}?lang=${state.lang}`, body);
    } catch (error) {
      if (!error.body) throw error;
      this.tell([error.body.message, error.body.hint].filter(Boolean).join(". "));
      return null;
    }
  }

  async read(source) {
    const read = await this.ask("/api/letters", source);
    if (!read) return;
    this.source = source;
    this.letter = read;
    this.answers = read.questions.map(() => null); // what was confirmed: a field, WORDS or OPEN
    this.draw();
  }

  draw() {
    const { letter } = this;
    this.title = h("input", { name: "title", value: letter.title, required: true, autocomplete: "off" });
    this.progress = h("p", { class: "quiet", role: "status" });
    this.rest = h("button", { type: "button", class: "button", onclick: () => this.takeRest() });
    this.rows = letter.questions.map((question, number) => this.row(question, number));
    const make = h("form", { class: "foot", onsubmit: (event) => { event.preventDefault(); this.make(); } },
      h("label", { class: "field" }, h("span", {}, t("textTitle")), this.title), h("button", { class: "button main" }, t("makeText")));
    this.holder.replaceChildren(h("div", { class: "bring-sides" },
      h("section", { "aria-labelledby": "bring-asks" },
        h("h3", { id: "bring-asks" }, t("whatDiffers")),
        h("p", { class: "quiet" }, t(letter.questions.length ? "whatDiffersHelp" : "nothingDiffers")),
        h("ol", { class: "asks" }, this.rows.map((row) => row.element)), this.progress, letter.questions.length ? this.rest : ""),
      h("section", { class: "read", "aria-labelledby": "bring-letter", tabIndex: 0 },
        h("h3", { id: "bring-letter" }, t("yourLetter")),
        letter.subject.length ? h("p", { class: "subject" }, this.pieces(letter.subject)) : "",
        letter.greets ? h("p", { class: "quiet" }, t("greetsItself")) : "",
        h("div", { class: "words" }, this.pieces(letter.body)),
        letter.left_out.map((text) => h("details", {}, h("summary", {}, t("leftOut")), h("p", { class: "quiet words" }, text))))), make);
    this.told();
    (this.rows[0]?.confirm ?? this.title).focus();
  }

  pieces(pieces) {
    return pieces.map(([text, number]) => (number === null ? text.replace(/^## /gm, "") : h("mark", { data: { number } }, text)));
  }

  row(question, number) {
    const known = this.letter.fields.some(({ fields }) => fields.some(({ field }) => field === question.field));
    const options = this.letter.fields.map(({ group, fields }) =>
      h("optgroup", { label: upper(both([group.nl, group.en])) }, fields.map(({ field, name }) => h("option", { value: field }, upper(both([name.nl, name.en]))))));
    const select = h("select", { name: `field-${number}`, "aria-label": t("becomes", question.words), onchange: () => this.confirm(number, false) },
      question.field && !known ? h("option", { value: question.field }, question.field) : "",
      h("option", { value: WORDS }, t("leaveWords")), h("option", { value: OPEN }, t("fillInLater", question.open)), options);
    select.value = question.field || OPEN;
    const confirm = h("button", { type: "button", class: "button small", "aria-pressed": false, "aria-label": t("rightFor", question.words), onclick: () => this.confirm(number) }, t("right"));
    const element = h("li", { onfocusin: () => this.light(number) },
      h("p", { class: "quiet" }, "… ", question.before, h("mark", {}, question.words), question.after, " …", question.times > 1 ? h("small", {}, ` ${t("times", question.times)}`) : ""),
      h("div", { class: "field" }, select, confirm));
    return { element, select, confirm };
  }

  /** Light up in the letter what a question is about. */
  light(number) {
    for (const mark of this.holder.querySelectorAll("[data-number]")) mark.classList.toggle("here", mark.dataset.number === String(number));
    this.holder.querySelector("mark.here")?.scrollIntoView({ block: "nearest" });
  }

  /** Take what a row says, and go on to the next one that was not looked at. */
  confirm(number, onward = true) {
    const { select, confirm } = this.rows[number];
    this.answers[number] = select.value;
    confirm.setAttribute("aria-pressed", "true");
    this.told();
    if (!onward) return;
    const next = this.answers.findIndex((answer) => answer === null);
    (this.rows[next]?.confirm ?? this.title).focus();
  }

  takeRest() {
    this.answers.forEach((answer, number) => {
      if (answer === null && this.letter.questions[number].field) this.confirm(number, false);
    });
    this.title.focus();
  }

  told() {
    const { questions } = this.letter;
    this.answers.forEach((answer, number) => {
      for (const mark of this.holder.querySelectorAll(`[data-number="${number}"]`)) mark.classList.toggle("done", answer !== null && answer !== OPEN);
    });
    const seen = this.answers.filter((answer) => answer !== null).length;
    const open = this.answers.filter((answer) => answer === null || answer === OPEN).length;
    const rest = this.answers.filter((answer, number) => answer === null && questions[number].field).length;
    this.progress.textContent = questions.length ? t("bringProgress", seen, questions.length, open) : "";
    this.rest.textContent = t("takeRest", rest);
    this.rest.hidden = !rest;
  }

  async make() {
    const answers = this.answers.map((answer) => (answer === OPEN ? null : answer));
    const made = await this.ask("/api/letters/template", { ...this.source, title: this.title.value, answers });
    if (!made) return;
    this.card.close();
    await this.desk.come(made.template);
    set({ file: this.desk.template?.sources?.nl ?? "", at: "", panel: "" });
    if (made.unfit.length) this.desk.note(t("unfitSamples", made.unfit.length));
  }
}

const upper = (text) => text[0].toUpperCase() + text.slice(1);
