/* Answers the theme's search box: the references from the index of the reference browser, the other pages from one of
   the same form, of which it loads the pieces that a query needs.

   It stands in for the theme's own worker and speaks as that does: a message of type 0 sets up and is answered by
   type 1, a query of type 2 by its results as type 3. A page that is opened from a disk may start no worker and runs
   this itself (`md-base.js`). */
var litreview = globalThis.litreview ?? {};
(() => {
  "use strict";
  const inPage = typeof document !== "undefined";
  const HERE = inPage ? new URL("assets/litreview/", __md_scope) : new URL(".", location);
  const ROOT = new URL("../../", HERE);
  const SHOWN = 20;
  const PAUSE_MS = 150;
  /** Letters shown of a text, and of them those before the first word that was looked for. */
  const EXCERPT = 220;
  const BEFORE = 60;

  if (!inPage) {
    litreview.text = (name, values, otherwise = name) => otherwise;
    // A data file is one call with JSON: read so, many come at once, which `importScripts` does not let them.
    litreview.load = async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`could not load ${address}`);
      const call = await answer.text();
      litreview.receive(...JSON.parse(`[${call.slice(call.indexOf("(") + 1, call.lastIndexOf(")"))}]`));
    };
  }

  const core = async () => {
    for (const name of ["browse-data.js", "browse-query.js"]) {
      const address = new URL(name, HERE);
      if (inPage) await litreview.load(address);
      else importScripts(address);
    }
    const { Data, Query } = litreview.browse;

    /** Passages of pages have neither identifiers nor facets. */
    class Passages extends Data {
      part(name) {
        if (name.startsWith("identifiers/")) return Promise.resolve({});
        if (name === "facets") return Promise.resolve({ year: [], types: [], type: [], access: [] });
        return super.part(name);
      }
    }

    const source = async (Kind, folder, name) => {
      const data = await Kind.found(new URL(folder, ROOT), name);
      return { data, query: new Query(data) };
    };
    // A site that was built without our plugin has no index of its pages.
    const pages = source(Passages, "search/data/", "pages").catch(() => null);
    return [await source(Data, "references/data/", "search"), await pages].filter(Boolean);
  };

  let opened;
  const open = () => {
    opened ??= core();
    opened.catch(() => (opened = undefined));
    return opened;
  };

  const safe = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

  /** The beginnings of words that a query looks for. */
  const wanted = (query) =>
    litreview.browse.parse(query).filter((term) => !term.not).flatMap((term) => litreview.browse.words(term.value));

  const WORD = /[\p{L}\p{N}]+/gu;
  const meets = (word, beginnings) => {
    const plain = litreview.browse.folded(word);
    return beginnings.some((beginning) => plain === beginning || (beginning.length > 2 && plain.startsWith(beginning)));
  };

  const marked = (text, beginnings) => {
    let html = "";
    let last = 0;
    for (const { 0: word, index } of text.matchAll(WORD)) {
      if (!meets(word, beginnings)) continue;
      html += `${safe(text.slice(last, index))}<mark data-md-highlight>${safe(word)}</mark>`;
      last = index + word.length;
    }
    return html + safe(text.slice(last));
  };

  /** The part of a text around the first word looked for. */
  const excerpt = (text, beginnings) => {
    const found = [...text.matchAll(WORD)].find(({ 0: word }) => meets(word, beginnings))?.index ?? 0;
    const start = found > BEFORE ? text.indexOf(" ", found - BEFORE) + 1 : 0;
    const end = start + EXCERPT < text.length ? text.lastIndexOf(" ", start + EXCERPT) : text.length;
    return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };

  /** The numbers of the best, each with its share of the score that one word in a text can have. */
  const best = (scores, kind) => {
    const found = [];
    const most = Math.log(1 + scores.length);
    scores.forEach((score, number) => score && found.push({ kind, number, score: score / most }));
    return found.sort((a, b) => b.score - a.score || a.number - b.number).slice(0, SHOWN);
  };

  async function search(query) {
    if (!query.trim()) return { items: [] };
    const sources = await open();
    const scores = await Promise.all(sources.map((source) => source.query.scores(query)));
    if (scores.some((found) => !found)) return { items: [] };
    const found = scores.flatMap(best).sort((a, b) => b.score - a.score || a.kind - b.kind).slice(0, SHOWN);
    const beginnings = wanted(query);
    const [references, passages] = await Promise.all(["briefs", "passages"].slice(0, sources.length).map((name, kind) => {
      const { data } = sources[kind];
      return data.items(name, data[name], found.filter((one) => one.kind === kind).map((one) => one.number));
    }));
    const items = [];
    const pages = new Map();
    for (const { kind, score } of found) {
      if (kind === 0) {
        const [location, title, line] = references.shift();
        items.push([{ location, title: marked(title, beginnings), text: marked(line, beginnings), score, terms: {} }]);
        continue;
      }
      const [location, title, section, heading, text] = passages.shift();
      if (!pages.has(location)) {
        // The theme shows sections below their page.
        const page = { location, title: marked(title, beginnings), text: "", score, terms: {} };
        pages.set(location, [page]);
        items.push(pages.get(location));
      }
      const sections = pages.get(location);
      const place = section ? `${location}#${section}` : location;
      const known = sections.find((one) => one.location === place);
      const shown = marked(excerpt(text, beginnings), beginnings);
      if (known) known.text ||= shown;
      else sections.push({ location: place, title: marked(heading, beginnings), text: shown, score, terms: {} });
    }
    return { items };
  }

  let latest = 0;
  /** The answer to a message of the theme's; none to a query that the reader has written on from. */
  litreview.answer = async ({ type, data }) => {
    if (type === 0) return { type: 1 };
    const turn = (latest += 1);
    // Each letter is a query of the theme's; what a reader writes on from is not worth loading results for.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (turn !== latest) return null;
    let answer = { items: [] };
    try {
      answer = await search(data);
    } catch (error) {
      console.warn("The search index could not be read:", error);
    }
    return turn === latest ? { type: 3, data: answer } : null;
  };

  if (!inPage) {
    addEventListener("message", async ({ data }) => {
      const answer = await litreview.answer(data);
      if (answer) postMessage(answer);
    });
  }
})();
