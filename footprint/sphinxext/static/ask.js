/* The button of a verdict card: asks the World Bank for the one series that its claim was judged by, checks the answer, and says what
   today's figure would mean. Loaded by its first click; what the service sends is shown as text; the card itself stays. */
"use strict";

const DEADLINE = 10; // seconds from the click to the last byte
const LARGEST = 2 ** 18; // bytes; an answer has a few thousand
const LONGEST = 200; // characters of the service's own words
const AS_TIMES = 1.1; // factors under it are printed in per cent, as in footprint.words.numbers
const MOST_PLACES = 12;

/* What is odd about an answer, as a clause. */
class Odd extends Error {}

const insist = (sound, what) => { if (!sound) throw new Odd(what); };
const plainWords = (text) => String(text).slice(0, 1000).replace(/[\p{C}\p{Z}\s]+/gu, " ").trim().slice(0, LONGEST);
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const inWords = (day) => new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const isCount = (value, number) => /^\d{1,9}$/.test(String(value)) && Number(value) === number;

/* The text of a response, if it is not too long. */
async function textOf(response) {
  insist(response.status === 200, `the service answered ${response.status}`);
  const reader = response.body.getReader(), decoder = new TextDecoder();
  let text = "", size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    size += piece.value.length;
    insist(size <= LARGEST, "the service sent far more than was asked for");
    text += decoder.decode(piece.value, { stream: true });
  }
  return text + decoder.decode();
}

/* The text under an address within the deadline; what hinders it is said. */
async function received(address) {
  const control = new AbortController(), signal = control.signal;
  const timer = setTimeout(() => control.abort(), DEADLINE * 1000);
  let hindered = "no answer could be read: the service is away, or does not let other pages read what it says (browsers do not tell which)";
  try {
    const response = await fetch(address, { signal, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
    hindered = "the answer of the service broke off";
    return await textOf(response);
  } catch (error) {
    if (error instanceof Odd) throw error;
    throw new Odd(signal.aborted ? `the service had not answered in full after ${DEADLINE} seconds` : hindered);
  } finally {
    clearTimeout(timer);
    control.abort();
  }
}

/* The rows of an answer, whose header must be that of one whole page of today's release. */
function rowsOf(text, data) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new Odd("the service sent something else than data");
  }
  const message = answer?.[0]?.message;
  insist(!Array.isArray(message), `the service says “${plainWords(message?.[0]?.value)}”`);
  const [head, rows] = Array.isArray(answer) && answer.length === 2 ? answer : [];
  insist(head && typeof head === "object", "the service answered in an unknown form");
  insist(Array.isArray(rows) && rows.length, "the service sent no figure");
  insist(isCount(head.page, 1) && isCount(head.pages, 1) && isCount(head.total, rows.length), "the service sent a part of its rows only");
  insist(String(head.sourceid ?? data.source) === String(data.source), "the service answered from another database");
  const day = String(head.lastupdated), tomorrow = new Date(Date.now() + 864e5).toISOString();
  insist(isDay(day), "the service names no day of its release");
  insist(day <= tomorrow, `the service's release, ${inWords(day)}, lies in the future`);
  insist(day >= data.release, `the service's release, ${inWords(day)}, is older than the one that is shown here`);
  return { rows, day };
}

/* A row as economy, year and figure, no figure where there is none; it must be of what was asked for. */
function read(row, data, last) {
  const place = String(row.countryiso3code || row.country.id), year = String(row.date), value = row.value;
  insist(Object.hasOwn(data.known, place), `the service sent figures of “${plainWords(place)}”, which was not asked for`);
  insist(String(row.indicator.id).toUpperCase() === data.series.toUpperCase(), "the service sent figures of another series");
  const name = String(row.indicator.value), unit = /\(([^()]*)\)\s*$/.exec(name)?.[1].trim() ?? "";
  insist(unit === data.unit, `the series is now called “${plainWords(name)}”, which is not in ${data.unit}`);
  insist(/^\d{4}$/.test(year) && Number(year) <= last, `the service sent a figure of “${plainWords(year)}”`);
  // Forecasts are no observations, and some noughts stand for what is missing.
  const none = value === null || row.obs_status === "F" || (value === 0 && !data.zeros) || data.left[place]?.includes(Number(year));
  insist(none || Number.isFinite(value), `the service sent “${plainWords(value)}” as a figure`);
  return { place, year: Number(year), value: none ? null : value };
}

/* The figures by economy and year, each once. */
function figuresOf(rows, data, last) {
  const seen = new Set(), found = {};
  for (const place of Object.keys(data.known)) found[place] = {};
  for (const row of rows) {
    insist(row && typeof row === "object" && row.indicator && (row.countryiso3code || row.country), "the service sent rows in an unknown form");
    const { place, year, value } = read(row, data, last), slot = `${place} ${year}`;
    insist(!seen.has(slot), `the service sent two figures for ${slot}`);
    seen.add(slot);
    if (value !== null && year >= data.first) found[place][year] = value;
  }
  return found;
}

/* No figure may be gone, and none move further than the declared limits. */
function believe(found, data) {
  const [moved, ahead] = data.limits;
  for (const [place, known] of Object.entries(data.known)) {
    const newest = known[Math.max(...Object.keys(known))], usual = data.usual[place];
    for (const year of Object.keys(known)) insist(year in found[place], `the service has no figure for ${place} in ${year} any more`);
    for (const [year, value] of Object.entries(found[place])) {
      const before = known[year] ?? newest, most = (year in known ? moved : ahead) * Math.max(Math.abs(before), usual);
      const sound = Math.abs(value - before) <= most && (value >= 0 || data.signed);
      insist(sound, `the service's figure for ${place} in ${year}, ${Number(value.toPrecision(4))}, is too far from the committed ones to be taken unasked`);
    }
  }
}

/* The newest figure of one economy, with its year. */
function newestOf(found) {
  const years = found[Object.keys(found)[0]], year = Math.max(...Object.keys(years));
  return [years[year], String(year)];
}

/* The newest sum over all economies and a span of years, over that of so many years earlier. */
function riseOf(found, [years, span]) {
  const lines = Object.values(found);
  const last = Math.max(...Object.keys(lines[0]).filter((year) => lines.every((line) => year in line)));
  const sum = (end) => {
    let total = 0;
    for (let year = end - span + 1; year <= end; year++) for (const line of lines) {
      insist(year in line, `the service has not all figures of ${year}`);
      total += line[year];
    }
    return total;
  };
  return [sum(last) / sum(last - years), span > 1 ? `${last - span + 1}–${last}` : String(last)];
}

/* A number to so many places, with more where it would seem to lie on the other side of an edge. */
function written(value, places, edges) {
  const round = () => Number(value.toFixed(places));
  while (places < MOST_PLACES && edges.some((edge) => (round() < edge) !== (value < edge))) places += 1;
  return String(round()).replace("-", "−");
}

/* A figure as the book prints it: a share, or a factor. */
function printed(value, data) {
  if (data.times && value >= AS_TIMES) return `${written(value, 1, data.edges)} times`;
  const scale = data.times ? 100 : 1, share = value * scale;
  const text = written(share, data.times || Math.abs(share) >= 100 ? 0 : 1, data.edges.map((edge) => edge * scale));
  return `${text === "0" && share > 0 ? "under 0.1" : text}\u202f%`;
}

/* An element with a text. */
function element(name, text, attributes = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...attributes });
}

/* The last year that is asked for: this one, whatever a clock says not before the newest that is committed. */
function lastYear(data) {
  return Math.max(new Date().getUTCFullYear(), ...Object.values(data.known).flatMap(Object.keys).map(Number));
}

/* The answer in a sentence, with the verdict that it would give. */
function sentence(text, data) {
  const { rows, day } = rowsOf(text, data), found = figuresOf(rows, data, lastYear(data));
  believe(found, data);
  const [value, period] = data.rise ? riseOf(found, data.rise) : newestOf(found);
  insist(Number.isFinite(value), "the service's figures cannot be counted with");
  const [, look, verdict, sign, beside] = data.steps.findLast(([from]) => from === null || value >= from);
  const shown = `${printed(value, data)}, ${period}`, same = shown === data.shown;
  const how = data.computed && !same ? "; as published: the book computes it from its parts" : "";
  const what = `The World Bank ${same ? "still has" : "now has"} ${shown}${data.of && ` for “${data.of}”`} (release of ${inWords(day)}${how}). `;
  const turn = `By the declared bands${data.of && ", all else as it stands,"} the verdict would ${verdict === data.now ? "still be" : `turn from “${data.now}” to`} `;
  const badge = element("span", `${sign}\u00a0${verdict}`, { className: `verdict ${look}` });
  return [what + turn, badge, `${beside && ` (${beside})`}.`];
}

/* Why there is none, and where to look. */
function excuse(error, address) {
  const why = error instanceof Odd ? error.message : "the service sent rows in an unknown form";
  const link = element("a", "what the World Bank answers", { href: address, target: "_blank", rel: "noopener noreferrer" });
  return [`All stays as it was, for ${why}; see for yourself `, link, "."];
}

/* Ask for what a card is of, and say there what came of it. */
async function askNow(box) {
  const data = JSON.parse(box.dataset.ask), address = `${data.address}${lastYear(data)}`;
  const button = box.querySelector("button"), told = box.querySelector("[role=status]");
  // Not “disabled”: the focus of who came by keyboard would be lost.
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  told.textContent = "Asking …";
  try {
    told.replaceChildren(...sentence(await received(address), data));
  } catch (error) {
    told.replaceChildren(...excuse(error, address));
  }
  button.ariaDisabled = "false";
}
