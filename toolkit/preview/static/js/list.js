// The templates by purpose, each with its state.

import { byId, h } from "./dom.js";
import { address, set, state } from "./state.js";
import { stage, t } from "./strings.js";

export class List {
  constructor(desk) {
    this.desk = desk;
  }

  draw() {
    const groups = new Map();
    for (const template of this.desk.templates) {
      if (!groups.has(template.stage)) groups.set(template.stage, []);
      groups.get(template.stage).push(template);
    }
    const other = h("a", { href: address({ lang: state.lang === "en" ? "nl" : "en" }), lang: state.lang === "en" ? "nl" : "en" }, t("otherLanguage"));
    byId("list").replaceChildren(
      h("div", { class: "brand" }, h("img", { src: "/static/icon.svg", alt: "" }), h("span", { id: "list-title" }, "Tact"), other),
      ...[...groups].map(([name, templates]) => h("section", {}, h("h2", {}, stage(name)), h("ul", {}, templates.map((each) => this.row(each))))));
  }

  row(template) {
    const here = template.name === state.template;
    const go = (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      document.body.classList.remove("with-list");
      set(this.desk.firstOf(template));
    };
    const link = h("a", { href: address(this.desk.firstOf(template)), onclick: go, title: template.purpose ?? "" },
      h("span", {}, template.title), badge(template.broken ? { broken: true } : this.desk.states[template.name]));
    if (here) link.setAttribute("aria-current", "page");
    return h("li", { data: { template: template.name } }, link);
  }

  /** Show the new state of one template. */
  update(name) {
    const row = byId("list").querySelector(`[data-template="${CSS.escape(name)}"] .state`);
    row?.replaceWith(badge(this.desk.states[name]));
  }
}

/** How many errors and warnings, as numbers; a tick when there are none. */
export function badge(counts) {
  if (!counts) return h("span", { class: "state", role: "img", "aria-label": t("checking") }, h("b", { class: "waiting" }, "·"));
  if (counts.broken) return h("span", { class: "state", role: "img", "aria-label": t("broken") }, h("b", { class: "error" }, "!"));
  const parts = ["error", "warning"].filter((kind) => counts[kind]).map((kind) => h("b", { class: kind }, String(counts[kind])));
  return h("span", { class: "state", role: "img", "aria-label": t("count", counts) }, parts.length ? parts : h("b", { class: "good" }, "✓"));
}
