"use strict";
// Remarks on sentences, and agreement; saved as a file of the reader's own. Nothing is sent anywhere.
(() => {
  const KEY = `leesronde ${document.body.dataset.made}`;
  const who = document.querySelector("#who");
  const remarks = new Map(); // by sentence
  let saved = true;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const sentences = [...document.querySelectorAll(".sentence")];
  const agreed = () => [...document.querySelectorAll("[name=agree]:checked")].map((box) => box.closest("section").dataset.template);

  const told = () => {
    const count = [...remarks.values()].filter((text) => text.trim()).length;
    const n = agreed().length;
    document.querySelector("#count").textContent = `${count} ${count === 1 ? "opmerking" : "opmerkingen"}, ${n} × akkoord${saved || !(count + n) ? "" : ", nog niet bewaard"}`;
  };

  const keep = () => {
    saved = false;
    told();
    try {
      const held = [...remarks].map(([sentence, text]) => [sentences.indexOf(sentence), text]);
      localStorage.setItem(KEY, JSON.stringify({ who: who.who.value, held, agreed: agreed() }));
    } catch { /* a browser that keeps nothing: the file is what counts */ }
  };

  const open = (sentence, focus = true) => {
    const line = sentence.parentElement;
    let box = [...line.parentElement.querySelectorAll(".remark")].find((each) => each.sentence === sentence);
    if (!box) {
      const area = make("textarea", { value: remarks.get(sentence) ?? "", maxLength: 2000 });
      area.setAttribute("aria-label", `Opmerking bij: ${sentence.textContent}`);
      area.addEventListener("input", () => {
        remarks.set(sentence, area.value);
        sentence.classList.toggle("noted", Boolean(area.value.trim()));
        keep();
      });
      const away = make("button", { type: "button", textContent: "Haal weg" });
      away.addEventListener("click", () => {
        remarks.delete(sentence);
        sentence.classList.remove("noted");
        box.remove();
        keep();
        sentence.focus();
      });
      area.addEventListener("keydown", (event) => event.key === "Escape" && sentence.focus());
      box = make("div", { className: "remark" }, make("small", { textContent: `“${sentence.textContent}”` }), area, make("div", {}, away));
      box.sentence = sentence;
      line.after(box);
    }
    sentence.classList.toggle("noted", Boolean((remarks.get(sentence) ?? "").trim()));
    if (focus) box.querySelector("textarea").focus();
  };

  for (const sentence of sentences) {
    sentence.tabIndex = 0;
    sentence.setAttribute("role", "button");
    sentence.addEventListener("click", () => open(sentence));
    sentence.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(sentence);
    });
  }
  for (const box of document.querySelectorAll("[name=agree]")) box.addEventListener("change", keep);

  who.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = who.who.value.trim();
    const told_ = [...remarks].filter(([, text]) => text.trim()).map(([sentence, text]) => {
      const { file, start, end, source } = sentence.dataset;
      return {
        template: sentence.closest("section").dataset.template, sample: sentence.closest("article").dataset.sample,
        channel: sentence.closest(".channel").dataset.channel, file, start: Number(start), end: Number(end), source,
        quote: sentence.textContent, text: text.trim(),
      };
    });
    const made = { kind: "tact-remarks", version: 1, round: document.body.dataset.made, who: name, when: new Date().toISOString(), remarks: told_, agreed: agreed() };
    const link = make("a", {
      href: URL.createObjectURL(new Blob([JSON.stringify(made, null, 1)], { type: "application/json" })),
      download: `opmerkingen-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-") || "lezer"}.json`,
    });
    link.click();
    saved = true;
    told();
  });

  try {
    const held = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    who.who.value = held.who ?? "";
    for (const [at, text] of held.held ?? []) if (sentences[at]) { remarks.set(sentences[at], text); open(sentences[at], false); }
    for (const name of held.agreed ?? []) { const box = document.querySelector(`[data-template="${CSS.escape(name)}"] [name=agree]`); if (box) box.checked = true; }
    saved = !remarks.size;
  } catch { /* nothing was kept */ }
  addEventListener("beforeunload", (event) => { if (!saved && remarks.size) event.preventDefault(); });
  told();
})();
