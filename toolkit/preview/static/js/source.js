// The source: the file behind the message, with findings and completion. It saves by itself; it never overwrites
// what changed underneath.

import { get, post, Failure } from "./api.js";
import { byId, choice, h, later, units } from "./dom.js";
import { state, set } from "./state.js";
import { both, t } from "./strings.js";
import { diagnosticsFor, editor, place } from "./editor.js";
import { forget, keep, kept } from "./typed.js";
import { Writing } from "./writing.js";

const PAUSE = 300; // milliseconds after the last key
const AGAIN = 5000; // milliseconds after a save that did not succeed
const PATIENCE = 10_000; // milliseconds for an answer to a save, after which it is tried again
const HOW = "tact:how"; // where this browser remembers whether somebody writes or reads the source
const MOST_AT_CLOSING = 60_000; // bytes that a browser still sends for a page that is gone

export class Pane {
  constructor(desk) {
    this.desk = desk;
    this.file = null;
    this.dirty = false;
    this.saving = null; // the save that is on its way
    this.findings = [];
    this.status = h("span", {});
    this.conflict = h("div", { class: "conflict", role: "alert", hidden: true });
    this.holder = h("div", { class: "editor" });
    this.select = h("select", { name: "file", "aria-label": t("file"), onchange: (event) => set({ file: event.target.value, at: "" }) });
    this.undoButton = h("button", { type: "button", class: "button small", "aria-label": t("undo"), title: t("undo"), onclick: () => this.undo() }, "↶");
    const earlier = h("button", { type: "button", class: "button small", onclick: () => this.showVersions() }, t("versions"));
    const close = h("button", { type: "button", class: "button small plain", "aria-label": t("closeSource"), onclick: () => set({ file: "", at: "" }) }, "✕");
    this.ways = h("div", { class: "ways" });
    this.heading = h("div", { class: "w-heading", hidden: true });
    this.writing = new Writing(this);
    const pane = byId("source");
    pane.setAttribute("aria-label", t("text"));
    pane.replaceChildren(h("header", { class: "field" }, this.ways, this.select, this.undoButton, earlier, close), this.conflict, this.heading, this.writing.tools, this.writing.trouble,
      this.holder, h("div", { class: "status", role: "status" }, this.status));
    this.save = later(() => this.write(), PAUSE);
    this.again = later(() => this.write(), AGAIN);
    addEventListener("beforeunload", (event) => {
      this.flush();
      if (this.unsaved) event.preventDefault();
    });
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    this.editor = editor(this.holder, () => this.typed(), () => { this.save.cancel(); this.write(); });
    this.holder.addEventListener("click", (event) => this.chooseAt(event));
    this.drawFiles();
  }

  /** Show the card of the finding whose words are clicked. */
  chooseAt(event) {
    if (!this.writes || !event.target.closest(".cm-lintRange")) return;
    const at = this.editor.view.posAtCoords({ x: event.clientX, y: event.clientY });
    const { text } = this.editor;
    const found = this.findings.find((each) => each.file === this.file.id && units(text, each.start) <= at && at <= units(text, each.end));
    if (!found) return;
    if (state.panel) set({ panel: "" });
    if (matchMedia("(max-width: 760px)").matches) this.desk.side.toggle(true);
    this.desk.review.take(found);
  }

  drawFiles() {
    const template = this.desk.template;
    const short = (file) => file.name.split("/").slice(1).join("/");
    const group = (label, files) => (files.length ? h("optgroup", { label }, files.map((file) => h("option", { value: file.id, selected: file.id === state.file }, short(file)))) : "");
    const own = template?.files ?? [];
    const of = (test) => own.filter((file) => test(file.name));
    this.select.replaceChildren(
      group(t("text"), of((name) => name.endsWith(".j2"))),
      group(t("parts"), this.desk.parts ?? []),
      group(t("samples"), of((name) => name.includes("/samples/"))),
      group(t("settings"), of((name) => name.endsWith("template.toml"))));
    this.select.value = state.file;
  }

  /** Whether the text is shown as a person writes it. */
  get writes() {
    return this.how === "write" && Boolean(this.file);
  }

  /** Show the file as this browser shows texts: to write in, or as source. What is no text is source. */
  dress() {
    const text = /\.j2$/.test(this.file?.name ?? "") && !this.file.name.startsWith("_layouts/");
    this.how = text ? remembered() : "source";
    byId("source").dataset.how = this.how;
    this.ways.replaceChildren(text ? choice(t("how"), [["write", t("write")], ["source", t("bare")]], this.how, (how) => this.choose(how)) : "");
    this.editor.dress(this.how === "write" ? this.writing.sheet : undefined);
    this.holder.inert = this.how === "write"; // until the paper is laid out
    this.writing.trouble.hidden = true;
    this.writing.tools.hidden = this.how !== "write";
    this.heading.hidden = true;
    if (this.writes) this.writing.open();
  }

  /** Write in the text or see its source, from now on; go to a place of it. */
  choose(how, at) {
    try {
      localStorage.setItem(HOW, how);
    } catch {
      // A browser without memory: it forgets at the next file.
    }
    this.dress();
    if (at !== undefined) this.editor.select(at, at);
    this.editor.view.focus();
  }

  /** Show the file that the address names, or hide the pane when it names none. */
  async open() {
    byId("source").hidden = !state.file;
    if (!state.file) return;
    this.drawFiles();
    if (this.file?.id !== state.file) await this.read(state.file);
    this.goTo();
  }

  async read(id) {
    if (this.dirty) await this.write();
    if (this.dirty) this.desk.note(t("staysTyped"));
    try {
      const file = await get(`/api/source/${id}`);
      if (state.file !== id) return;
      this.take(file);
      this.status.textContent = file.writable ? t("typing") : t("readOnly");
      this.takeTyped();
    } catch (error) {
      this.told(error);
    }
  }

  take(file) {
    this.file = file;
    this.dirty = false;
    this.conflict.hidden = true;
    this.undoButton.disabled = !file.undoable;
    const same = this.shown === file.id;
    this.shown = file.id;
    this.editor.take(file.text, file.writable, file.id);
    if (!same) this.dress();
    else if (this.writes) this.writing.read();
    this.mark(this.findings);
  }

  /** Bring back what was typed earlier and never reached the file. */
  takeTyped() {
    const typed = this.file.writable && kept(this.file);
    if (!typed) return;
    const { text, digest } = this.file;
    this.editor.take(typed.text, true, this.file.id);
    this.dirty = true;
    if (typed.digest !== digest) return this.disagree({ current: text, digest });
    this.desk.note(t("broughtBack"));
    return this.write();
  }

  /** Whether the cursor stands between brackets that are not closed yet. */
  get midway() {
    return this.editor.midway;
  }

  /** Whether words stand here that the file does not have. */
  get unsaved() {
    return this.dirty || Boolean(this.saving);
  }

  /** Go to the place that the address names: "start-end" in characters, or "line:column". */
  goTo({ focus = false } = {}) {
    this.focusing ||= focus;
    if (this.holder.inert) return; // until there is something to see
    if (!this.file || this.file.id !== state.file || !state.at) return;
    const [start, end] = place(state.at, this.editor.text);
    if (this.writes) this.writing.reveal(start);
    this.editor.select(this.writes && this.focusing ? end : start, end);
    if (this.focusing) this.editor.view.focus();
    this.focusing = false;
  }

  typed() {
    this.dirty = true;
    keep(this.file, this.editor.text);
    if (this.writes) this.writing.reread();
    this.status.textContent = t("typing");
    if (this.conflict.hidden) this.save();
  }

  /** Save at once, also when the page goes away meanwhile. */
  flush() {
    if (this.dirty && this.conflict.hidden) this.write();
  }

  /** Save what was typed; one save at a time. */
  async write() {
    this.save.cancel();
    this.again.cancel();
    if (this.saving) await this.saving; // else at once: a page that closes does not wait
    if (!this.dirty || !this.file?.writable) return;
    this.saving = this.send().finally(() => { this.saving = null; });
    await this.saving;
  }

  async send() {
    const { id, digest } = this.file;
    const text = this.editor.text;
    this.status.textContent = t("saving");
    this.dirty = false;
    try {
      const keepalive = new Blob([text]).size < MOST_AT_CLOSING;
      this.settled(await post(`/api/source/${id}`, { text, digest }, { keepalive, signal: AbortSignal.timeout(PATIENCE) }), text);
    } catch (error) {
      this.dirty = true;
      this.told(error);
    }
  }

  /** The file holds a text now. */
  settled(saved, text) {
    if (this.file?.id !== saved.id) return;
    forget(this.file);
    Object.assign(this.file, { ...saved, text });
    if (this.dirty) keep(this.file, this.editor.text);
    this.undoButton.disabled = !saved.undoable;
    this.status.textContent = t(this.dirty ? "typing" : "saved");
  }

  /** Tell in how many texts a part stands. */
  usedIn(texts) {
    const part = this.file.name.startsWith("_parts/");
    const name = this.file.name.split("/").at(-1).replace(/\.md\.j2$/, "").replaceAll("-", " ");
    const back = () => set({ file: this.desk.template?.sources?.[state.language] ?? "", at: "" });
    this.heading.replaceChildren(...(part ? [
      h("button", { type: "button", class: "button small", onclick: back }, `‹ ${this.desk.template?.title ?? ""}`),
      h("p", {}, h("strong", {}, name), " ", t("partEverywhere", texts))] : []));
    this.heading.hidden = !part || !this.writes;
  }

  async showVersions() {
    if (!this.file) return;
    await this.write();
    const versions = await import("./versions.js");
    versions.show(this).catch((error) => this.told(error));
  }

  /** Put another text in the file, as if it was typed. */
  async put(text) {
    this.editor.take(text, true, this.file.id);
    this.typed();
    await this.write();
  }

  async undo() {
    await this.write();
    try {
      this.take(await post(`/api/source/${this.file.id}/undo`, { digest: this.file.digest }));
      this.status.textContent = t("undone");
    } catch (error) {
      this.told(error);
    }
  }

  told(error) {
    if (!(error instanceof Failure)) throw error;
    if (error.status === 409 && error.body.digest) this.disagree(error.body);
    else {
      const message = error.status ? error.body.message : t("gone");
      this.status.textContent = this.dirty ? `${t("unsaved")} ${message}` : message;
      if (this.dirty) this.again();
    }
  }

  disagree({ current, digest }) {
    this.save.cancel();
    if (current === this.editor.text) { // an earlier save arrived, and its answer did not
      this.dirty = false;
      this.settled({ ...this.file, digest }, current);
      return;
    }
    const take = () => {
      this.take({ ...this.file, text: current, digest });
      forget(this.file);
    };
    const keep = () => {
      this.file.digest = digest;
      this.conflict.hidden = true;
      this.dirty = true;
      this.write();
    };
    this.conflict.replaceChildren(h("p", {}, t("conflict")), h("div", {},
      h("button", { type: "button", class: "button small", onclick: take }, t("takeTheirs")),
      h("button", { type: "button", class: "button small", onclick: keep }, t("keepMine"))));
    this.conflict.hidden = false;
    this.status.textContent = "";
  }

  /** A file changed: follow it, unless the writer has typed since. */
  async changedOutside(files) {
    if (!this.file || !files.includes(this.file.id)) return;
    await this.saving;
    const fresh = await get(`/api/source/${this.file.id}`).catch(() => null);
    if (this.saving) return this.changedOutside(files); // what is on its way is neither typed nor saved yet
    if (!fresh || fresh.id !== this.file?.id || fresh.digest === this.file.digest) return;
    if (this.dirty) return this.disagree({ current: fresh.text, digest: fresh.digest });
    if (fresh.text === this.editor.text) this.settled(fresh, fresh.text);
    else this.take(fresh);
    return undefined;
  }

  mark(findings) {
    this.findings = findings;
    if (!this.file) return;
    this.writing.mark(findings);
    const own = findings.filter((finding) => finding.file === this.file.id && finding.end > finding.start);
    this.editor.mark(diagnosticsFor(own, this.editor.text, (finding) => both(finding.message), (finding, text) => ({
      name: t("apply", text || t("remove")), apply: () => this.desk.review.apply(finding, text),
    })));
  }
}

/** How this browser shows texts: a new one writes. */
function remembered() {
  try {
    return localStorage.getItem(HOW) ?? "write";
  } catch {
    return "write";
  }
}
