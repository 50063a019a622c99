/* The filters: beside the results where there is room, else in a sheet that a button opens. */
(() => {
  "use strict";
  const { text, element, browse } = litreview;
  /** As the theme's own windows that have no menu beside the text. */
  const narrow = matchMedia("(max-width: 59.984375em)");

  class Sheet {
    /** `filters` is what moves, `columns` where it stands in a wide window, and `folded` what is open there alone. */
    constructor(filters, columns, folded, reset) {
      Object.assign(this, { filters, columns, folded });
      const close = element("button", { type: "button", className: "sheet-close", textContent: "×", "aria-label": text("sheet_close") });
      const title = element("h2", { id: "reference-sheet-title", textContent: text("facets_label") });
      this.place = element("div", { className: "sheet-body" });
      this.clear = element("button", { type: "button", textContent: text("filter_reset") });
      this.done = element("button", { type: "button", className: "sheet-done" });
      this.dialog = element(
        "dialog",
        { className: "reference-sheet", "aria-labelledby": title.id },
        element("div", { className: "sheet-head" }, title, close),
        this.place,
        element("div", { className: "sheet-foot" }, this.clear, this.done),
      );
      this.mark = element("span", { className: "facet-chosen" });
      this.button = element("button", { type: "button", className: "sheet-open", "aria-haspopup": "dialog" }, text("facets_label"), this.mark);
      this.button.addEventListener("click", () => this.dialog.showModal());
      for (const one of [close, this.done]) one.addEventListener("click", () => this.dialog.close());
      this.clear.addEventListener("click", reset);
      // Head, body and foot cover the sheet, so that only a click beside it has it as its target.
      this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
      narrow.addEventListener("change", () => this.arrange());
      this.arrange();
    }

    arrange() {
      this.button.hidden = !narrow.matches;
      this.folded.open = !narrow.matches;
      if (this.dialog.open) this.dialog.close();
      if (narrow.matches) this.place.append(this.filters);
      else this.columns.prepend(this.filters);
    }

    update(found, active) {
      this.mark.textContent = active ? ` (${active})` : "";
      this.clear.disabled = !active;
      this.done.textContent = text("sheet_show", { n: found });
    }
  }

  browse.Sheet = Sheet;
})();
