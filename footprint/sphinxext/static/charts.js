/* The values of a chart: where a pointer is, where a finger taps, and by arrow keys. They are read from the table folded below it. */
"use strict";

const CHART = "[data-x], [data-y]";

/* The points of a drawing: how far along it each lies, in its own units, and its row of the table. */
function pointsOf(drawing, rows) {
  const [start, length, ...rest] = (drawing.dataset.x || drawing.dataset.y).split(" ").map(Number);
  if (drawing.dataset.y) return rows.map((row, at) => ({ row, from: start + (rest[at - 1] || 0), to: start + rest[at] }));
  const [first, last] = rest;
  const place = (year) => start + (year - first) / (last - first || 1) * length;
  return rows.map((row) => ({ row, from: place(Number(row[0])), to: place(Number(row[0])) })).sort((one, other) => one.from - other.from);
}

function follow(box) {
  const figure = box.closest("figure"), table = figure && figure.querySelector("details table");
  if (!table || !box.querySelector(CHART)) return;
  const text = (row) => [...row.cells].map((cell) => cell.textContent.trim());
  const heads = text(table.tHead.rows[0]), rows = [...table.tBodies[0].rows].map(text);
  const tip = document.createElement("div"), guide = document.createElement("div");
  tip.className = "tip";
  guide.className = "guide";
  for (const element of [guide, tip]) element.hidden = true;
  box.after(guide, tip);
  box.tabIndex = 0;
  box.setAttribute("aria-roledescription", "chart, read by arrow keys");
  let shown = null;

  const drawing = () => [...box.querySelectorAll(CHART)].find((one) => one.getBoundingClientRect().width);
  const hide = () => { tip.hidden = guide.hidden = true; shown = null; };

  function show(at, spoken) {
    const picture = drawing(), points = pointsOf(picture, rows), upright = Boolean(picture.dataset.x);
    shown = Math.max(0, Math.min(points.length - 1, at));
    const { row, from, to } = points[shown];
    const lines = row.slice(1).map((value, column) => [heads[column + 1], value]).filter(([, value]) => value && value !== "no data");
    tip.setAttribute("aria-live", spoken ? "polite" : "off");
    const name = document.createElement("strong");
    name.textContent = row[0];
    tip.replaceChildren(name, ...lines.map(([head, value]) => {
      const line = document.createElement("span");
      line.textContent = ` ${lines.length > 1 ? `${head}: ` : ""}${value}`;
      return line;
    }));
    tip.hidden = guide.hidden = false;
    const frame = picture.getBoundingClientRect(), home = figure.getBoundingClientRect(), scale = frame.width / picture.viewBox.baseVal.width;
    const left = frame.left - home.left, top = frame.top - home.top;
    const x = left + (upright ? from * scale : 0), y = top + (upright ? 0 : from * scale);
    Object.assign(guide.style, { left: `${x}px`, top: `${y}px`, width: upright ? "1px" : `${frame.width}px`, height: upright ? `${frame.height}px` : `${(to - from) * scale}px` });
    const beside = upright ? x + 12 : left + frame.width / 2;
    const fits = beside + tip.offsetWidth <= home.width ? beside : Math.max(0, Math.min(x - 12, home.width) - tip.offsetWidth);
    Object.assign(tip.style, { left: `${fits}px`, top: `${upright ? top + 4 : y + (to - from) * scale + 2}px` });
  }

  function point(event) {
    const picture = drawing(), frame = picture.getBoundingClientRect(), scale = frame.width / picture.viewBox.baseVal.width;
    const at = picture.dataset.x ? (event.clientX - frame.left) / scale : (event.clientY - frame.top) / scale;
    const away = pointsOf(picture, rows).map(({ from, to }) => Math.abs((from + to) / 2 - at));
    show(away.indexOf(Math.min(...away)), false);
  }

  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  box.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") point(event); });
  box.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse" && document.activeElement !== box) hide(); });
  box.addEventListener("click", point);
  box.addEventListener("focus", () => { if (box.matches(":focus-visible")) show(drawing().dataset.x ? Infinity : 0, true); });
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    if (!(event.key in steps)) return;
    event.preventDefault();
    show(shown === null ? 0 : shown + steps[event.key], true);
  });
}

document.querySelectorAll(".chart").forEach(follow);
