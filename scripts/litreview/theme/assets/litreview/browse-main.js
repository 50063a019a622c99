/* The reference browser itself: its controls, and what happens when one of them is used. */
(() => {
  "use strict";
  const { text, load, element, browse } = litreview;
  /** What reads free text; the worker that answers the search box loads it too. */
  const PARTS = ["words", "query"];
  const folder = new URL(".", document.currentScript.src);

  class Browser {
    constructor(root, data, visit) {
      Object.assign(this, { root, data, visit, turn: 0, sorted: [] });
      this.facets = new browse.Facets(data, visit.numbers);
      this.results = new browse.Results(data, root);
      this.selection = new browse.Selection(data, this.results, () => this.select());
      this.years = new browse.Years(data, (years, undated, control) => this.change({ years, undated }, control));
      this.panels = browse.FACETS.map((name) => new browse.Panel(name, this.facets, (...choice) => this.choose(...choice)));
      this.state = browse.state.read();
      this.build();
    }

    build() {
      this.box = element("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false });
      this.sort = element("select", { name: "sort" }, ...browse.SORTS.map((name) => new Option(text(`sort_${name}`), name)));
      const help = element("details", { className: "reference-help" }, element("summary", { textContent: text("filter_help") }), element("p", { textContent: text("filter_help_text") }));
      const field = (label, control) => element("label", {}, element("span", { textContent: text(label) }), control);
      this.status = element("p", { className: "reference-status", role: "status" });
      this.chips = element("ul", { className: "reference-chips", "aria-label": text("chips_label") });
      this.side = element("section", { className: "reference-facets", "aria-label": text("facets_label") }, this.years.root, ...this.panels.map((panel) => panel.root));
      this.columns = element("div", { className: "reference-columns" });
      this.sheet = new browse.Sheet(this.side, this.columns, this.selection.root, () => this.clear());
      this.form = element("form", { className: "reference-filter", role: "search", "aria-label": text("filter_label") }, field("filter_text", this.box), field("filter_sort", this.sort), this.sheet.button, help);
      this.box.addEventListener("input", () => this.change({ q: this.box.value }, "text"));
      this.sort.addEventListener("change", () => this.change({ sort: this.sort.value }));
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.results.list.addEventListener("change", ({ target }) => this.selection.toggle(Number(target.value), target.checked));
      this.results.pages.addEventListener("click", (event) => {
        const page = Number(event.target.dataset?.page);
        if (!page || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.change({ page }).then(() => this.results.list.focus());
      });
      this.advice = new browse.Advice((changes) => (changes ? this.change(changes) : this.clear()).then(() => this.box.focus()));
      const head = element("div", { className: "reference-found" }, this.status, this.tools());
      this.body = element("div", { className: "reference-results" }, this.chips, this.news(), head, this.selection.root, this.advice.root, this.results.list, this.results.pages);
      this.columns.append(this.body, this.sheet.dialog);
    }

    /** What is done with a result as it stands: its link, and all of it on paper. */
    tools() {
      const link = element("button", { type: "button", textContent: text("link_copy") });
      const told = element("span", { className: "tools-status", role: "status" });
      link.addEventListener("click", async () => {
        const address = element("span", { className: "take-list", textContent: location.href });
        this.root.append(address);
        told.textContent = text((await browse.copy(address)) ? "link_done" : "copy_failed");
        address.remove();
        setTimeout(() => (told.textContent = ""), 4000);
      });
      this.printing = element("button", { type: "button" });
      this.printing.addEventListener("click", () => this.print());
      return element("div", { className: "reference-tools" }, link, this.printing, told);
    }

    /** Prints all of a result, once it is loaded. */
    async print() {
      await this.results.load(this.sorted);
      print();
    }

    /** How many references came since the reader was here last, where some did. */
    news() {
      const { numbers, since } = this.visit;
      const show = element("button", { type: "button", textContent: text("new_show") });
      show.addEventListener("click", () => this.choose("added", browse.VISIT, true));
      const date = since && new Date(`${since}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
      const line = element("p", { className: "reference-new", hidden: !numbers.length });
      line.append(text("new_visit", { n: numbers.length, date }), " ", show);
      return line;
    }

    /** On paper a result is whole, as far as it is loaded. */
    paper() {
      if (!this.results.whole(this.sorted)) return;
      addEventListener("afterprint", () => this.root.isConnected && this.show(), { once: true });
    }

    clear() {
      return this.change({ ...browse.state.empty(), selected: this.state.selected });
    }

    /** Takes the place of the page's own lists, once there is something to show. */
    enter() {
      const old = this.root.querySelectorAll(".reference-group, .reference-more, .reference-count, .record-downloads");
      this.root.append(this.form, this.columns);
      for (const one of old) one.remove();
      addEventListener("popstate", () => this.root.isConnected && this.open(browse.state.read()));
      addEventListener("keydown", (event) => {
        const asks = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p";
        if (!asks || !this.root.isConnected || this.results.has(this.sorted)) return;
        event.preventDefault();
        this.print();
      });
      addEventListener("beforeprint", () => this.root.isConnected && this.paper());
    }

    async open(state) {
      this.state = state;
      this.wait(true);
      for (const name of browse.FACETS) {
        const chosen = state.choices[name];
        // An address may name what the site no longer has; that hides nothing.
        const known = chosen.size ? (await this.facets.get(name)).numbers : null;
        for (const value of chosen) if (!known.has(value)) chosen.delete(value);
      }
      await this.selection.read(state.selected);
      await this.show();
    }

    choose(name, value, on) {
      const chosen = new Set(this.state.choices[name]);
      if (on) chosen.add(value);
      else chosen.delete(value);
      return this.change({ choices: { ...this.state.choices, [name]: chosen } });
    }

    /** A change by the reader: a new place in the history, but of the steps in one control only the first makes one. */
    async change(changes, control = "") {
      const now = { ...this.state, page: 1, ...changes };
      // What is sorted by relevance of itself goes back to the site's order with its words.
      if (now.sort === "relevance" && !now.q.trim()) now.sort = "";
      this.state = now;
      const address = browse.state.address(now);
      if (control && control === this.control) history.replaceState(history.state, "", address);
      else history.pushState(history.state, "", address);
      this.control = control;
      await this.show();
    }

    /** A change of the selection: the address follows, without a place in the history for each box. */
    async select() {
      this.state.selected = await this.selection.write();
      history.replaceState(history.state, "", browse.state.address(this.state));
      for (const box of this.results.list.querySelectorAll(".reference-select")) box.checked = this.selection.selected.has(Number(box.value));
      this.selection.update(this.selection.found);
    }

    /** How well each reference meets the free text; null for none. Who never writes any never loads what reads it. */
    async scores(written) {
      if (!written.trim()) return null;
      await Promise.all(PARTS.map((name) => load(new URL(`browse-${name}.js`, folder))));
      this.query ??= new browse.Query(this.data);
      return this.query.scores(written);
    }

    async show() {
      const turn = (this.turn += 1);
      const { state } = this;
      this.wait(true);
      try {
        const scores = await this.scores(state.q);
        if (turn !== this.turn) return;
        const result = this.facets.filter(state, scores);
        const order = state.sort || (scores ? "relevance" : "order");
        const sorted = await this.results.sorted(result.found, order, scores);
        const address = (page) => browse.state.address({ ...state, page }).href;
        const draw = await this.results.show(sorted, state.page, this.selection.selected, address);
        // A later change has overtaken this one while its data came in.
        if (turn !== this.turn) return;
        draw();
        this.sorted = sorted;
        this.draw(result, order, scores);
      } catch {
        this.status.textContent = text("filter_failed");
      }
      this.wait(false);
    }

    /** Says, to readers' tools and to scripts, whether the list still has to follow the last change. */
    wait(busy) {
      this.results.list.setAttribute("aria-busy", String(busy));
    }

    draw(result, order, scores) {
      const { state } = this;
      const n = result.found.length;
      if (this.box.value !== state.q) this.box.value = state.q;
      const relevance = [...this.sort.options].find((option) => option.value === "relevance");
      relevance.disabled = !state.q.trim();
      this.sort.value = order;
      const slips = [...(state.q.trim() ? this.query.slips : [])];
      const corrected = slips.filter(([, instead]) => instead).map(([said, instead]) => text("search_slip", { said, instead }));
      this.status.textContent = [text("filter_count", { n, total: this.data.total }), ...corrected].join(" ");
      this.years.update(result, state.years, state.undated);
      for (const panel of this.panels) panel.update(result, state.choices[panel.name]);
      this.selection.update(result.found);
      this.printing.textContent = text("print_all", { n });
      this.printing.disabled = !n;
      const active = this.active();
      this.sheet.update(n, active.length - Boolean(state.q.trim()));
      this.drawChips(active);
      this.advice.root.hidden = Boolean(n);
      if (!n) this.advise(active, slips.filter(([, instead]) => !instead).map(([word]) => word), scores);
    }

    /** What finds more where nothing is found: without one of the filters, or without a word that stands nowhere. */
    async advise(active, unknown, scores) {
      const { turn, state } = this;
      const filters = active.map((one) => ({ ...one, n: this.count(one.without, scores) }));
      const query = new browse.Query(this.data);
      for (const word of unknown) {
        const q = state.q.split(/\s+/).filter((one) => browse.words(one).join() !== word).join(" ");
        if (!q || q === state.q) continue;
        filters.push({ label: `“${word}”`, without: { q }, n: this.count({ q }, await query.scores(q)) });
      }
      if (turn !== this.turn) return;
      const said = unknown.map((word) => text("empty_unknown", { said: word }));
      this.advice.draw(filters, said.length || !state.q.trim() ? said : [text("empty_spelling")], active.length > 1);
    }

    /** How many references would show after a change. */
    count(changes, scores) {
      return this.facets.filter({ ...this.state, ...changes }, changes.q === "" ? null : scores).found.length;
    }

    /** The active filters, each as it is called and with the change that takes it away. */
    active() {
      const { state } = this;
      const found = [];
      if (state.q.trim()) found.push({ label: `“${state.q.trim()}”`, without: { q: "" } });
      if (state.years) {
        const [from, to] = state.years;
        found.push({ label: from === to ? String(from) : `${from}–${to}`, without: { years: null } });
      }
      if (state.undated) found.push({ label: text("filter_undated"), without: { undated: false } });
      for (const name of browse.FACETS) {
        const facet = this.facets.all.find((one) => one.name === name);
        for (const value of state.choices[name]) {
          const rest = new Set([...state.choices[name]].filter((one) => one !== value));
          const label = `${text(`facet_${name}`)}: ${facet.labels[facet.numbers.get(value)]}`;
          found.push({ label, without: { choices: { ...state.choices, [name]: rest } } });
        }
      }
      return found;
    }

    drawChips(active) {
      const chips = active.map(({ label, without }, place) => {
        const button = element("button", { type: "button", textContent: label, "aria-label": text("chip_remove", { filter: label }) });
        button.addEventListener("click", () => this.change(without).then(() => (this.chips.querySelectorAll("button")[place] ?? this.box).focus()));
        return element("li", {}, button);
      });
      if (chips.length > 1) {
        const clear = element("button", { type: "button", className: "chips-clear", textContent: text("filter_reset") });
        clear.addEventListener("click", () => this.clear().then(() => this.box.focus()));
        chips.push(element("li", {}, clear));
      }
      this.chips.replaceChildren(...chips);
      this.chips.hidden = !chips.length;
    }
  }

  browse.start = async (root) => {
    const data = await browse.Data.of(root).open();
    const visit = await browse.visit(data);
    const browser = new Browser(root, data, visit);
    await browser.open(browser.state);
    browser.enter();
  };
})();
