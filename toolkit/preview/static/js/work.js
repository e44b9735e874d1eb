// The work that is left: what was found in all texts, line by line, the worst first.

import { get, Failure } from "./api.js";
import { byId, h } from "./dom.js";
import { set, state } from "./state.js";
import { both, t } from "./strings.js";

export class Pane {
  constructor(desk) {
    this.desk = desk;
    this.lines = [];
    this.chosen = "";
  }

  async show() {
    try {
      const { lines } = await get("/api/work");
      this.lines = lines;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return;
    }
    if (state.panel === "work") this.draw();
  }

  /** Every finding in the order of the list. */
  get findings() {
    return this.lines.flatMap((line) => line.findings.map((finding) => ({ ...finding, line })));
  }

  draw() {
    const many = this.findings.length;
    byId("panel").replaceChildren(h("section", { class: "work", "aria-labelledby": "work-title" },
      h("h2", { id: "work-title" }, t("workTitle"), h("small", {}, t("workCount", many))),
      h("p", { class: "quiet" }, t("workHelp")),
      many ? h("ol", {}, this.lines.map((line) => this.row(line))) : h("p", { class: "clean" }, t("noWork"))));
    byId("panel").querySelector(".finding.chosen")?.scrollIntoView({ block: "nearest" });
  }

  row(line) {
    const templates = line.templates.map((name) => this.desk.titleOf(name));
    return h("li", {},
      h("p", { class: "kind" }, h("strong", {}, templates.length > 1 ? t("inTexts", templates.length) : templates[0]), h("span", {}, t("place", line.name.split("/").at(-1), line.number))),
      h("p", { class: "line" }, line.text),
      h("ul", {}, line.findings.map((finding) => {
        const chosen = this.key(line, finding) === this.chosen;
        return h("li", { class: `finding ${finding.severity}${chosen ? " chosen" : ""}` },
          h("button", { type: "button", "aria-current": chosen ? "true" : undefined, onclick: () => this.go({ ...finding, line }) },
            h("span", { class: "kind" }, h("span", {}, t(finding.severity))), h("span", { class: "words" }, both(finding.message))));
      })));
  }

  key(line, finding) {
    return [line.file, finding.rule, finding.start, finding.end].join(":");
  }

  /** Bring a finding on the screen: its text, a sample that shows it, its words. */
  go(finding) {
    const { line } = finding;
    this.chosen = this.key(line, finding);
    const name = line.templates.includes(state.template) ? state.template : line.templates[0];
    const template = this.desk.templates.find((each) => each.name === name);
    const shows = finding.samples[name] ?? [];
    const sample = name === state.template && shows.includes(state.sample) ? state.sample : shows[0];
    set({ ...this.desk.firstOf(template), ...(sample ? { sample } : {}), panel: "work", view: "desk" });
    this.draw();
    return this.desk.open({ file: line.file, start: finding.start, end: finding.end }, { focus: false });
  }

  /** Go to the next finding, or with -1 to the one before. */
  step(by) {
    const all = this.findings;
    if (!all.length) return;
    const at = all.findIndex((finding) => this.key(finding.line, finding) === this.chosen);
    this.go(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
  }
}
