/* The reference browser itself: its controls, and what happens when one of them is used. */
(() => {
  "use strict";
  const { text, load, element, browse } = litreview;
  /** What reads free text; the worker that answers the search box loads it too. */
  const PARTS = ["words", "query"];
  const folder = new URL(".", document.currentScript.src);

  class Browser {
    constructor(root, data) {
      Object.assign(this, { root, data, turn: 0 });
      this.facets = new browse.Facets(data);
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
      this.form = element("form", { className: "reference-filter", role: "search", "aria-label": text("filter_label") }, field("filter_text", this.box), field("filter_sort", this.sort), help);
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
      this.body = element("div", { className: "reference-results" }, this.chips, this.status, this.selection.root, this.results.list, this.results.pages);
    }

    /** Takes the place of the page's own lists, once there is something to show. */
    enter() {
      const old = this.root.querySelectorAll(".reference-group, .reference-more, .reference-count, .record-downloads");
      this.root.append(this.form, element("div", { className: "reference-columns" }, this.side, this.body));
      for (const one of old) one.remove();
      addEventListener("popstate", () => this.root.isConnected && this.open(browse.state.read()));
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
        this.draw(result, order);
      } catch {
        this.status.textContent = text("filter_failed");
      }
      this.wait(false);
    }

    /** Says, to readers' tools and to scripts, whether the list still has to follow the last change. */
    wait(busy) {
      this.results.list.setAttribute("aria-busy", String(busy));
    }

    draw(result, order) {
      const { state } = this;
      if (this.box.value !== state.q) this.box.value = state.q;
      const relevance = [...this.sort.options].find((option) => option.value === "relevance");
      relevance.disabled = !state.q.trim();
      this.sort.value = order;
      const slips = [...(state.q.trim() ? this.query.slips : [])].filter(([, instead]) => instead).map(([said, instead]) => text("search_slip", { said, instead }));
      this.status.textContent = [text("filter_count", { n: result.found.length, total: this.data.total }), ...slips].join(" ");
      this.years.update(result, state.years, state.undated);
      for (const panel of this.panels) panel.update(result, state.choices[panel.name]);
      this.selection.update(result.found);
      this.drawChips();
    }

    drawChips() {
      const { state } = this;
      const chips = [];
      const chip = (label, remove) => {
        const button = element("button", { type: "button", textContent: label, "aria-label": text("chip_remove", { filter: label }) });
        button.addEventListener("click", () => {
          const place = [...this.chips.querySelectorAll("button")].indexOf(button);
          remove().then(() => (this.chips.querySelectorAll("button")[place] ?? this.box).focus());
        });
        chips.push(element("li", {}, button));
      };
      if (state.q.trim()) chip(`“${state.q.trim()}”`, () => this.change({ q: "" }));
      if (state.years) {
        const [from, to] = state.years;
        chip(from === to ? String(from) : `${from}–${to}`, () => this.change({ years: null }));
      }
      if (state.undated) chip(text("filter_undated"), () => this.change({ undated: false }));
      for (const name of browse.FACETS) {
        const facet = this.facets.all.find((one) => one.name === name);
        for (const value of state.choices[name]) {
          chip(`${text(`facet_${name}`)}: ${facet.labels[facet.numbers.get(value)]}`, () => this.choose(name, value, false));
        }
      }
      if (chips.length > 1) {
        const clear = element("button", { type: "button", className: "chips-clear", textContent: text("filter_reset") });
        clear.addEventListener("click", () => this.change({ ...browse.state.empty(), selected: state.selected }).then(() => this.box.focus()));
        chips.push(element("li", {}, clear));
      }
      this.chips.replaceChildren(...chips);
      this.chips.hidden = !chips.length;
    }
  }

  browse.start = async (root) => {
    const data = await browse.Data.of(root).open();
    const browser = new Browser(root, data);
    await browser.open(browser.state);
    browser.enter();
  };
})();
