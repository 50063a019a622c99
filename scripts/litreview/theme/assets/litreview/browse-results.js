/* The list of results: one page of references at a time, each with its box to select it. */
(() => {
  "use strict";
  const { text, element, browse } = litreview;
  const LABEL = 90;

  /** Sorts numbers by what `key` gives for each, kept in the site's order where that is equal. */
  const by = (key) => (numbers) => numbers.map((number) => [key(number), number]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, number]) => number);

  class Results {
    constructor(data, root) {
      this.data = data;
      // The page holds the first references itself, small sites all of them.
      this.items = new Map([...root.querySelectorAll(".csl-entry")].map((item, number) => [number, item]));
      this.size = this.items.size >= data.total ? 100 : 25;
      this.list = element("ol", { className: "reference-list" });
      this.list.tabIndex = -1;
      this.pages = element("nav", { className: "reference-pages", "aria-label": text("pages_label") });
    }

    async sorted(found, order, scores) {
      const { year, cited } = this.data.facets;
      const latest = (number) => (year[number] ? -year[number] : Infinity);
      const sorts = {
        relevance: scores && by((number) => -scores[number]),
        newest: by(latest),
        oldest: by((number) => year[number] || Infinity),
        cited: by((number) => -cited[number]),
      };
      if (order === "author" || order === "title") {
        const places = new Uint32Array(this.data.total);
        (await this.data.part(`order-${order}`)).forEach((number, place) => (places[number] = place));
        return by((number) => places[number])(found);
      }
      return sorts[order]?.(found) ?? found;
    }

    /** The list items of those references, loaded where they are not on the page. */
    async load(numbers) {
      const missing = numbers.filter((number) => !this.items.has(number));
      if (missing.length) {
        const written = await this.data.items("entries", this.data.facets.sizes.entries, missing);
        missing.forEach((number, index) => {
          const template = document.createElement("template");
          template.innerHTML = written[index];
          this.items.set(number, template.content.firstElementChild);
        });
      }
      return numbers.map((number) => this.items.get(number));
    }

    /** Shows a page of the sorted numbers; `selected` says which are, `address` where another page is. */
    async show(sorted, page, selected, address) {
      const last = Math.max(1, Math.ceil(sorted.length / this.size));
      const now = Math.min(page, last);
      const numbers = sorted.slice((now - 1) * this.size, now * this.size);
      const items = await this.load(numbers);
      items.forEach((item, index) => this.box(item, numbers[index]).checked = selected.has(numbers[index]));
      return () => {
        this.list.replaceChildren(...items);
        this.drawPages(now, last, address);
      };
    }

    /** Whether all of these references are loaded. */
    has(numbers) {
      return numbers.every((number) => this.items.has(number));
    }

    /** Shows all of a result on one page, where its items are loaded; tells whether it did. */
    whole(sorted) {
      if (sorted.length <= this.size || !this.has(sorted)) return false;
      this.list.replaceChildren(...sorted.map((number) => this.items.get(number)));
      this.pages.hidden = true;
      return true;
    }

    box(item, number) {
      let box = item.querySelector(".reference-select");
      if (!box) {
        const words = item.querySelector(".csl-text").textContent;
        const name = words.length > LABEL ? `${words.slice(0, LABEL)}…` : words;
        box = element("input", { type: "checkbox", className: "reference-select", "aria-label": text("select_one", { name }) });
        item.prepend(box);
      }
      box.value = number;
      return box;
    }

    drawPages(now, last, address) {
      this.pages.hidden = last === 1;
      const link = (page, label) => element("a", { href: address(page), textContent: label, "data-page": page });
      const parts = [text("pages_position", { n: now, total: last })];
      if (now > 1) parts.unshift(link(now - 1, text("pages_previous")), " ");
      if (now > 2) parts.unshift(link(1, text("pages_first")), " ");
      if (now < last) parts.push(" ", link(now + 1, text("pages_next")));
      if (now < last - 1) parts.push(" ", link(last, text("pages_last")));
      this.pages.replaceChildren(...parts);
    }
  }

  browse.Results = Results;
})();
