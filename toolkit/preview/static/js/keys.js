// Keys for who would rather not use a mouse, and the card that tells them.

import { card } from "./dialog.js";
import { h } from "./dom.js";
import { set, state } from "./state.js";
import { t } from "./strings.js";

const KEYS = [["F8", "keyNext"], ["Shift + F8", "keyBefore"], ["Alt + 1 … 4", "keyChannel"], ["Alt + Page Down / Page Up", "keySample"], ["?", "keyCard"]];

/** Listen for keys, in the editor too. */
export function listen(desk) {
  addEventListener("keydown", (event) => {
    const act = asked(desk, event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }, { capture: true });
}

function asked(desk, event) {
  const { key, code, altKey, shiftKey, ctrlKey, metaKey, target } = event;
  if (ctrlKey || metaKey || document.querySelector("dialog[open]")) return null;
  if (key === "F8") return () => desk.step(shiftKey ? -1 : 1);
  if (key === "Escape" && document.body.classList.contains("with-side")) return () => desk.side.toggle(false);
  if (altKey && key.startsWith("Page")) return () => sample(desk, key === "PageDown" ? 1 : -1);
  const digit = altKey && /^Digit([1-9])$/.exec(code);
  if (digit && desk.choices[digit[1] - 1]) return () => set({ channel: desk.choices[digit[1] - 1], view: "desk" });
  const typing = target.closest?.("input, textarea, select, [contenteditable]");
  return key === "?" && !typing ? show : null;
}

function sample(desk, by) {
  const names = desk.template?.samples ?? [];
  const at = names.indexOf(state.sample);
  if (names.length > 1) set({ sample: names[(at + by + names.length) % names.length], draft: "" });
}

/** Show which keys there are. */
export function show() {
  card(t("keys"), h("dl", {}, KEYS.flatMap(([keys, what]) => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, t(what))])));
}
