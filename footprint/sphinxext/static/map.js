// A map in its frame. Loaded after Leaflet and before what draws the map.
"use strict";
let drawn = false;
const tell = (what) => { if (parent !== window) parent.postMessage(what, "*"); };
// The page around it tells its theme; told that the map is drawn, it takes the picture in its place away.
addEventListener("message", (event) => {
  if (event.source !== parent || !event.data.theme) return;
  document.documentElement.dataset.theme = event.data.theme;
  if (drawn) tell("drawn");
});
tell("which theme?");
addEventListener("load", () => {
  const paths = document.querySelectorAll("path.leaflet-interactive");
  // Leaflet makes every country of the world a stop of the Tab key. Places and buttons stay stops.
  paths.forEach((path) => path.setAttribute("tabindex", "-1"));
  drawn = paths.length > 0;
  if (drawn) tell("drawn");
});

// A mark has the picture that it is given; Leaflet would load its own for each before.
L.Marker.mergeOptions({ icon: L.divIcon() });

// One finger goes on along the page, two move and zoom the map; a mouse draws it.
L.Map.addInitHook(function () {
  const follow = (event) => this.dragging[event.pointerType === "touch" ? "disable" : "enable"]();
  this.getContainer().addEventListener("pointerdown", follow, true);
});

// A tooltip stays inside the map, however long its words and narrow the map.
const place = L.Tooltip.prototype._setPosition;
L.Tooltip.include({ _setPosition(at) {
  place.call(this, at);
  const box = this._container, room = this._map.getContainer().getBoundingClientRect(), now = box.getBoundingClientRect();
  const off = (start, end, low, high) => Math.max(low + 4 - start, Math.min(0, high - 4 - end));
  const shift = L.point(off(now.left, now.right, room.left, room.right), off(now.top, now.bottom, room.top, room.bottom));
  L.DomUtil.setPosition(box, L.DomUtil.getPosition(box).add(shift));
} });
