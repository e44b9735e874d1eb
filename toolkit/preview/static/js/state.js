// What is chosen. It all stands in the address, so that a view can be kept, shared and gone back to.

const DEFAULTS = {
  template: "", sample: "", view: "desk", channel: "all", language: "nl", country: "", style: "", draft: "",
  width: "600", light: "light", part: "html", zoom: "fit", file: "", at: "", panel: "", lang: "nl",
};
const listeners = new Set();

export const client = crypto.randomUUID();
export const state = read();

function read() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(Object.entries(DEFAULTS).map(([key, value]) => [key, query.get(key) ?? value]));
}

/** The address of the present state with some of it changed. */
export function address(changes = {}) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...state, ...changes })) if (value !== DEFAULTS[key]) query.set(key, value);
  const text = query.toString();
  return text ? `/?${text}` : "/";
}

/** Change the state; listeners hear which keys changed. `quiet` leaves no step to go back to. */
export function set(changes, { quiet = false } = {}) {
  const changed = Object.keys(changes).filter((key) => state[key] !== changes[key]);
  if (!changed.length) return;
  const target = address(changes);
  Object.assign(state, changes);
  history[quiet ? "replaceState" : "pushState"](null, "", target);
  for (const listener of listeners) listener(new Set(changed));
}

export const onChange = (listener) => listeners.add(listener);

addEventListener("popstate", () => {
  const now = read();
  const changed = new Set(Object.keys(now).filter((key) => state[key] !== now[key]));
  Object.assign(state, now);
  if (changed.size) for (const listener of listeners) listener(changed);
});

/** What the server needs to know of the choice. */
export function query(more = {}) {
  const { template, sample, language, country, style, draft, lang } = state;
  const all = { template, sample, language, country, style, draft, lang, client, ...more };
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value !== "")).toString();
}
