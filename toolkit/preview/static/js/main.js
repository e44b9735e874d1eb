// The desk: brings the list, the bar, the channels, the side and the source together.

import { get, Failure } from "./api.js";
import { Bar } from "./bar.js";
import { byId, h, later, reveal } from "./dom.js";
import { Email } from "./email.js";
import { listen as listenToKeys } from "./keys.js";
import { listen as listenToDrops } from "./drops.js";
import { Letter } from "./letter.js";
import { List } from "./list.js";
import { problem } from "./panel.js";
import { Review } from "./review.js";
import { Plain } from "./plain.js";
import { Side } from "./side.js";
import { Sms } from "./sms.js";
import { onChange, set, state } from "./state.js";
import { lang, learn, t } from "./strings.js";

const SHOWN_AGAIN = ["template", "sample", "language", "country", "style", "draft"];
const VIEWS = { letter: Letter, email: Email, sms: Sms }; // a channel without a view is a file to open
const READY = "desk:shown";
const PATIENCE = 2000; // milliseconds
const PLACES = { list: "templates", bar: "customer", source: "source", stage: "message", side: "side" };
const narrow = matchMedia("(max-width: 760px)"); // room for one channel at a time

class Desk {
  constructor() {
    this.templates = [];
    this.states = {};
    this.countries = [];
    this.styles = [];
    this.files = [];
    this.list = new List(this);
    this.bar = new Bar(this);
    this.review = new Review(this);
    this.side = new Side(this);
    this.channels = {};
    this.panes = {};
  }

  get template() {
    return this.templates.find((each) => each.name === state.template);
  }

  async start() {
    this.drawSkips();
    await this.readOverview();
    this.settle();
    onChange((changed) => this.changed(changed));
    this.list.draw();
    this.bar.draw();
    this.listen();
    listenToKeys(this);
    listenToDrops(this);
    narrow.addEventListener("change", () => { this.bar.draw(); this.layout(); this.show(); });
    addEventListener("resize", later(() => this.visible().forEach((name) => this.channels[name].resized?.()), 250));
    document.title = `${this.template?.title ?? ""} · Tact`;
    this.layout();
    const panes = [state.file && this.pane("source").then((pane) => pane.open()), this.side.show()];
    await Promise.all([this.show(), ...panes]);
    if (state.panel !== "readers") await this.pane("readers").then((pane) => pane.show()).catch(quiet);
  }

  async readOverview() {
    const made = await get(`/api/desk?lang=${lang}`);
    Object.assign(this, { templates: made.templates, countries: made.countries, styles: made.styles, parts: made.parts, stages: made.stages, ledgers: made.ledgers, ways: made.channels });
    learn(made.channels);
    for (const name of Object.keys(made.channels)) this.channels[name] ??= VIEWS[name] ? new VIEWS[name](this) : new Plain(name, this);
    this.states = { ...made.states, ...this.states };
    this.changes ??= made.changes;
  }

  /** Choose a template and a sample where the address names none that exist. */
  settle() {
    const template = this.template ?? this.templates.find((each) => each.name === "reminder") ?? this.templates[0];
    if (!template) return;
    if (state.template && template.name !== state.template) this.note(t("noTemplate", state.template));
    const changes = template.name === state.template ? {} : { ...this.firstOf(template), panel: state.panel };
    if (!template.samples.includes(changes.sample ?? state.sample)) changes.sample = this.firstOf(template).sample;
    if (!["all", ...(template.channels ?? [])].includes(state.channel)) changes.channel = "all";
    set(changes, { quiet: true });
  }

  firstOf(template) {
    const sample = template.samples.includes(state.sample) ? state.sample : template.samples.includes("ordinary") ? "ordinary" : template.samples[0] ?? "";
    const channel = ["all", ...(template.channels ?? [])].includes(state.channel) ? state.channel : "all";
    return { template: template.name, sample, channel, draft: "", file: state.file ? template.sources?.[state.language] ?? "" : "", at: "", panel: "" };
  }

  /** The channels that can be chosen: all at once too, where there is room for them. */
  get choices() {
    const has = this.template?.channels ?? [];
    return narrow.matches ? has : [...has, "all"];
  }

  /** The one that is chosen. */
  get channel() {
    return this.choices.includes(state.channel) ? state.channel : this.choices[0];
  }

  /** The channels that are on the screen. */
  visible() {
    if (state.view !== "desk") return [];
    const has = this.template?.channels ?? [];
    return this.channel === "all" ? has : has.filter((name) => name === this.channel);
  }

  /** Read the texts anew, and go to one of them. */
  async come(name) {
    await this.readOverview();
    const template = this.templates.find((each) => each.name === name) ?? this.templates.find((each) => each.name === "reminder") ?? this.templates[0];
    if (template) set({ ...this.firstOf(template), view: "desk" });
    this.list.draw();
    this.bar.draw();
  }

  titleOf(name) {
    return this.templates.find((each) => each.name === name)?.title ?? name;
  }

  /** Links to each place of the screen, for who comes by the keyboard. */
  drawSkips() {
    const go = (id) => (event) => {
      event.preventDefault();
      byId(id).querySelector("a, button, select, [tabindex='0']")?.focus();
      if (!byId(id).contains(document.activeElement)) byId(id).focus();
    };
    byId("skips").setAttribute("aria-label", t("skips"));
    byId("skips").replaceChildren(...Object.entries(PLACES).map(([id, label]) => h("a", { href: `#${id}`, onclick: go(id) }, t("skip", t(label)))));
  }

  layout() {
    document.body.classList.toggle("wide", state.view !== "desk");
    document.body.classList.toggle("with-source", Boolean(state.file));
    document.body.dataset.channel = this.channel ?? "";
    const stage = byId("stage");
    stage.dataset.view = state.view;
    if (state.view !== "desk") return;
    const names = this.visible();
    const panels = names.map((name) => this.channels[name].element);
    const shown = [...stage.querySelectorAll(".channels .channel")];
    if (panels.length && panels.length === shown.length && panels.every((panel, at) => panel === shown[at])) return;
    const [first, ...rest] = panels;
    const one = names.length < 2;
    const frame = one
      ? h("div", { class: "channels one" }, panels)
      : h("div", { class: "channels all" }, first, h("div", { class: "column" }, rest));
    stage.replaceChildren(panels.length ? frame : h("p", { class: "blank" }, t("noChannel")));
  }

  /** Show what is on the screen anew. */
  async show() {
    if (this.template?.broken) {
      byId("stage").replaceChildren(h("div", { class: "channel" }, problem(this.template.broken, this)));
      return;
    }
    if (state.view !== "desk") return (await this.pane(state.view)).show();
    const jobs = this.visible().map((name) => this.channels[name].show());
    if (state.file) this.panes.source?.writing.show();
    jobs.push(this.review.show());
    return Promise.all(jobs);
  }

  async changed(keys) {
    const has = (...names) => names.some((name) => keys.has(name));
    if (has("lang")) return this.reload();
    if (has("template")) {
      document.title = `${this.template?.title ?? ""} · Tact`;
      for (const channel of Object.values(this.channels)) channel.glowing = null;
    }
    if (has("template", "lang")) this.list.draw();
    this.bar.draw();
    if (has("view", "channel", "template", "file")) this.layout();
    if (has("file", "at")) this.panes.source?.open();
    if (has("file") && state.file && !this.panes.source) (await this.pane("source")).open();
    if (has("panel", "template") || (state.panel && has("sample"))) this.side.show();
    if (has("view", "channel", "file", ...SHOWN_AGAIN)) return this.show();
    if (has("part", "light", "width")) return this.channels.email.draw();
    if (has("zoom")) return this.channels.letter.show();
    return undefined;
  }

  /** Wait a while before an error is shown, when the writer is in the middle of a `{{ … }}`. */
  async patience() {
    if (this.panes.source?.midway) await new Promise((done) => setTimeout(done, PATIENCE));
  }

  /** Load a pane when it is first needed: the editor is large. */
  async pane(name) {
    if (!this.panes[name]) {
      const made = await import(`./${name}.js`).catch(notLoaded);
      this.panes[name] ??= new made.Pane(this);
    }
    return this.panes[name];
  }

  async toggleSource() {
    set({ file: state.file ? "" : this.template?.sources?.[state.language] ?? "", at: "" });
  }

  /** Open a place of a file in the source pane and light it up in the channels. */
  async open({ file, start, end }, { focus = true, from = "" } = {}) {
    if (state.view !== "desk") set({ view: "desk" });
    set({ file, at: `${start}-${end}` });
    (await this.pane("source")).goTo({ focus });
    this.glow({ file, start, end }, from);
  }

  async openLine({ file, line, column }) {
    set({ file, at: line ? `${line}:${column ?? 1}` : "" });
    (await this.pane("source")).goTo({ focus: true });
  }

  /** Go to the next finding of what the side shows, or with -1 to the one before. */
  async step(by) {
    if (["work", "readers"].includes(state.panel)) return (await this.pane(state.panel)).step(by);
    if (state.panel) set({ panel: "" });
    return this.review.step(by);
  }

  choose(finding) {
    return this.open(finding, { focus: false });
  }

  /** Light up a place in each channel. The one that was clicked, else the first, stays in sight or comes into it. */
  glow(place, from = "") {
    const found = this.visible().filter((name) => this.channels[name].glow(place));
    const first = found.includes(from) ? from : found[0];
    if (first) this.bring(this.channels[first]);
  }

  /** Bring what is lit up in a channel into sight. */
  bring(channel) {
    reveal(byId("stage"), channel.lit());
  }

  /** Pass the findings on to whatever underlines them. */
  marked(findings) {
    for (const name of this.visible()) this.channels[name].mark(findings);
    this.panes.source?.mark(findings);
  }

  shown(what, number) {
    requestAnimationFrame(() => dispatchEvent(new CustomEvent(READY, { detail: { what, number, at: performance.now() } })));
  }

  /** Tell something for a while, with something to do about it. */
  note(text, label, act) {
    const note = h("div", { class: "note" }, h("span", {}, text),
      label && h("button", { type: "button", class: "button small", onclick: () => { note.remove(); act(); } }, label));
    byId("notes").replaceChildren(note);
    setTimeout(() => note.remove(), label ? 15000 : 5000);
  }

  listen() {
    const events = new EventSource("/api/events");
    let lost = false;
    events.addEventListener("changed", (event) => this.fileChanged(JSON.parse(event.data)));
    events.addEventListener("state", (event) => {
      const { template, state: counts } = JSON.parse(event.data);
      this.states[template] = counts;
      this.list.update(template);
      if (state.panel === "work") this.panes.work?.show();
      if (state.view === "matrix" && template === state.template) this.panes.matrix?.showFindings();
    });
    events.addEventListener("error", () => {
      if (!lost) this.note(t("gone"));
      lost = true;
    });
    events.addEventListener("ready", (event) => {
      if (lost) return this.reload();
      const { states, changes } = JSON.parse(event.data);
      Object.assign(this.states, states);
      Object.keys(states).forEach((name) => this.list.update(name));
      if (changes === this.changes) return undefined;
      return this.fileChanged({ templates: [], shared: true, files: [this.panes.source?.file?.id] }); // any may have
    });
    addEventListener("pagehide", () => events.close());
  }

  /** Load the page anew, once nothing stands in it that is not saved. */
  async reload() {
    await this.panes.source?.write();
    if (this.panes.source?.unsaved) this.note(t("back"));
    else location.reload();
  }

  async fileChanged({ templates, shared, files }) {
    if (shared || templates.includes(state.template)) this.show().catch(quiet);
    this.panes.source?.changedOutside(files);
    if (templates.length || shared) this.refreshOverview();
  }

  refreshOverview = later(async () => {
    const before = JSON.stringify(this.templates);
    await this.readOverview().catch(quiet);
    if (JSON.stringify(this.templates) === before) return;
    this.settle();
    this.list.draw();
    this.bar.draw();
    this.panes.source?.drawFiles();
  }, 400);
}

/** A module that does not come is a program that is gone; one that fails by itself is a fault. */
function notLoaded(error) {
  throw error instanceof TypeError ? new Failure(0, { kind: "Gone", message: "" }) : error;
}

function quiet(error) {
  if (!(error instanceof Failure)) throw error;
}

new Desk().start();
