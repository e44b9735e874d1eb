// A word of a finding goes into the firm's own list, with what to write instead.

import { post } from "./api.js";
import { h } from "./dom.js";
import { state } from "./state.js";
import { t } from "./strings.js";

const WORDS = /^\p{L}[\p{L}\p{N}'’ -]{1,59}$/u;

/** What lets a writer put the word of a finding in the list; nothing where the finding is of no word. */
export function listing(finding, desk) {
  const word = finding.excerpt.trim();
  if (!WORDS.test(word) || word.split(/\s+/).length > 5) return "";
  const avoided = h("input", { name: "word", value: word.toLowerCase(), "aria-label": t("toListWord"), autocomplete: "off", required: true });
  const instead = h("input", { name: "instead", value: finding.suggestions[0] ?? "", placeholder: t("toListInstead"), "aria-label": t("toListInstead"), autocomplete: "off", required: true });
  const wrong = h("p", { class: "wrong-text", role: "alert" });
  const put = async (event) => {
    event.preventDefault();
    try {
      await post(`/api/words?lang=${state.lang}`, { word: avoided.value, instead: instead.value });
      event.target.closest("details").open = false;
      desk.note(t("inList", avoided.value, instead.value));
    } catch (error) {
      if (!error.body) throw error;
      wrong.textContent = error.body.message;
    }
  };
  return h("details", {}, h("summary", {}, t("toList")), h("form", { class: "field", onsubmit: put }, avoided, instead, h("button", { class: "button small" }, t("toListDo")), wrong));
}
