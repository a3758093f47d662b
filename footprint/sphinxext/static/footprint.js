// What the pages of the book do beyond showing themselves. Every page is whole without it.
"use strict";

// A map is a page in a frame and cannot see which theme the reader chose: it asks, and is told of each change. It tells when it is drawn.
const frames = () => [...document.querySelectorAll(".map iframe")];
const tellTheme = (frame) => frame.postMessage({ theme: document.documentElement.dataset.theme }, "*");
const tellAll = () => frames().forEach((frame) => tellTheme(frame.contentWindow));
addEventListener("message", (event) => {
  if (event.data === "which theme?") tellTheme(event.source);
  if (event.data === "drawn") frames().find((frame) => frame.contentWindow === event.source)?.parentElement.classList.add("drawn");
});
new MutationObserver(tellAll).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
// A map may have been drawn before this was loaded.
tellAll();

// The theme's buttons, without code inside the page.
const actions = { print: () => print(), fullscreen: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen() };
addEventListener("click", (event) => { actions[event.target.closest("[data-action]")?.dataset.action]?.(); });

// Paper is white: what is printed in the dark theme is printed in the light one.
const root = document.documentElement;
let themeOnScreen;
addEventListener("beforeprint", () => { themeOnScreen ??= root.dataset.theme; root.dataset.theme = "light"; });
addEventListener("afterprint", () => { root.dataset.theme = themeOnScreen; themeOnScreen = undefined; });

// The switch for code stays as its reader left it, on every page.
const code = document.getElementById("show-code");
if (code) {
  try { code.checked = localStorage.getItem("code") === "shown"; } catch { /* no memory, then */ }
  code.addEventListener("change", () => { try { localStorage.setItem("code", code.checked ? "shown" : "hidden"); } catch { /* likewise */ } });
}
// A “#” goes to its place and copies its address, a button the text before it. Where a browser does not let it, the text is marked.
addEventListener("click", async (event) => {
  const at = event.target.closest("a.permalink, [data-action=copy]");
  if (!at) return;
  const told = document.createElement("span");
  told.className = "copied";
  told.setAttribute("role", "status");
  at.after(told);
  try {
    await navigator.clipboard.writeText(at.href ?? at.previousElementSibling.textContent);
    told.textContent = "Copied";
  } catch {
    if (!at.href) getSelection().selectAllChildren(at.previousElementSibling);
  }
  setTimeout(() => told.remove(), 2000);
});

// A finger cannot point: the first tap on a word of the glossary shows what it means, the second goes there.
addEventListener("click", (event) => {
  const term = event.target.closest("a.term");
  if (term && matchMedia("(hover: none)").matches && term.dataset.shown === undefined) {
    event.preventDefault();
    term.focus();
    term.dataset.shown = "";
    term.addEventListener("blur", () => delete term.dataset.shown, { once: true });
  }
});

// The button of a card that asks the World Bank is for readers with scripts. What it takes is loaded by the first click.
const beside = document.currentScript.src;
let asking;
const toAsk = () => asking ??= new Promise((onload) => document.head.append(Object.assign(document.createElement("script"), { src: new URL("ask.js", beside), onload })));
for (const box of document.querySelectorAll(".ask")) box.hidden = false;
addEventListener("click", async (event) => {
  const box = event.target.closest(".ask button")?.parentElement;
  if (!box) return;
  await toAsk();
  askNow(box);
});
