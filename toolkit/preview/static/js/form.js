// The values of a sample as a form, made from the JSON Schema of a record. What is changed is shown at once.

import { get, post, Failure } from "./api.js";
import { byId, h, later } from "./dom.js";
import { query, set, state } from "./state.js";
import { fieldName, itemName, t } from "./strings.js";

const HIDDEN = new Set(["base"]);

export class Pane {
  constructor(desk) {
    this.desk = desk;
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.send = later(() => this.try(), 250);
  }

  async show() {
    const key = `${state.template}/${state.sample}/${state.draft}`;
    if (key === this.key && byId("side").contains(this.element)) return;
    const { schema, values } = await get(`/api/form?${query()}`);
    this.key = key;
    this.schema = schema;
    this.values = values;
    this.draw();
  }

  draw() {
    const name = h("input", { name: "name", autocomplete: "off", spellcheck: false, pattern: "[a-z0-9][a-z0-9 -]*" });
    const keep = (event) => {
      event.preventDefault();
      this.keep(name.value);
    };
    const root = this.resolve(this.schema);
    const groups = Object.entries(root.properties).filter(([key]) => !HIDDEN.has(key)).map(([key, schema]) => [key, schema, this.resolve(schema)]);
    const plain = groups.filter(([, , found]) => !["object", "array"].includes(found.type));
    const deep = groups.filter(([, , found]) => ["object", "array"].includes(found.type));
    const open = new Set([...(this.element?.querySelectorAll("details[open]") ?? [])].map((each) => each.dataset.key));
    this.element = h("section", { class: "form", "aria-labelledby": "form-title" },
      h("h2", { id: "form-title" }, t("formTitle")), h("p", { class: "quiet" }, t("formHelp")), this.trouble,
      h("div", { class: "fields" }, plain.map(([key, schema]) => this.control(this.values, key, schema))),
      deep.map(([key, schema]) => h("details", { data: { key }, open: open.has(key) || (!this.element && key === "invoices") },
        h("summary", {}, fieldName(key)), h("div", { class: "fields" }, this.control(this.values, key, schema)))),
      h("form", { class: "foot", onsubmit: keep },
        h("label", { class: "field" }, h("span", {}, t("keepAs")), name),
        h("button", { class: "button main", type: "submit" }, t("keep")),
        state.draft && h("button", { class: "button", type: "button", onclick: () => this.reset() }, t("reset"))));
    byId("side").replaceChildren(this.element);
  }

  resolve(schema) {
    let found = schema;
    if (found.anyOf) found = { ...found.anyOf.find((each) => each.type !== "null"), optional: true };
    if (found.$ref) found = { ...found.$ref.split("/").slice(1).reduce((at, key) => at[key], this.schema), optional: found.optional };
    return found;
  }

  /** The control of one field of `values`. */
  control(values, key, schema, within = "", label = fieldName(String(key), within)) {
    const found = this.resolve(schema);
    if (found.type === "object") return this.group(values, key, found, label, typeof key === "number" ? within : String(key));
    if (found.type === "array") return this.listed(values, key, found, label);
    const change = (value) => {
      if (value === "" || value === undefined) delete values[key];
      else values[key] = value;
      this.send();
    };
    const value = values[key] ?? "";
    let control;
    if (found.enum) {
      const options = [["", t("notSet")], ...found.enum.map((each) => [each, String(each)])];
      control = h("select", { onchange: (event) => change(event.target.value) }, options.map(([each, text]) => h("option", { value: each, selected: each === value }, text)));
    } else if (found.type === "boolean") {
      const options = [["", t("notSet")], ["true", t("yes")], ["false", t("no")]];
      const pickValue = (event) => change({ true: true, false: false }[event.target.value]);
      control = h("select", { onchange: pickValue }, options.map(([each, text]) => h("option", { value: each, selected: each === String(value) }, text)));
    } else if (found.format === "date") {
      control = h("input", { type: "date", value, oninput: (event) => change(event.target.value) });
    } else {
      control = h("input", { value: String(value), autocomplete: "off", oninput: (event) => change(event.target.value) });
    }
    control.name = String(key);
    return h("label", { class: "field" }, h("span", {}, label), control);
  }

  group(values, key, found, label, within) {
    const there = values[key] !== undefined && values[key] !== null;
    const toggle = () => {
      if (there) delete values[key];
      else values[key] = {};
      this.draw();
      this.send();
    };
    const button = found.optional && h("button", { type: "button", class: "button small", onclick: toggle }, t(there ? "removeItem" : "add"));
    const inner = there ? Object.entries(found.properties).map(([name, schema]) => this.control(values[key], name, schema, within)) : [];
    return h("fieldset", {}, h("legend", {}, label), inner, button || "");
  }

  listed(values, key, found, label) {
    const items = values[key] ?? [];
    const redraw = () => {
      this.draw();
      this.send();
    };
    const remove = (at) => () => {
      items.splice(at, 1);
      if (!items.length) delete values[key];
      redraw();
    };
    const add = () => {
      const kind = this.resolve(found.items).type;
      values[key] = [...items, kind === "object" ? structuredClone(items.at(-1) ?? {}) : ""];
      redraw();
    };
    const rows = items.map((_, at) => h("div", { class: "field" }, this.control(items, at, found.items, String(key), `${itemName(String(key))} ${at + 1}`),
      h("button", { type: "button", class: "button small plain", onclick: remove(at) }, `${t("removeItem")} ${at + 1}`)));
    return h("div", { class: "fields" }, rows, h("button", { type: "button", class: "button small", onclick: add }, `${t("add")}: ${itemName(String(key)).toLowerCase()}`));
  }

  tell(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }

  async try() {
    const { template, sample, draft } = state;
    try {
      const made = await post(`/api/draft?lang=${state.lang}`, { template, sample, draft, values: this.values });
      this.tell("");
      this.key = `${template}/${sample}/${made.draft}`;
      if (made.draft === state.draft) this.desk.show();
      else set({ draft: made.draft });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.tell(error.body.message);
    }
  }

  reset() {
    this.key = "";
    this.tell("");
    set({ draft: "" });
    this.show();
  }

  async keep(name) {
    const { template, sample, draft } = state;
    try {
      const made = await post("/api/samples", { template, sample, draft, name });
      await this.desk.readOverview();
      this.desk.note(t("kept", made.sample));
      this.key = "";
      set({ sample: made.sample, draft: "", country: "", style: "" });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.tell(error.body.message);
    }
  }
}
