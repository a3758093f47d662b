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

// From disk no page may read another, so the search lists pages without an excerpt.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

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
