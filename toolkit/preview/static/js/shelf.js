// The texts as a whole: a new one, a copy, another title, away and back.

import { post } from "./api.js";
import { ask } from "./dialog.js";
import { h } from "./dom.js";
import { state } from "./state.js";
import { t } from "./strings.js";

/** Make a new text: a plain one, or a copy of the one on the screen. */
export function create(desk, like) {
  const title = like ? t("copyOf", like.title) : "";
  const fromWord = async () => {
    made.close();
    (await import("./bring.js")).bring(desk);
  };
  const made = ask(t(like ? "copyText" : "newText"), t("textTitle"), title, t("make"), async (value) => {
    const { template } = await post(`/api/templates?lang=${state.lang}`, { title: value, like: like?.name ?? "" });
    await desk.come(template);
  }, h("p", { class: "quiet" }, t(like ? "copyHelp" : "newHelp")),
    like ? "" : h("button", { type: "button", class: "button", onclick: fromWord }, t("bringLetterMore")));
}

export function rename(desk, template) {
  ask(t("renameText"), t("textTitle"), template.title, t("renameDo"), async (value) => {
    await post(`/api/templates/${template.name}/title?lang=${state.lang}`, { title: value });
    await desk.come(template.name);
  });
}

export async function putAway(desk, template) {
  try {
    const { kept, again } = await post(`/api/templates/${template.name}/away?lang=${state.lang}`, {});
    await desk.come("");
    desk.note(t(again ? "awayAgain" : "away", template.title), t("undo"), async () => {
      await desk.come((await post(`/api/archive/${kept}/back?lang=${state.lang}`, {})).template);
    });
  } catch (error) {
    if (!error.body) throw error;
    desk.note([error.body.message, error.body.hint].filter(Boolean).join(". "));
  }
}
