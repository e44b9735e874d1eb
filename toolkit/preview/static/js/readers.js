// A round of reading: a file for people without Tact, and what they remarked, back at the sentences.

import { get, post, Failure } from "./api.js";
import { card } from "./dialog.js";
import { byId, h } from "./dom.js";
import { set, state } from "./state.js";
import { lang, t } from "./strings.js";

const day = (text) => new Date(text).toLocaleDateString(lang === "en" ? "en-GB" : "nl-NL", { day: "numeric", month: "long" });
const MOST = 4 * 2 ** 20; // bytes

/** Whether a file that is dropped may be the remarks of a reader. */
export const isRemarks = (file) => file.name.toLowerCase().endsWith(".json");

/** Make the file for readers, or bring back what they remarked. */
export function haveRead(desk) {
  const wrong = h("p", { class: "trouble", role: "alert", hidden: true });
  const told = h("p", { class: "quiet", role: "status" });
  const make = async (event) => {
    event.preventDefault();
    const all = event.target.elements.what.value === "all";
    wrong.hidden = true;
    told.textContent = t("loading");
    try {
      const { name, html, count } = await post(`/api/round?lang=${state.lang}`, { all });
      const link = h("a", { href: URL.createObjectURL(new Blob([html], { type: "text/html" })), download: name });
      link.click();
      told.textContent = t("roundMade", count);
    } catch (error) {
      if (!error.body) throw error;
      told.textContent = "";
      wrong.textContent = [error.body.message, error.body.hint].filter(Boolean).join(". ");
      wrong.hidden = false;
    }
  };
  const choose = (value, label, checked) => h("label", {}, h("input", { type: "radio", name: "what", value, checked }), ` ${label}`);
  const back = h("input", { type: "file", name: "remarks", accept: ".json", "aria-label": t("remarksBack"), onchange: async () => {
    if (await bringBack(desk, back.files[0])) made.close();
  } });
  const made = card(t("haveRead"), h("p", {}, t("haveReadHelp")),
    h("form", { class: "asking", onsubmit: make }, choose("changed", t("roundChanged"), true), choose("all", t("roundAll"), false),
      h("button", { class: "button main" }, t("roundMake")), told, wrong),
    h("h3", {}, t("remarksBack")), h("label", { class: "drop field" }, h("strong", {}, t("remarksDrop")), back));
  made.classList.add("reading");
  made.addEventListener("dragover", (event) => event.preventDefault());
  made.addEventListener("drop", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (await bringBack(desk, event.dataTransfer.files[0])) made.close();
  });
}

/** Keep the remarks in a file, and show them. */
export async function bringBack(desk, file) {
  if (!file) return false;
  let content = null;
  try {
    content = file.size > MOST ? null : JSON.parse(await file.text());
  } catch { /* no JSON: told below */ }
  if (content === null || typeof content !== "object") {
    desk.note(t("noRemarks"));
    return false;
  }
  try {
    const { who, count, agreed } = await post(`/api/remarks?lang=${state.lang}`, content);
    desk.note(t("remarksKept", who, count, agreed));
  } catch (error) {
    if (!error.body) throw error;
    desk.note(error.body.message);
    return false;
  }
  document.body.classList.add("with-side");
  if (state.panel === "readers") await (await desk.pane("readers")).show();
  else set({ panel: "readers", view: "desk" });
  return true;
}

export class Pane {
  constructor(desk) {
    this.desk = desk;
    this.remarks = [];
    this.chosen = "";
  }

  async show() {
    try {
      const { remarks, agreed } = await get("/api/remarks");
      Object.assign(this, { remarks, agreed });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return;
    }
    this.desk.side.count("readers", this.remarks.length ? String(this.remarks.length) : "");
    if (state.panel === "readers") this.draw();
  }

  draw() {
    const { desk } = this;
    const own = this.remarks.filter((each) => each.template === state.template);
    const others = this.remarks.filter((each) => each.template !== state.template);
    const agreed = this.agreed[state.template] ?? [];
    const list = (remarks) => h("ol", {}, remarks.map((each) => this.row(each)));
    byId("panel").replaceChildren(h("section", { class: "readers", "aria-labelledby": "readers-title" },
      h("h2", { id: "readers-title" }, t("readersTab"), h("small", {}, String(own.length))),
      agreed.map((each) => h("p", { class: "clean" }, t("agreed", each.who, day(each.when)))),
      own.length ? list(own) : h("p", { class: "quiet" }, t("noRemarksHere")),
      others.length ? h("h2", {}, t("otherTexts"), h("small", {}, String(others.length))) : "", others.length ? list(others) : "",
      h("button", { type: "button", class: "button small", onclick: () => haveRead(desk) }, t("haveRead"))));
  }

  row(remark) {
    const { desk } = this;
    const done = async () => {
      await post(`/api/remarks/${remark.id}/done`, { done: true });
      desk.note(t("remarkDone"), t("undo"), async () => {
        await post(`/api/remarks/${remark.id}/done`, { done: false });
        await this.show();
      });
      await this.show();
    };
    const here = remark.template === state.template;
    return h("li", { class: `finding hint${remark.id === this.chosen ? " chosen" : ""}` },
      h("button", { type: "button", "aria-current": remark.id === this.chosen ? "true" : undefined, onclick: () => this.go(remark) },
        h("span", { class: "kind" }, h("span", {}, `${remark.who}, ${day(remark.when)}`), h("span", {}, here ? "" : desk.titleOf(remark.template))),
        h("q", { class: "quote" }, remark.quote), h("span", { class: "words" }, remark.text)),
      h("div", { class: "chips" }, remark.place ? "" : h("span", { class: "quiet" }, t("sentenceGone")),
        h("button", { type: "button", class: "button small", "aria-label": t("doneWith", remark.text), onclick: done }, t("done"))));
  }

  /** Bring the sentence of a remark on the screen, with a sample that has it. */
  async go(remark) {
    this.chosen = remark.id;
    const template = this.desk.templates.find((each) => each.name === remark.template);
    if (template) {
      const sample = template.samples.includes(remark.sample) ? { sample: remark.sample } : {};
      set({ ...this.desk.firstOf(template), ...sample, panel: "readers", view: "desk" });
    }
    this.draw();
    if (remark.place) await this.desk.open(remark.place, { focus: false });
  }

  /** Go to the next remark, or with -1 to the one before. */
  step(by) {
    if (!this.remarks.length) return undefined;
    const at = this.remarks.findIndex((each) => each.id === this.chosen);
    return this.go(this.remarks[at < 0 ? (by > 0 ? 0 : this.remarks.length - 1) : (at + by + this.remarks.length) % this.remarks.length]);
  }
}
