"use strict";
// Show the samples that have all the words that are sought.
(() => {
  const sought = document.querySelector("#sought");
  const told = document.querySelector("#told");
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const cards = [...document.querySelectorAll("[data-words]")].map((card) => [card, plain(card.dataset.words)]);
  sought.addEventListener("input", () => {
    const words = plain(sought.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [card, text] of cards) {
      card.hidden = !words.every((word) => text.includes(word));
      if (!card.hidden) count += 1;
    }
    for (const group of document.querySelectorAll(".index section")) group.hidden = !group.querySelector("[data-words]:not([hidden])");
    told.textContent = words.length ? `${count} gevonden` : "";
  });
})();
