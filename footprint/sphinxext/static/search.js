/* The search of the book: finds the places of search-index.js by word, number, code or claim, and shows their own words. */
"use strict";

// What readers write, and what the book says: a phrase of a line finds the others of its line. NAMES are those of _config.yml.
const NEAR = [
  "labor, labour", "defense, defence", "least firm, weakest, weak, fragile", "frozen, froze, freeze, suspended",
  "European Union, EU", "World Trade Organization, WTO", "United States, USA, US", "Turkey, Türkiye",
  "nuclear plant, nuclear power, reactor", "soldiers, troops", "leaders, presidents", "weapons, arms",
  "download, CSV", "wrong, corrected, correction", "cite, citation, reference", ...NAMES,
];
// Words that say nothing by themselves.
const SMALL = new Set("a an and are as at be by can did do does for from had has have how i in is it its of on or that the their there these this to was were what when where which who whose why will with".split(" "));
const SHOWN = 20, LENGTH = 260;

// Words ----------------------------------------------------------------------------------------

/* Lower case, without accents, one kind of hyphen; 52 200 and 30 % are one word. */
function plain(text) {
  return text.replace(/(\d)[\u202f\u00a0\u2009,](?=\d{3}(?!\d))/g, "$1").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/['’]s\b/g, "").replace(/(\d)\s*(?:%|per ?cent\b)/g, "$1%");
}

const stem = (word) => /\d/.test(word) || word.length < 4 ? word : word.replace(/ies$/, "y").replace(/([^sui])s$/, "$1");

/* The words of a text; of a code or a compound, its parts too. */
function words(text) {
  return whole(plain(text)).flatMap((word) => {
    if (!taken.has(word)) taken.set(word, [...new Set([word, ...parts(word)])].map(stem));
    return taken.get(word);
  });
}

const taken = new Map();
const whole = (text) => text.match(/[\p{L}\p{N}]+(?:[-/.'’][\p{L}\p{N}]+)*%?/gu) ?? [];

function parts(word) {
  if (/^[\d.]+%?$/.test(word)) return [word.replace("%", "")];
  return [...word.split("/"), ...word.split(/[-/.'’]/)];
}

// Finding --------------------------------------------------------------------------------------

const MOST = { prefix: (word) => word.length > 3 && !/^[\d.,]+%?$/.test(word), fuzzy: false };
const NEARLY = { prefix: MOST.prefix, fuzzy: (word) => (/\d/.test(word) || word.length < 5 ? false : 0.2) };
// What was not typed counts for less, and whole.
const LESS = { prefix: false, fuzzy: false, boostTerm: () => 0.3 };
const EXACT = { prefix: false, fuzzy: false };

const index = new MiniSearch({
  idField: "id", fields: ["claim", "heading", "title", "texts"], tokenize: words, processTerm: (word) => word,
  extractField: (place, field) => field === "texts" ? place.texts.map(([text]) => text).join("\n") : field === "title" && place.title === place.heading ? "" : place[field],
  searchOptions: { boost: { claim: 4, heading: 4, title: 3 }, bm25: { k: 1.2, b: 0.3, d: 0.5 }, tokenize: (word) => [word] },
});
PLACES.forEach((place, id) => Object.assign(place, { id, texts: place.texts.map((text) => [text].flat()) }));
index.addAll(PLACES);

const all = (queries) => ({ combineWith: "AND", queries });
const any = (queries) => ({ combineWith: "OR", queries });

/* A word as a query: a code or number as it stands, another compound also as its parts. */
function one(word) {
  const pieces = [...new Set(word.split(/[-/.'’]/))];
  return /\d/.test(word) || pieces.length < 2 ? stem(word) : any([stem(word), all(pieces.map(stem))]);
}

const typed = (text) => whole(plain(text.replace(/(^|\s)(\d{1,3}(?: \d{3})+)(?!\S)/g, (_, before, number) => before + number.replaceAll(" ", ""))));
const near = NEAR.map((line) => line.split(", ").map(typed));

/* What is asked for, unit by unit: a word, or a phrase with those near to it. */
function units(text) {
  const asked = typed(text), found = [];
  for (let at = 0; at < asked.length;) {
    const here = (phrase) => phrase.every((word, step) => stem(word) === stem(asked[at + step] ?? ""));
    const line = near.find((phrases) => phrases.some(here));
    // As it was typed, to be named.
    const said = (word) => text.split(/\s+/).find((piece) => plain(piece).includes(word)) ?? word;
    const phrase = line?.filter(here).sort((a, b) => b.length - a.length)[0] ?? [asked[at]];
    const phrases = [phrase, ...(line ?? []).filter((other) => other !== phrase)];
    if (line || !SMALL.has(asked[at])) found.push(unit(phrase.map(said).join(" "), phrases));
    at += phrase.length;
  }
  return found.length ? found : asked.map((word) => unit(word, [[word]]));
}

function unit(said, phrases) {
  const queries = phrases.map((phrase, at) => ({ ...all(phrase.map(one)), ...(at ? LESS : {}) }));
  return { said, phrases, query: any(queries) };
}

/* The places for what is asked, best first, and what to say of them. */
function find(text) {
  const asked = units(text), queries = asked.map((unit) => unit.query);
  if (!asked.length) return { hits: [], says: "" };
  const found = index.search(all(queries), MOST);
  if (found.length) return { hits: ranked(found, asked, MOST), says: count(found.length) };
  const absent = asked.filter((unit) => !index.search(unit.query, EXACT).length).map((unit) => `“${unit.said}”`);
  const loose = [all, any].map((join) => index.search(join(queries), NEARLY)).find((hits) => hits.length) ?? [];
  const why = absent.length ? `${absent.join(" and ")} ${absent.length > 1 ? "stand" : "stands"} nowhere in this book.` : "No place has all of these words.";
  const rest = loose.length ? ` ${count(loose.length)} with ${absent.length === asked.length ? "words near to it" : "some of the words"}:` : " Nothing was found.";
  return { hits: ranked(loose, asked, NEARLY), says: why + rest };
}

const count = (number) => number === 1 ? "1 place" : `${number} places`;

/* Places come first where one short sentence or row has much of what is asked, and the rarest of it; before them those whose claim is
   about all of it, and of these the first on its page: a page tells the main claim on a matter before those that refine it. */
function ranked(hits, asked, options) {
  const meant = asked.map(({ phrases, query }) => ({
    phrases: phrases.map((phrase, at) => phrase.map((word) => forms(word, at ? LESS : options))),
    weight: Math.log(1 + PLACES.length / (1 + index.search(query, options).length)),
  }));
  const matched = hits.map(({ id, score }) => {
    const place = PLACES[id];
    place.known ??= place.texts.map(([text]) => new Set(words(text)));
    const worth = place.known.map((known) =>
      sum(meant.filter((unit) => said(unit, known).length)) / sum(meant) * (1 + 60 / (60 + Math.max(20, known.size))));
    const [best, ...others] = [...worth.keys()].sort((a, b) => worth[b] - worth[a] || a - b);
    // A sentence, and a row of a table: what is said, and what it stands on.
    const other = others.find((at) => worth[at] > 0.5 * worth[best] && isRow(place.texts[at]) !== isRow(place.texts[best]));
    const shown = [best, other].filter((at) => at !== undefined);
    const texts = shown.map((at) => ({ text: place.texts[at][0], at: place.texts[at][1], terms: meant.flatMap((unit) => said(unit, place.known[at])) }));
    const claimed = new Set(words(place.claim)), about = place.claim && meant.every((unit) => said(unit, claimed).length);
    return { place, about, score: score * (1 + (worth[best] ?? 0)) * (about ? 1.5 : 1), texts };
  });
  for (const hit of matched.filter(({ about }) => about)) {
    hit.score = Math.max(...matched.filter((other) => other.about && other.place.page === hit.place.page).map(({ score }) => score));
  }
  return matched.sort((a, b) => b.score - a.score || a.place.id - b.place.id);
}

const forms = (word, options) => [...new Set(index.search(one(word), options).flatMap((hit) => hit.terms))];

/* The words by which a text says what is asked: all of one phrase, or none. */
function said({ phrases }, known) {
  const here = phrases.map((phrase) => phrase.map((terms) => terms.filter((term) => known.has(term))));
  return here.find((phrase) => phrase.every((terms) => terms.length))?.flat() ?? [];
}

const isRow = ([text]) => text.includes(" · ");
const sum = (asked) => asked.reduce((total, { weight }) => total + weight, 0);

// Showing --------------------------------------------------------------------------------------

const made = (name, content, properties = {}) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...[content].flat());
  return element;
};

/* The words around the first that was asked for, with each of them marked. */
function excerpt({ text, terms }) {
  const pieces = text.split(" ");
  const hits = pieces.map((piece) => words(piece).some((word) => terms.includes(word))), first = Math.max(0, hits.indexOf(true));
  let start = first, end = first, room = LENGTH - pieces[first].length;
  while (room > 0 && (start > 0 || end < pieces.length - 1)) {
    if (start > 0 && (first - start < 12 || end === pieces.length - 1)) room -= pieces[--start].length + 1;
    if (end < pieces.length - 1) room -= pieces[++end].length + 1;
  }
  const shown = pieces.slice(start, end + 1).flatMap((piece, at) => [...(hits[start + at] ? marked(piece) : [piece]), " "]);
  return [start ? "… " : "", ...shown, end < pieces.length - 1 ? "…" : ""];
}

function marked(piece) {
  const [, before, word, after] = piece.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}%]*)$/su);
  return [before, made("mark", word), after];
}

/* A place's address: where browsers can, they also mark the words and open the fold that holds them. */
function address(place, shown) {
  if (!shown) return `${place.page}#${place.at}`;
  const cells = shown.text.split(/ [·–] /).filter((cell) => words(cell).some((word) => shown.terms.includes(word)));
  const phrase = cells.sort((a, b) => b.length - a.length)[0]?.split(" ").slice(0, 8).join(" ");
  const mark = phrase && "fragmentDirective" in document ? `:~:text=${encodeURIComponent(phrase).replaceAll("-", "%2D")}` : "";
  // A figure stands in its section, where its claim is told too.
  return `${place.page}#${(shown.at && !shown.at.startsWith("figure-")) ? shown.at : place.at}${mark}`;
}

function item({ place, texts }) {
  const name = place.heading === place.title ? place.title : `${place.title}: ${place.heading}`;
  const [id, ...claim] = place.claim.split(" ");
  const parts = [made("h2", made("a", name, { href: address(place, texts[0]) }))];
  if (id) parts.push(made("p", [made("b", "Claim "), made("code", id), ` ${claim.join(" ")}`], { className: "claim" }));
  return made("li", [...parts, ...texts.map((shown) => made("p", excerpt(shown), { className: "excerpt" }))]);
}

const field = document.getElementById("search-field"), list = document.getElementById("search-results");
const status = document.getElementById("search-status"), more = document.getElementById("search-more");

function show(most = SHOWN) {
  const { hits, says } = find(field.value);
  list.replaceChildren(...hits.slice(0, most).map(item));
  if (status.textContent !== says) status.textContent = says;
  more.hidden = hits.length <= most;
  more.textContent = `Show all ${hits.length}`;
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", () => show());
// The address leads here again: who goes on to a page comes back to these results.
field.addEventListener("change", () => history.replaceState(null, "", `?${new URLSearchParams({ q: field.value })}`));
more.addEventListener("click", () => {
  const next = list.children.length;
  show(Infinity);
  list.children[next].querySelector("a").focus();
});
// The theme follows the links of a page's contents; here it would take results for them.
delete document.body.dataset.bsSpy;
show();
