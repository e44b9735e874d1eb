// The templates by purpose, each with its state. The list is searched, and shows on request only what is not ready.

import { byId, h } from "./dom.js";
import { show as showKeys } from "./keys.js";
import { create } from "./shelf.js";
import { address, set, state } from "./state.js";
import { stage, t } from "./strings.js";
import { themes } from "./theme.js";

export class List {
  constructor(desk) {
    this.desk = desk;
    this.sought = "";
    this.unready = false;
    const other = h("a", { href: address({ lang: state.lang === "en" ? "nl" : "en" }), lang: state.lang === "en" ? "nl" : "en" }, t("otherLanguage"));
    const seek = (event) => {
      this.sought = event.target.value.trim().toLowerCase();
      this.draw();
    };
    const only = (event) => {
      this.unready = event.target.checked;
      this.draw();
    };
    this.groups = h("div", {});
    byId("list").replaceChildren(
      h("div", { class: "brand" }, h("img", { src: "/static/icon.svg", alt: "" }), h("span", { id: "list-title" }, "Tact"), other),
      h("div", { class: "seek field" },
        h("input", { type: "search", name: "seek", placeholder: t("seek"), "aria-label": t("seek"), autocomplete: "off", spellcheck: false, oninput: seek }),
        h("label", {}, h("input", { type: "checkbox", name: "unready", onchange: only }), t("unready"))),
      this.groups,
      h("div", { class: "foot field" },
        h("button", { type: "button", class: "button small", onclick: () => create(this.desk) }, t("newText")),
        h("button", { type: "button", class: "button small", onclick: () => this.toHouse() }, t("house")),
        h("button", { type: "button", class: "button small", onclick: async () => (await import("./readers.js")).haveRead(this.desk) }, t("haveRead")), themes(), h("button", { type: "button", class: "button small plain", onclick: showKeys }, t("keys"))));
  }

  toHouse() {
    document.body.classList.remove("with-list");
    set({ view: "house" });
  }

  draw() {
    const groups = new Map();
    for (const template of this.desk.templates.filter((each) => this.wanted(each))) {
      if (!groups.has(template.stage)) groups.set(template.stage, []);
      groups.get(template.stage).push(template);
    }
    this.groups.replaceChildren(
      ...[...groups].map(([name, templates]) => h("section", {}, h("h2", {}, stage(this.desk.stages, name)), h("ul", {}, templates.map((each) => this.row(each))))),
      groups.size ? "" : h("p", { class: "quiet", role: "status" }, t("noneFound")));
  }

  wanted(template) {
    const text = [template.title, template.purpose, template.name].join(" ").toLowerCase();
    const ready = !template.broken && isReady(this.desk.states[template.name]);
    return text.includes(this.sought) && !(this.unready && ready && template.name !== state.template);
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
    if (this.unready) return this.draw();
    const row = byId("list").querySelector(`[data-template="${CSS.escape(name)}"] .state`);
    return row?.replaceWith(badge(this.desk.states[name]));
  }
}

const isReady = (counts) => Boolean(counts) && !counts.broken && !counts.error && !counts.warning;

/** How many errors, warnings and hints, as numbers; a tick when there are none. */
export function badge(counts) {
  if (!counts) return h("span", { class: "state", role: "img", "aria-label": t("checking") }, h("b", { class: "waiting" }, "·"));
  if (counts.broken) return h("span", { class: "state", role: "img", "aria-label": t("broken") }, h("b", { class: "error" }, "!"));
  const parts = ["error", "warning", "hint"].filter((kind) => counts[kind]).map((kind) => h("b", { class: kind }, String(counts[kind])));
  return h("span", { class: "state", role: "img", "aria-label": t("count", counts) }, parts.length ? parts : h("b", { class: "good" }, "✓"));
}
