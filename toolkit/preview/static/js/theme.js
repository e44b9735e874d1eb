// Light or dark, as the writer wants it. The browser remembers.

import { h } from "./dom.js";
import { t } from "./strings.js";

const KEY = "tact-theme";
const SCHEMES = { auto: "light dark", light: "light", dark: "dark" };

const wanted = () => (localStorage.getItem(KEY) in SCHEMES ? localStorage.getItem(KEY) : "auto");
const wear = () => { document.documentElement.style.colorScheme = SCHEMES[wanted()]; };

wear();

/** The list to choose from. */
export function themes() {
  const choose = (event) => {
    localStorage.setItem(KEY, event.target.value);
    wear();
  };
  return h("select", { name: "theme", "aria-label": t("theme"), onchange: choose },
    Object.keys(SCHEMES).map((name) => h("option", { value: name, selected: name === wanted() }, t(`theme_${name}`))));
}
