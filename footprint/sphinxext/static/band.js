/* A verdict card's slider: moves the band of a claim and shows the verdicts that the book computed for each of its places. */
"use strict";

function digits(value) {
  return String(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3))).replace("-", "−");
}

function show(box, data, input) {
  const place = Number(input.value);
  const edges = data.says.replace(/\{(from|below)\}/g, (_, end) => digits(data[end] * place / 100));
  box.querySelector(".edges").textContent = edges;
  input.setAttribute("aria-valuetext", edges);
  for (const shown of box.querySelectorAll("[data-moment]")) {
    const [, name, words, side] = data[shown.dataset.moment].findLast(([from]) => from <= place);
    const [badge, aside] = shown.children;
    // Written only where it changes: each writing is read aloud.
    if (badge.textContent !== words) {
      badge.textContent = words;
      badge.className = "verdict " + name;
    }
    if (aside.textContent !== side) aside.textContent = side;
  }
}

for (const box of document.querySelectorAll(".band")) {
  const data = JSON.parse(box.dataset.band);
  const input = box.querySelector("input");
  input.addEventListener("input", () => show(box, data, input));
  box.querySelector("button").addEventListener("click", () => {
    input.value = input.defaultValue;
    show(box, data, input);
  });
  // A browser may bring back where the slider stood before.
  show(box, data, input);
  box.hidden = false;
}
