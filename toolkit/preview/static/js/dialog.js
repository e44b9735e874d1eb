// A card over the desk, that goes away with Escape, its button or when what it asks is done.

import { h } from "./dom.js";
import { t } from "./strings.js";

/** Show a card with a title; return it. */
export function card(title, ...content) {
  const made = h("dialog", { class: "sheet", "aria-labelledby": "card-title", onclose: () => made.remove() },
    h("header", {}, h("h2", { id: "card-title" }, title), h("button", { type: "button", class: "button small plain", "aria-label": t("close"), onclick: () => made.close() }, "✕")),
    ...content);
  document.body.append(made);
  made.showModal();
  return made;
}

/** Ask for a line of text; `done` gets it, and what it throws as a Failure is told under the field. */
export function ask(title, label, value, verb, done, ...more) {
  const field = h("input", { name: "asked", value, autocomplete: "off", required: true });
  const wrong = h("p", { class: "trouble", role: "alert", hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await done(field.value);
      made.close();
    } catch (error) {
      if (!error.body) throw error;
      wrong.textContent = [error.body.message, error.body.hint].filter(Boolean).join(" ");
      wrong.hidden = false;
    }
  };
  const made = card(title, h("form", { class: "asking", onsubmit: submit },
    h("label", { class: "field" }, h("span", {}, label), field), ...more, wrong, h("button", { class: "button main" }, verb)));
  field.select();
  return made;
}
