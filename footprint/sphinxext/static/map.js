// A map in its frame: the theme of the page around it, as that page tells it, and few stops for the Tab key.
"use strict";
addEventListener("message", (event) => {
  if (event.source === parent && event.data.theme) document.documentElement.dataset.theme = event.data.theme;
});
if (parent !== window) parent.postMessage("which theme?", "*");

// Leaflet makes every country of the world a stop. What they say stands in the table beside the map; places and buttons stay stops.
addEventListener("load", () => document.querySelectorAll("path.leaflet-interactive").forEach((path) => path.setAttribute("tabindex", "-1")));
