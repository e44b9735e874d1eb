// Earlier texts of a file: when they were kept, what is different now, and the way back.

import { get, post, Failure } from "./api.js";
import { card } from "./dialog.js";
import { h } from "./dom.js";
import { lang, t } from "./strings.js";

const when = (text) => new Date(text).toLocaleString(lang === "en" ? "en-GB" : "nl-NL", { dateStyle: "medium", timeStyle: "short" });

/** Show the versions of the file that a source pane holds. */
export async function show(pane) {
  const { id } = pane.file;
  const { versions } = await get(`/api/source/${id}/versions`);
  const beside = h("div", { class: "beside" }, h("p", { class: "quiet" }, t(versions.length ? "versionsHelp" : "noVersions")));
  const row = (version) => h("li", {}, h("button", { type: "button", class: "button plain", onclick: (event) => look(version, event.currentTarget) },
    h("strong", {}, version.called || when(version.when)), version.called ? h("small", {}, when(version.when)) : ""));
  const look = async (version, button) => {
    const { text, pieces } = await get(`/api/source/${id}/versions/${version.id}`);
    for (const each of made.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    beside.replaceChildren(
      h("p", { class: "quiet" }, pieces.every(([how]) => how === "=") ? t("same") : t("versionDiff")),
      h("div", { class: "diff", tabIndex: 0 }, pieces.map(([how, words]) => (how === "=" ? words : h(how === "+" ? "ins" : "del", {}, words)))),
      h("button", { type: "button", class: "button main", onclick: () => back(text) }, t("versionBack")));
    beside.querySelector("ins, del")?.scrollIntoView({ block: "center" });
  };
  const back = async (text) => {
    await pane.put(text);
    made.close();
  };
  const keep = async (event) => {
    event.preventDefault();
    const { value } = event.target.elements.called;
    await pane.write();
    try {
      await post(`/api/source/${id}/versions`, { digest: pane.file.digest, called: value });
      made.close();
      pane.desk.note(t("versionKept", value));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      pane.desk.note(error.body.message);
    }
  };
  const made = card(t("versions"),
    h("form", { class: "foot", onsubmit: keep }, h("label", { class: "field" }, h("span", {}, t("versionName")), h("input", { name: "called", autocomplete: "off", required: true })), h("button", { class: "button" }, t("versionKeep"))),
    h("div", { class: "sides" }, h("ol", {}, versions.map(row)), beside));
  made.classList.add("large");
}
