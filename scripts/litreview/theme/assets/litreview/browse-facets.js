/* Facets: by which values references are filtered, how many there are of each, and the panel that offers them.

   Inside a facet the values chosen widen the result, each further facet narrows it. The number beside a value is how
   many references choosing it alone in its facet would show, with all other facets as they are. */
(() => {
  "use strict";
  const { text, element, browse } = litreview;
  const { folded, ACCESS } = browse;
  const SHOWN = 8;
  const MORE = 30;
  /** As the bits of the data. */
  const HAS = ["abstract", "doi", "pmid", "pmcid"];
  /** What is known of a work beyond its entry, as the bits of the data. */
  const STANDINGS = ["retraction", "concern", "erratum", "preprint", "found", "differs", "not_found"];
  const USES = ["cited", "background", "included"];

  class Facet {
    /** `lists` holds for each reference the numbers of its values, `values` what they are called in addresses. */
    constructor(name, values, lists, label = (value) => value) {
      Object.assign(this, { name, values, labels: values.map(label) });
      this.numbers = new Map(values.map((value, number) => [value, number]));
      this.starts = new Uint32Array(lists.length + 1);
      lists.forEach((list, index) => (this.starts[index + 1] = this.starts[index] + list.length));
      this.held = Uint32Array.from(lists.flat());
    }

    /** For each reference whether it has one of the values of those names. */
    passing(chosen) {
      const wanted = new Uint8Array(this.values.length);
      for (const value of chosen) if (this.numbers.has(value)) wanted[this.numbers.get(value)] = 1;
      return Uint8Array.from({ length: this.starts.length - 1 }, (_, index) => {
        for (let at = this.starts[index]; at < this.starts[index + 1]; at += 1) if (wanted[this.held[at]]) return 1;
        return 0;
      });
    }

    /** How many of the references for which `counts` is set have each value. */
    count(counts) {
      const found = new Uint32Array(this.values.length);
      for (let index = 0; index < counts.length; index += 1) {
        if (counts[index]) for (let at = this.starts[index]; at < this.starts[index + 1]; at += 1) found[this.held[at]] += 1;
      }
      return found;
    }
  }

  class Facets {
    /** `visit` are the references that came since the reader's last visit. */
    constructor(data, visit) {
      this.data = data;
      const { facets } = data;
      const one = (numbers) => numbers.map((number) => (number < 0 ? [] : [number]));
      const bits = (names, flags) => flags.map((flag) => names.map((_, bit) => bit).filter((bit) => flag & (1 << bit)));
      const uses = facets.cited.map((times, index) => (times ? 1 : 2) | (facets.included[index] << 2));
      // A text "type_article-journal" names that type; the plain word serves for others.
      const type = (name) => text(`type_${name}`, {}, name.replaceAll("-", " "));
      this.all = [
        new Facet("type", facets.types, one(facets.type), type),
        new Facet("journal", facets.journals, one(facets.journal)),
        new Facet("keyword", facets.keywords, facets.keyword),
        new Facet("use", USES, bits(USES, uses), (name) => text(`use_${name}`)),
        new Facet("access", ACCESS, bits(ACCESS, facets.access), (name) => text(`access_${name}`)),
        new Facet("has", HAS, bits(HAS, facets.has), (name) => text(`has_${name}`)),
        new Facet("standing", STANDINGS, bits(STANDINGS, facets.standing), (name) => text(`standing_${name}`)),
        this.added(visit),
      ];
    }

    /** By the versions that brought references, the newest first, and by the reader's own last visit. */
    added(visit) {
      const { added } = this.data.facets;
      const lists = this.data.facets.year.map((_, index) => (added.of[index] === undefined ? [] : [added.of[index] + 1]));
      for (const number of visit) lists[number].unshift(0);
      const label = (value) => (value === browse.VISIT ? text("added_visit") : added.labels[value] ?? value);
      // An address that names a visit with nothing new hides nothing.
      return new Facet("added", [visit.length ? browse.VISIT : "", ...added.versions], lists, label);
    }

    /** The facet of that name; the authors' is made when it is first asked for. */
    async get(name) {
      if (name === "author") {
        this.authors ??= this.data.part("authors").then(({ authors, author }) => {
          const facet = new Facet("author", authors, author);
          this.all.splice(3, 0, facet);
          return facet;
        });
        return this.authors;
      }
      return this.all.find((facet) => facet.name === name);
    }

    /** What the state lets through: the references found, and what the facets and the chart count. */
    filter(state, scores) {
      const { year } = this.data.facets;
      const tests = [];
      if (scores) tests.push(["q", scores]);
      if (state.years || state.undated) {
        const [from, to] = state.years ?? [1, 0];
        tests.push(["year", Uint8Array.from(year, (one) => (one ? one >= from && one <= to : state.undated) | 0)]);
      }
      for (const facet of this.all) {
        const chosen = state.choices[facet.name];
        if (chosen?.size) tests.push([facet.name, facet.passing(chosen)]);
      }
      const others = (name) => {
        const passing = new Uint8Array(year.length).fill(1);
        for (const [tested, passes] of tests) {
          if (tested !== name) for (let index = 0; index < passing.length; index += 1) if (!passes[index]) passing[index] = 0;
        }
        return passing;
      };
      const everywhere = others("");
      const active = new Set(tests.map(([name]) => name));
      const within = (name) => (active.has(name) ? others(name) : everywhere);
      const found = [];
      everywhere.forEach((passes, index) => passes && found.push(index));
      return { found, within, counts: (facet) => facet.count(within(facet.name)) };
    }
  }

  /** The panel of one facet, folded until it is used. */
  class Panel {
    constructor(name, facets, choose) {
      Object.assign(this, { name, facets, choose, shown: SHOWN, words: "" });
      this.list = element("ul");
      this.search = element("input", { type: "search", autocomplete: "off", "aria-label": text("facet_search", { facet: text(`facet_${name}`) }) });
      this.search.addEventListener("input", (event) => {
        event.stopPropagation();
        this.words = folded(this.search.value);
        this.draw();
      });
      this.more = element("button", { type: "button", className: "facet-more", textContent: text("facet_more") });
      this.more.addEventListener("click", () => {
        const next = this.shown;
        this.shown += MORE;
        this.draw();
        this.list.querySelectorAll("input")[next]?.focus();
      });
      this.mark = element("span", { className: "facet-chosen" });
      this.box = element("fieldset", {}, element("legend", { textContent: text(`facet_${name}`) }), this.search, this.list, this.more);
      this.root = element("details", { className: "facet" }, element("summary", {}, text(`facet_${name}`), this.mark), this.box);
      this.root.dataset.facet = name;
      // What is known of no reference says nothing: whether it was looked up, when it came.
      this.root.hidden = ["standing", "added"].includes(name) && !facets.all.find((one) => one.name === name).held.length;
      this.root.addEventListener("toggle", () => this.draw());
      this.list.addEventListener("change", ({ target }) => this.choose(this.name, target.value, target.checked));
    }

    update(result, chosen) {
      Object.assign(this, { result, chosen });
      this.mark.textContent = chosen.size ? ` (${chosen.size})` : "";
      return this.draw();
    }

    async draw() {
      if (!this.root.open || !this.result) return;
      const facet = await this.facets.get(this.name);
      const counts = this.result.counts(facet);
      const offered = [];
      counts.forEach((count, number) => {
        const chosen = this.chosen.has(facet.values[number]);
        if (chosen || (count && (!this.words || folded(facet.labels[number]).includes(this.words)))) offered.push({ number, count, chosen });
      });
      offered.sort((a, b) => b.chosen - a.chosen || b.count - a.count || a.number - b.number);
      const focused = this.list.contains(document.activeElement) ? document.activeElement.value : null;
      this.list.replaceChildren(...offered.slice(0, this.shown).map(({ number, count, chosen }) => {
        const box = element("input", { type: "checkbox", value: facet.values[number], checked: chosen });
        const name = element("span", { className: "facet-value", textContent: facet.labels[number] });
        return element("li", {}, element("label", {}, box, name, " ", element("span", { className: "facet-count", textContent: `(${count})` })));
      }));
      if (focused !== null) [...this.list.querySelectorAll("input")].find((box) => box.value === focused)?.focus();
      this.more.hidden = offered.length <= this.shown;
      this.search.hidden = facet.values.length <= SHOWN;
    }
  }

  Object.assign(browse, { Facets, Panel, FACETS: ["type", "journal", "keyword", "author", "use", "access", "has", "standing", "added"] });
})();
