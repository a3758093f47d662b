// The theme of the page around a map, as that page tells it.
"use strict";
addEventListener("message", (event) => {
  if (event.source === parent && event.data.theme) document.documentElement.dataset.theme = event.data.theme;
});
if (parent !== window) parent.postMessage("which theme?", "*");
