// The bar: which text, which sample, which view.

import { byId, choice, h, pick } from "./dom.js";
import { query, set, state } from "./state.js";
import { known, t } from "./strings.js";

export class Bar {
  constructor(desk) {
    this.desk = desk;
  }

  draw() {
    const focused = document.activeElement?.name;
    const template = this.desk.template;
    if (!template) return;
    const views = ["desk", "matrix", "changes"].map((name) => [name, t(name)]);
    const channels = ["all", ...(template.channels ?? [])].map((name) => [name, t(name)]);
    const panel = (name) => h("button", {
      type: "button", class: "button", "aria-pressed": name === "source" ? Boolean(state.file) : state.panel === name,
      onclick: () => (name === "source" ? this.desk.toggleSource() : set({ panel: state.panel === name ? "" : name })),
    }, t(name === "source" ? "editText" : "editData"));
    const toggle = () => document.body.classList.toggle("with-list");
    byId("bar").replaceChildren(
      h("div", { class: "bar-row" },
        h("button", { type: "button", class: "button list-button", onclick: toggle }, "☰ ", t("showList")),
        h("h1", {}, template.title), h("p", { class: "purpose", title: template.purpose ?? "" }, template.purpose ?? ""),
        choice(t("views"), views, state.view, (view) => set({ view })),
        panel("source"), panel("form"), this.downloads(template)),
      h("div", { class: "bar-row" },
        this.samples(template), this.styles(), this.countries(), this.languages(template),
        h("span", { class: "space" }),
        state.view === "desk" ? choice(t("channels"), channels, state.channel, (channel) => set({ channel })) : ""));
    if (focused) byId("bar").querySelector(`[name="${focused}"]`)?.focus();
  }

  samples(template) {
    const says = (name) => template.says[name] ?? name;
    const options = (template.samples ?? []).map((name) => [name, state.draft && name === state.sample ? `${says(name)} ${t("changedSample")}` : says(name)]);
    return pick(t("sample"), options, state.sample, (sample) => set({ sample, draft: "" }), "sample");
  }

  styles() {
    const options = [["", t("asSample")], ...this.desk.styles.map((style) => [style, style === "none" ? t("styleNone") : style])];
    return pick(t("style"), options, state.style, (style) => set({ style }), "style");
  }

  countries() {
    const options = [["", t("asSample")], ...this.desk.countries.map((country) => [country, t(country)])];
    return pick(t("country"), options, state.country, (country) => set({ country }), "country");
  }

  languages(template) {
    const tags = template.languages ?? [];
    if (tags.length < 2) return "";
    return pick(t("language"), tags.map((tag) => [tag, known(tag) ? t(tag) : tag]), state.language, (language) => set({ language }), "language");
  }

  downloads(template) {
    const label = (channel) => (channel === "text" ? t("textPart") : `${t(channel)} (${this.desk.ways[channel].suffix})`);
    const has = (template.channels ?? []).flatMap((channel) => (channel === "email" ? ["email", "text"] : [channel]));
    const go = (event) => {
      const channel = event.target.value;
      event.target.value = "";
      if (channel) location.assign(`/file/${channel}?${query()}`);
    };
    const list = h("select", { name: "download", onchange: go, "aria-label": t("download") },
      h("option", { value: "" }, t("download")), has.map((channel) => h("option", { value: channel }, label(channel))));
    return h("span", { class: "pick" }, list);
  }
}
