// The side: findings, readability, and whether everything is in it.

import { get, post, Failure } from "./api.js";
import { byId, h, units } from "./dom.js";
import { query, state } from "./state.js";
import { both, t } from "./strings.js";
import { listing } from "./wordlist.js";

const PAUSE = 700; // milliseconds: the other samples can wait until the writer stops typing
const ORDER = { error: 0, warning: 1, hint: 2 };

export class Review {
  constructor(desk) {
    this.desk = desk;
    this.here = [];
    this.everywhere = [];
    this.chosen = "";
    this.findings = h("section", { "aria-labelledby": "findings-title" });
    this.findings.append(title("findings"), h("p", { class: "quiet" }, t("checking")));
    this.measures = h("section", { "aria-labelledby": "measures-title" });
    this.facts = h("section", { "aria-labelledby": "facts-title" });
  }

  attach() {
    byId("panel").replaceChildren(...(state.panel === "facts" ? [this.facts] : [this.findings, this.measures]));
  }

  /** Ask for the findings of this sample, then for those of all samples, and for the measures. */
  async show() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const wanted = () => turn === this.turn;
    try {
      const made = await get(`/api/findings?${query()}`);
      if (!wanted()) return;
      this.here = made.findings;
      this.draw();
      this.desk.marked(this.here);
      this.desk.shown("findings", turn);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (wanted() && !error.superseded) this.fail(error);
      return;
    }
    this.showReading(wanted);
    await new Promise((done) => setTimeout(done, PAUSE));
    if (!wanted()) return;
    const whole = await get(`/api/findings?${query({ scope: "all" })}`).catch(() => null);
    if (!whole || !wanted()) return;
    const seen = new Set(this.here.map(key));
    this.everywhere = whole.findings.filter((finding) => !seen.has(key(finding)));
    this.draw();
  }

  fail(error) {
    this.findings.replaceChildren(title("findings"), h("p", { class: "quiet" }, error.body.message));
  }

  async showReading(wanted) {
    const reading = await get(`/api/reading?${query()}`).catch(() => null);
    if (!reading || !wanted()) return;
    this.drawMeasures(reading);
    this.drawFacts(reading.facts);
  }

  /** The findings of this sample, the worst first. */
  get sorted() {
    return [...this.here].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  }

  draw() {
    const { sorted } = this;
    this.desk.side.count("", sorted.length ? String(sorted.length) : "");
    const writing = this.findings.querySelector(".more:has(details[open])"); // what a writer is filling in
    const focused = writing?.contains(document.activeElement) ? document.activeElement : null;
    const other = [...this.everywhere].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
    this.findings.replaceChildren(
      title("findings", this.here.length ? String(this.here.length) : ""),
      sorted.length ? h("ul", {}, sorted.map((finding) => this.card(finding))) : h("p", { class: "clean" }, t("noFindings")),
      ...(other.length ? [h("details", {}, h("summary", { class: "quiet" }, `${t("elsewhere")} (${other.length})`), h("ul", {}, other.map((finding) => this.card(finding))))] : []));
    if (writing?.dataset.of !== this.chosen) return;
    this.findings.querySelector(".finding.chosen .more")?.replaceWith(writing);
    focused?.focus();
  }

  /** Go to the next finding, or with -1 to the one before. */
  step(by) {
    const { sorted } = this;
    if (!sorted.length) return;
    const at = sorted.findIndex((finding) => key(finding) === this.chosen);
    this.take(sorted[at < 0 ? (by > 0 ? 0 : sorted.length - 1) : (at + by + sorted.length) % sorted.length]);
    byId("panel").querySelector(".finding.chosen")?.scrollIntoView({ block: "nearest" });
  }

  take(finding) {
    this.chosen = key(finding);
    this.draw();
    this.desk.choose(finding);
  }

  card(finding) {
    const chosen = key(finding) === this.chosen;
    const choose = () => {
      this.take(finding);
      byId("panel").querySelector(".finding.chosen > button")?.focus({ preventScroll: true });
    };
    const more = chosen && h("div", { class: "more", data: { of: key(finding) } },
      finding.value && h("p", {}, t("fromValue")),
      finding.why && h("p", {}, h("strong", {}, `${t("why")}: `), both(finding.why)),
      finding.advice && h("p", {}, h("strong", {}, `${t("advice")}: `), both(finding.advice)),
      !finding.value && this.leaving(finding), !finding.value && listing(finding, this.desk));
    const name = finding.name.split("/").at(-1);
    return h("li", { class: `finding ${finding.severity}${chosen ? " chosen" : ""}` },
      h("button", { type: "button", "aria-expanded": chosen, onclick: choose },
        h("span", { class: "kind" }, h("span", {}, t(finding.severity)), h("span", {}, t("place", name, finding.line))),
        h("span", { class: "words" }, both(finding.message))),
      more || "",
      !finding.value && finding.suggestions.length
        ? h("div", { class: "chips" }, finding.suggestions.slice(0, 3).map((text) =>
          h("button", { type: "button", class: "button small", onclick: () => this.apply(finding, text) }, t("apply", text || t("remove")))))
        : "");
  }

  /** Put a suggestion in the file, where the words still are what they were. */
  async apply(finding, text) {
    try {
      await this.desk.panes.source?.write();
      const file = await get(`/api/source/${finding.file}`);
      const [start, end] = [units(file.text, finding.start), units(file.text, finding.end)];
      if (file.text.slice(start, end) !== finding.excerpt) {
        this.desk.note(t("cannotApply"));
        this.desk.choose(finding);
        return;
      }
      const changed = file.text.slice(0, start) + text + file.text.slice(end);
      const saved = await post(`/api/source/${finding.file}`, { text: changed, digest: file.digest });
      this.desk.note(t("applied", text || t("remove")), t("undo"), () => this.undo(finding.file, saved.digest));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.desk.note(error.body.message);
    }
  }

  /** What lets a writer leave a finding as it is: with a reason, which is kept beside the words. */
  leaving(finding) {
    const why = h("input", { name: "why", placeholder: t("leaveWhy"), "aria-label": t("leaveWhy"), autocomplete: "off", required: true });
    const leave = (event) => {
      event.preventDefault();
      this.leave(finding, why.value);
    };
    return h("details", {}, h("summary", {}, t("leave")), h("form", { class: "field", onsubmit: leave }, why, h("button", { class: "button small" }, t("leaveDo"))));
  }

  async leave(finding, why) {
    try {
      await this.desk.panes.source?.write();
      const file = await get(`/api/source/${finding.file}`);
      const saved = await post(`/api/source/${finding.file}/leave`, { digest: file.digest, rule: finding.rule, start: finding.start, excerpt: finding.excerpt, why });
      this.desk.note(t("left"), t("undo"), () => this.undo(finding.file, saved.digest));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.desk.note(error.body.message);
    }
  }

  async undo(file, digest) {
    try {
      await post(`/api/source/${file}/undo`, { digest });
      this.desk.note(t("undone"));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.desk.note(error.body.message);
    }
  }

  drawMeasures({ measures, targets }) {
    const channels = Object.keys(measures);
    const rows = ["words", "words_per_sentence", "effort", "flesch_douma", "lix"].map((name) => {
      const target = targets[name];
      const aim = target ? (target.most !== undefined ? t("most", target.most) : t("least", target.least)) : "";
      const help = { effort: aim ? `${aim}, ${t("lower")}` : t("lower"), flesch_douma: aim ? `${aim}, ${t("higher")}` : t("higher"), lix: t("lower") }[name] ?? aim;
      const cells = channels.map((channel) => {
        const value = measures[channel][name];
        const met = !target || (target.most !== undefined ? value <= target.most : value >= target.least);
        return h("td", { class: target ? (met ? "met" : "missed") : "" }, String(value).replace(".", state.lang === "en" ? "." : ","));
      });
      return h("tr", {}, h("th", { scope: "row" }, t(name), help && h("small", {}, help)), cells);
    });
    this.measures.replaceChildren(title("measures"),
      h("table", { class: "measures" },
        h("thead", {}, h("tr", {}, h("td"), channels.map((channel) => h("th", { scope: "col" }, t(channel))))),
        h("tbody", {}, rows)));
  }

  drawFacts(facts) {
    const missing = (fact) => Object.keys(fact.told).filter((channel) => fact.told[channel] === false);
    const lacking = facts.filter((fact) => missing(fact).length).length;
    const told = facts.filter((fact) => !fact.unseen).length - lacking;
    this.desk.side.count("facts", lacking ? String(lacking) : "");
    if (!facts.length) return this.facts.replaceChildren();
    return this.facts.replaceChildren(title("facts", t("factsCount", told, facts.length)),
      h("ul", { class: "facts" }, facts.map((fact) => {
        const lacks = missing(fact);
        return h("li", { class: lacks.length ? "missing" : fact.unseen ? "unseen" : "told" },
          h("span", { class: "sign", "aria-hidden": "true" }, lacks.length ? "✗" : fact.unseen ? "–" : "✓"),
          h("span", {}, state.lang === "en" ? fact.en : fact.nl,
            fact.value && h("span", { class: "value" }, fact.value),
            fact.unseen && h("span", { class: "lacks" }, t("unseen")),
            lacks.length > 0 && h("span", { class: "lacks" }, t("lacks", lacks.map((name) => t(name).toLowerCase()).join(", ")))));
      })));
  }
}

const key = (finding) => [finding.rule, finding.file, finding.start, finding.end].join(":");

function title(name, more = "") {
  return h("h2", { id: `${name}-title` }, t(name), more && h("small", {}, more));
}
