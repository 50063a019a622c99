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
  /** Documents shown, and passages of a page among them. */
  const SHOWN = 20;
  const OF_A_PAGE = 4;
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
    // A page may have the browser of references too, whose parts hold what they were given and come once.
    if (inPage) for (const name of ["browser", "browse-words", "browse-query"]) await litreview.load(new URL(`${name}.js`, HERE));
    else importScripts(...["data", "words", "query"].map((name) => new URL(`browse-${name}.js`, HERE)));
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
      // Each reference is a document of its own.
      data.starts ??= Array.from({ length: data.total }, (_, number) => number);
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

  const WORD = /[\p{L}\p{N}]+/gu;
  const meets = (word, beginnings) => {
    const { folded, singulars } = litreview.browse;
    const plain = folded(word);
    return beginnings.some((beginning) =>
      plain === beginning || (beginning.length > 2 && plain.startsWith(beginning)) || singulars(beginning).includes(plain));
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

  /** Words that a document may lack where none has all of them; whatever else a query says holds for each. */
  const plain = ({ not, field, quoted, or }) => !not && !field && !quoted && !or.length;

  /** The documents of a source, references or pages with all their passages, and which terms of the query each has. */
  const documents = ({ data: { starts, total } }, kind, terms, met) => {
    const found = [];
    // One word in a text scores as much in a small source as in a large one.
    const most = Math.log(1 + total);
    starts.forEach((start, nth) => {
      const end = starts[nth + 1] ?? total;
      const has = met.map((scores) => scores.subarray(start, end).some(Boolean));
      if (terms.some((term, index) => !plain(term) && has[index] === term.not)) return;
      const words = terms.filter((term, index) => plain(term) && has[index]).length;
      const parts = [];
      for (let number = start; number < end; number += 1) {
        const score = terms.reduce((sum, term, index) => sum + (term.not ? 0 : met[index][number]), 0) / most;
        parts.push({ number, score });
      }
      parts.sort((a, b) => b.score - a.score);
      found.push({ kind, has, words, parts: parts.slice(0, OF_A_PAGE).filter(({ score }, part) => score || !part) });
    });
    return found;
  };

  /** The documents that have most of the query's words, the best first. */
  const best = (found, terms) => {
    const most = found.reduce((words, document) => Math.max(words, document.words), 0);
    if (!most && terms.some(plain)) return [];
    const score = ({ parts }) => parts[0].score;
    return found.filter(({ words }) => words === most).sort((a, b) => score(b) - score(a) || a.kind - b.kind);
  };

  async function search(query) {
    if (!query.trim()) return { items: [], total: 0 };
    const sources = await open();
    const { FIELDS, named, parse, spellings, words } = litreview.browse;
    const terms = named(parse(query), await sources[0].data.part("names"));
    if (!terms.length) return { items: [], total: 0 };
    for (const { query: asked } of sources) asked.slips.clear();
    const met = await Promise.all(sources.map((source) => source.query.met(terms)));
    const all = best(sources.flatMap((source, kind) => documents(source, kind, terms, met[kind])), terms);
    const shown = all.slice(0, SHOWN);
    const wanted = terms.flatMap((term, index) => (term.not ? [] : [term, ...term.or].map((one) => ({ ...one, index }))));
    const meant = sources.flatMap((source) => [...source.query.slips.values()]);
    const beginnings = [...wanted.flatMap(({ value }) => words(value)), ...meant].flatMap((word) => [word, ...spellings(word)]);
    const [references, passages] = await Promise.all(["briefs", "passages"].slice(0, sources.length).map((name, kind) => {
      const { data } = sources[kind];
      const numbers = shown.filter((one) => one.kind === kind).flatMap(({ parts }) => parts.map(({ number }) => number));
      return data.items(name, data[name], numbers);
    }));
    const items = shown.map(({ kind, has, parts }) => {
      // What the theme marks on the page that a result leads to, and what it says is missing there.
      const read = wanted.filter(({ field }) => !field || field in FIELDS);
      const said = Object.fromEntries(read.map(({ value, index }) => [value, has[index]]));
      const item = (location, title, text) => ({ location, title: marked(title, beginnings), text, score: parts[0].score, terms: said });
      if (kind === 0) {
        const [location, title, line] = references.shift();
        return [item(location, title, marked(line, beginnings))];
      }
      const found = parts.map(() => passages.shift());
      // The theme shows sections below their page.
      const sections = new Map([["", item(found[0][0], found[0][1], "")]]);
      for (const [location, , section, heading, text] of found) {
        if (!sections.has(section)) sections.set(section, item(`${location}#${section}`, heading, ""));
        sections.get(section).text ||= marked(excerpt(text, beginnings), beginnings);
      }
      return [...sections.values()];
    });
    return { items, total: all.length, slips: slips(sources) };
  }

  /** Words that stand nowhere in the site, with those that were looked for instead. */
  const slips = (sources) =>
    [...sources[0].query.slips.keys()]
      .filter((word) => sources.every(({ query }) => query.slips.has(word)))
      .map((word) => [word, sources.map(({ query }) => query.slips.get(word)).find(Boolean)])
      .filter(([, instead]) => instead);

  let latest = 0;
  /** The answer to a message of the theme's; none to a query that the reader has written on from. */
  litreview.answer = async ({ type, data }) => {
    if (type === 0) return { type: 1 };
    const turn = (latest += 1);
    // Each letter is a query of the theme's; what a reader writes on from is not worth loading results for.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (turn !== latest) return null;
    let answer = { items: [], total: 0 };
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
