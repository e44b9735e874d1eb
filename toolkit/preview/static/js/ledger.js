// A customer of the firm's own ledger, to look at a text with.

import { get, post, Failure } from "./api.js";
import { card } from "./dialog.js";
import { h, later } from "./dom.js";
import { client, set, state } from "./state.js";
import { lang, t } from "./strings.js";

const PAUSE = 250; // milliseconds after the last key
const euro = (amount) => Number(amount).toLocaleString(lang === "en" ? "en-GB" : "nl-NL", { style: "currency", currency: "EUR" });

export function choose(desk) {
  const files = h("select", { name: "ledger", "aria-label": t("ledgerFile"), onchange: () => find() }, desk.ledgers.map((name) => h("option", { value: name }, name)));
  const seek = h("input", { type: "search", name: "sought", "aria-label": t("ledgerSeek"), placeholder: t("ledgerSeek"), autocomplete: "off", oninput: () => search() });
  const told = h("p", { class: "quiet", role: "status" }, t("loading"));
  const list = h("ol", {});
  const wrong = h("p", { class: "trouble", role: "alert", hidden: true });
  const fail = (error) => {
    if (!(error instanceof Failure)) throw error;
    if (error.superseded) return;
    told.textContent = "";
    wrong.textContent = [error.body.message, error.body.hint].filter(Boolean).join(". ");
    wrong.hidden = false;
  };
  const take = async (record) => {
    try {
      const { draft } = await post(`/api/ledger?lang=${state.lang}`, { template: state.template, sample: state.sample, file: files.value, id: record.id });
      made.close();
      set({ draft });
    } catch (error) {
      fail(error);
    }
  };
  const find = async () => {
    wrong.hidden = true;
    try {
      const query = new URLSearchParams({ file: files.value, sought: seek.value, client, lang: state.lang });
      const { records, count, problems } = await get(`/api/ledger?${query}`);
      told.textContent = [t("ledgerCount", records.length, count), problems ? t("ledgerProblems", problems) : ""].filter(Boolean).join(" ");
      list.replaceChildren(...records.map((record) => h("li", {}, h("button", { type: "button", class: "button plain", onclick: () => take(record) },
        h("strong", {}, record.name), h("small", {}, `${record.invoices.slice(0, 3).join(", ")}${record.invoices.length > 3 ? " …" : ""} · ${euro(record.total)}`)))));
    } catch (error) {
      list.replaceChildren();
      fail(error);
    }
  };
  const search = later(find, PAUSE);
  const made = card(t("ledgerTitle"), h("p", { class: "quiet" }, t("ledgerHelp")), h("div", { class: "field ledger" }, desk.ledgers.length > 1 ? files : "", seek), told, wrong, list);
  seek.focus();
  find();
}
