// A channel without a view of its own: its file, to open.

import { h } from "./dom.js";
import { Panel } from "./panel.js";
import { query } from "./state.js";
import { t } from "./strings.js";

export class Plain extends Panel {
  show() {
    const file = h("a", { class: "button", href: `/file/${this.channel}?${query()}` }, t("download"));
    this.content.replaceChildren(file);
    this.desk.shown(this.channel, file.href);
  }

  mark(findings) {
    this.findings = findings;
  }

  glow() {
    return false;
  }
}
