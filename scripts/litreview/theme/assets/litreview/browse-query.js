/* The free text: what the reader writes, and which references it means.

   Words are looked for in all fields, as beginnings of words from three letters on, and plurals as their singular too;
   in British and American spelling; a name of the glossary as what it stands for and by its other names; where a word
   stands nowhere, the nearest that does. "Words in quotes" stand one after another, exactly so; author:, title: and so on name a field; year:2020..2023 a
   range; -word what must not occur; a OR b either; AND and NOT may be written too.
   Identifiers and names are understood as articles print them: "PMID: 123.", "doi: 10…", "Lee A et al. 2020". */
(() => {
  "use strict";
  const { ACCESS, folded, words, pieceOf, numbers, named, spellings, meant } = litreview.browse;

  /** The fields by their bit, each with what a word in it counts for the order by relevance. */
  const FIELDS = { abstract: 1, title: 8, author: 5, journal: 2, keyword: 4, note: 1, key: 6 };
  const NAMES = Object.keys(FIELDS);
  const ANY = (1 << NAMES.length) - 1;
  const WEIGHTS = Array.from({ length: ANY + 1 }, (_, fields) =>
    NAMES.reduce((sum, name, bit) => sum + (fields & (1 << bit) ? FIELDS[name] : 0), 0));
  /** What the first file of the browser says of each reference. */
  const LISTED = new Set(["year", "type", "access"]);
  const IDENTIFIERS = new Set(["doi", "pmid", "pmcid", "pmc", "isbn", "arxiv"]);
  /** As in the generator: where the places of the next field begin, and what of a word says in which piece it is. */
  const ROOM = 8192;
  const BEGINNING = 3;
  const PREFIX = 0.5;
  /** What a word in another spelling, or one that a slip was meant to be, counts for. */
  const SPELLED = 0.9;
  const SLIPPED = 0.4;
  /** "Williams" is not the plural of "William". */
  const NO_PLURALS = (1 << NAMES.indexOf("author")) | (1 << NAMES.indexOf("key"));
  const FIELD = [...NAMES, ...IDENTIFIERS, ...LISTED].join("|");
  /** A colon names a field; what is printed before an identifier does so without one too. */
  const TERM = new RegExp(`(-?)(?:(${FIELD}):\\s*|(pmid|pmcid|doi)\\s+(?=\\S*\\d))?(?:"([^"]*)"?|(\\S+))`, "giu");
  /** A field whose word has yet to be written. */
  const OPEN = new RegExp(`^(?:${FIELD}):$`, "iu");
  const ET_AL = /(?<![\p{L}\p{N}])et\s+al(?:\.|(?![\p{L}\p{N}]))/giu;

  /** The terms of a query, of which all must be met, and none that is `not`; of a term and those in its `or`, one. */
  function parse(query) {
    const terms = [];
    let operator = "";
    for (const [, minus, named, printed, quoted, plain] of query.replace(ET_AL, " ").matchAll(TERM)) {
      const value = (quoted ?? plain).trim();
      const said = minus || named || printed || quoted !== undefined ? "" : value;
      if (["AND", "OR", "NOT"].includes(said)) operator = said;
      // "&" alone says nothing.
      if ((said && said === operator) || !words(value).length || OPEN.test(value)) continue;
      const not = Boolean(minus) || operator === "NOT";
      const term = { not, field: (named ?? printed ?? "").toLowerCase(), quoted: quoted !== undefined, value, or: [] };
      const others = operator === "OR" && !not && terms.at(-1)?.not === false ? terms.at(-1).or : terms;
      others.push(term);
      operator = "";
    }
    return terms;
  }

  /** The range that "2020", "2020..2023", "..2019" or "2020.." says, or nothing. */
  function years(value) {
    const [, first, range, last] = /^(\d{1,4})?(\.\.|-|–)?(\d{1,4})?$/.exec(value) ?? [];
    if (first === undefined && last === undefined) return null;
    return [Number(first ?? 0), range ? Number(last ?? 9999) : Number(first)];
  }

  /** What is left of an identifier's address, and of what ends the sentence that it was copied from. */
  const bare = (identifier) =>
    identifier
      .replace(/[.,;]$/, "")
      .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//i, "")
      .replace(/^https?:\/\/.*\/([^/]+)\/?$/i, "$1");

  /** What a word may be the plural of: responses, studies, viruses, analyses; of the same beginning, as its piece is. */
  function singulars(word) {
    if (word.length < 5 || !/[^su]s$/u.test(word)) return [];
    const without = (count, ending = "") => word.slice(0, -count) + ending;
    const found = [without(1)];
    if (word.endsWith("ies")) found.push(without(3, "y"));
    else if (word.endsWith("es")) found.push(without(2), without(2, "is"));
    return found.filter((one) => one.startsWith(word.slice(0, BEGINNING)));
  }

  class Query {
    constructor(data) {
      this.data = data;
      this.pieces = data.pieces;
      /** Words of the last query that stand nowhere here, with those that were looked for instead ("" for none). */
      this.slips = new Map();
    }

    /** How well each reference meets the query, 0 where it does not; nothing where the query is empty. */
    async scores(query) {
      this.slips.clear();
      const terms = named(parse(query), await this.data.part("names"));
      if (!terms.length) return null;
      const met = await this.met(terms);
      const total = new Float32Array(this.data.total).fill(terms.every((term) => term.not) ? 1 : 0);
      let first = true;
      terms.forEach((term, index) => {
        if (term.not) return;
        const scores = met[index];
        for (let number = 0; number < total.length; number += 1) {
          total[number] = scores[number] && (first || total[number]) ? total[number] + scores[number] : 0;
        }
        first = false;
      });
      terms.forEach((term, index) => {
        if (term.not) met[index].forEach((score, number) => score && (total[number] = 0));
      });
      return total;
    }

    /** For each term how well each reference meets it. */
    met(terms) {
      return Promise.all(terms.map((term) => this.term(term)));
    }

    async term({ or, ...first }) {
      const [found, ...others] = await Promise.all([first, ...or].map((term) => this.single(term)));
      for (const other of others) other.forEach((score, number) => (found[number] = Math.max(found[number], score)));
      return found;
    }

    async single({ field, quoted, value, not }) {
      const found = new Float32Array(this.data.total);
      if (field === "year") {
        const facets = await this.data.part("facets");
        const range = years(value);
        if (range) facets.year.forEach((year, number) => (found[number] = Number(year && year >= range[0] && year <= range[1])));
        return found;
      }
      if (field === "type") {
        const facets = await this.data.part("facets");
        const wanted = folded(value);
        const types = facets.types.map((type) => Number(folded(`${type} ${litreview.text(`type_${type}`, {}, "")}`).includes(wanted)));
        return found.map((_, number) => types[facets.type[number]]);
      }
      if (field === "access") {
        const facets = await this.data.part("facets");
        const wanted = ACCESS.map((name) => [name, litreview.text(`access_${name}`)].some((one) => folded(one).startsWith(folded(value))));
        return found.map((_, number) => Number(ACCESS.some((_, bit) => wanted[bit] && facets.access[number] & (1 << bit))));
      }
      if (IDENTIFIERS.has(field)) {
        await this.identifier(value, found);
        return found;
      }
      const fields = field ? 1 << NAMES.indexOf(field) : ANY;
      const parts = words(value);
      // At once: each loads files of its own, and both keep the better score.
      await Promise.all([
        parts.length === 1 ? this.word(parts[0], fields, quoted, !not, found) : this.phrase(parts, fields, found),
        !field || field === "key" ? this.identifier(value, found) : null,
        !field && parts.length === 1 && /^\p{Nd}{4}$/u.test(parts[0]) ? this.year(Number(parts[0]), found) : null,
      ]);
      return found;
    }

    /** A number alone may be a year, as in "Lee 2020". */
    async year(wanted, found) {
      const { year } = await this.data.part("facets");
      year.forEach((one, number) => one === wanted && (found[number] = Math.max(found[number], FIELDS.journal)));
    }

    async identifier(value, found) {
      const wanted = folded(bare(value));
      const held = await this.data.part(`identifiers/${pieceOf(wanted, this.pieces)}`);
      for (const number of Object.hasOwn(held, wanted) ? held[wanted] : []) found[number] = 100;
    }

    piece(kind, word) {
      return this.data.part(`${kind}/${pieceOf([...word].slice(0, BEGINNING).join(""), this.pieces)}`);
    }

    async word(word, fields, whole, corrected, found) {
      await this.spelled(word, fields, whole, 1, found);
      const others = whole ? [] : spellings(word);
      await Promise.all(others.map((other) => this.spelled(other, fields, whole, SPELLED, found)));
      if (corrected && !whole && !found.some(Boolean)) await this.slipped(word, fields, found);
    }

    /** A word that stands nowhere may be a slip of one that does, of which the beginning is right. */
    async slipped(word, fields, found) {
      const held = await this.piece("words", word);
      if (Object.hasOwn(held, word)) return; // in another field
      const instead = meant(word, Object.keys(held), (one) => held[one].length);
      this.slips.set(word, instead);
      if (instead) this.add(held[instead], fields, SLIPPED, found);
    }

    async spelled(word, fields, whole, share, found) {
      const held = await this.piece("words", word);
      if (Object.hasOwn(held, word)) this.add(held[word], fields, share, found);
      // Numbers and short words are meant as they stand.
      if (whole || [...word].length < BEGINNING || /^\p{N}+$/u.test(word)) return;
      for (const longer of Object.keys(held)) {
        if (longer.length > word.length && longer.startsWith(word)) this.add(held[longer], fields, share * PREFIX, found);
      }
      for (const one of singulars(word)) {
        if (Object.hasOwn(held, one)) this.add(held[one], fields & ~NO_PLURALS, share * PREFIX, found);
      }
    }

    /** Counts a word's references, each for the fields it stands in and for how rare the word is. */
    add(written, fields, share, found) {
      const groups = written.split(";").map((group) => {
        const at = group.indexOf(" ");
        return [Number.parseInt(group.slice(0, at), 36), numbers(group.slice(at + 1), " ")];
      });
      const count = groups.reduce((sum, [, references]) => sum + references.length, 0);
      const rarity = share * Math.log(1 + this.data.total / count);
      for (const [standing, references] of groups) {
        const score = rarity * WEIGHTS[standing & fields];
        // Of several longer words the best one counts.
        if (score) for (const number of references) found[number] = Math.max(found[number], score);
      }
    }

    /** References in which the words stand one after another in one field. */
    async phrase(parts, fields, found) {
      if (!parts.length) return;
      const held = await Promise.all(parts.map(async (word) => {
        const [standing, places] = await Promise.all([this.piece("words", word), this.piece("places", word)]);
        return Object.hasOwn(standing, word) ? this.places(standing[word], places[word]) : new Map();
      }));
      const score = Math.log(1 + this.data.total / Math.min(...held.map((places) => places.size || 1)));
      for (const [number, starts] of held[0]) {
        const rest = held.slice(1).map((places) => places.get(number));
        if (!rest.every(Boolean)) continue;
        const sets = rest.map((written) => new Set(numbers(written, ".")));
        let standing = 0;
        for (const start of numbers(starts, ".")) {
          if (sets.every((set, index) => set.has(start + index + 1))) standing |= 1 << Math.floor(start / ROOM);
        }
        if (standing & fields) found[number] = Math.max(found[number], score * WEIGHTS[standing & fields]);
      }
    }

    /** A word's places by reference, still written. */
    places(written, placed) {
      const found = new Map();
      const lists = placed.split(";");
      written.split(";").forEach((group, index) => {
        const where = lists[index].split(" ");
        numbers(group.slice(group.indexOf(" ") + 1), " ").forEach((number, nth) => found.set(number, where[nth]));
      });
      return found;
    }
  }

  Object.assign(litreview.browse, { FIELDS, Query, parse, singulars });
})();
