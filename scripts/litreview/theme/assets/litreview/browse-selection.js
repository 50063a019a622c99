/* What the reader takes away: the references selected, or all that are shown, as a file or as a formatted list. */
(() => {
  "use strict";
  const { text, load, element, browse } = litreview;
  const SHOWN_MS = 4000;
  /** Addresses stay short enough for every server and mail program. */
  const IN_ADDRESS = 60;

  const folder = new URL(".", document.currentScript.src);

  /** Copies what an element holds; what does so is loaded by who copies. */
  browse.copy = async (source) => {
    await load(new URL("copy.js", folder));
    return litreview.copy(source);
  };

  class Selection {
    constructor(data, results, changed) {
      Object.assign(this, { data, results, changed, selected: new Set(), found: [] });
      this.what = element("p", { className: "take-what" });
      this.status = element("span", { className: "take-status", role: "status" });
      this.all = element("button", { type: "button" });
      this.all.addEventListener("click", () => this.add(this.found));
      this.none = element("button", { type: "button", textContent: text("select_none") });
      this.none.addEventListener("click", () => {
        this.selected.clear();
        this.changed();
      });
      const formats = data.facets.formats.map((format) => {
        const button = element("button", { type: "button", textContent: format.label, "aria-label": text("take_as", { format: format.label }) });
        button.dataset.format = format.name;
        button.addEventListener("click", () => this.run(() => this.download(format)));
        return button;
      });
      this.copy = element("button", { type: "button", textContent: text("take_copy") });
      this.copy.addEventListener("click", () => this.run(() => this.copyList()));
      const buttons = element("div", { className: "take-buttons" }, ...formats, this.copy, this.status);
      const choice = element("div", { className: "take-choice" }, this.all, this.none);
      const summary = element("summary", { textContent: text("take_label") });
      this.root = element("details", { className: "reference-take" }, summary, choice, this.what, buttons);
    }

    add(numbers) {
      for (const number of numbers) this.selected.add(number);
      this.changed();
    }

    toggle(number, on) {
      if (on) this.selected.add(number);
      else this.selected.delete(number);
      this.changed();
    }

    /** What is taken away, in the site's order. */
    get taken() {
      return [...(this.selected.size ? this.selected : this.found)].sort((a, b) => a - b);
    }

    update(found) {
      this.found = found;
      const { size } = this.selected;
      this.root.hidden = !found.length && !size;
      this.what.textContent = size ? text("take_selected", { n: size }) : text("take_shown", { n: found.length });
      this.all.textContent = text("select_all", { n: found.length });
      this.all.disabled = found.every((number) => this.selected.has(number));
      this.none.disabled = !size;
      for (const button of this.root.querySelectorAll(".take-buttons button")) button.disabled = !this.taken.length;
    }

    async run(act) {
      try {
        this.status.textContent = await act();
      } catch {
        this.status.textContent = text("take_failed");
      }
      setTimeout(() => (this.status.textContent = ""), SHOWN_MS);
    }

    async download(format) {
      const numbers = this.taken;
      const records = await this.data.items(format.name, this.data.facets.sizes.records, numbers);
      const file = format.opening + records.join(format.separator) + format.closing;
      const address = URL.createObjectURL(new Blob([file], { type: `${format.type};charset=utf-8` }));
      element("a", { href: address, download: format.file }).click();
      setTimeout(() => URL.revokeObjectURL(address), SHOWN_MS);
      return text("take_done", { n: numbers.length, file: format.file });
    }

    async copyList() {
      const items = await this.results.load(this.taken);
      const list = element("div", { className: "take-list" });
      list.append(...items.map((item) => {
        const entry = item.querySelector(".csl-text").cloneNode(true);
        const number = item.getAttribute("value");
        if (number) entry.prepend(`${number}. `);
        return element("p", {}, ...entry.childNodes);
      }));
      // The fallback of copying needs an element that is on the page.
      this.root.append(list);
      const done = await browse.copy(list);
      list.remove();
      return text(done ? "copy_done" : "copy_failed");
    }

    /** The selection as addresses have it: keys, while they are few. */
    async write() {
      if (!this.selected.size || this.selected.size > IN_ADDRESS) return [];
      const keys = await this.data.part("keys");
      return [...this.selected].sort((a, b) => a - b).map((number) => keys[number]);
    }

    async read(keys) {
      this.selected.clear();
      if (!keys.length) return;
      const known = await this.data.part("keys");
      const wanted = new Set(keys);
      known.forEach((key, number) => wanted.has(key) && this.selected.add(number));
    }
  }

  browse.Selection = Selection;
})();
