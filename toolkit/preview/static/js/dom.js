// Small helpers to make and change elements.

/** Make an element: properties, `on…` listeners, `data`, `aria-…`; children are elements, texts or nothing. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "style") Object.assign(element.style, value);
    else if (key === "class") element.className = value;
    else if (key.includes("-") || key === "for" || key === "role") element.setAttribute(key, String(value));
    else element[key] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Run `act` once nothing asked for it any more during `wait` milliseconds. */
export function later(act, wait) {
  let timer = 0;
  const run = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait, ...values);
  };
  run.cancel = () => clearTimeout(timer);
  return run;
}

/** Scroll what an element holds, and nothing around it, until a box on the screen is in sight. */
export function reveal(scroller, box) {
  if (!box) return;
  const seen = scroller.getBoundingClientRect();
  const over = box.top < seen.top ? box.top - seen.top - 40 : box.bottom > seen.bottom ? box.bottom - seen.bottom + 40 : 0;
  if (over) scroller.scrollBy(0, over);
}

/** A row of buttons of which one is chosen. */
export function choice(label, options, current, choose, small = false) {
  const buttons = options.map(([value, text]) =>
    h("button", { type: "button", data: { value }, "aria-pressed": value === current, onclick: () => choose(value) }, text));
  return h("div", { class: small ? "choice small" : "choice", role: "group", "aria-label": label }, buttons);
}

/** A labelled list to choose from. */
export function pick(label, options, current, choose, name) {
  const id = `pick-${name}`;
  const list = h("select", { id, name, onchange: (event) => choose(event.target.value) },
    options.map(([value, text]) => h("option", { value, selected: value === current }, text)));
  return h("span", { class: "pick" }, h("label", { for: id }, label), list);
}

/** Turn an offset in characters (as Python counts) into one in UTF-16 units (as JavaScript does), and back. */
export function units(text, characters) {
  if (!/[\ud800-\udbff]/.test(text)) return characters;
  let at = 0;
  for (let seen = 0; seen < characters && at < text.length; seen += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}
