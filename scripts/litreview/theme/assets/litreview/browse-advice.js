/* What to do where nothing is found: each filter that can go, with what then shows, and words that stand nowhere. */
(() => {
  "use strict";
  const { text, element, browse } = litreview;

  class Advice {
    constructor(apply) {
      this.apply = apply;
      this.root = element("section", { className: "reference-empty", "aria-label": text("empty_label") });
    }

    /** `filters` are the active ones, each with its label, what takes it away and how many references then show;
        `said` is what there is to say of the words looked for. */
    draw(filters, said, several) {
      const button = (label, changes) => {
        const made = element("button", { type: "button", textContent: label });
        made.addEventListener("click", () => this.apply(changes));
        return element("li", {}, made);
      };
      const helping = filters.filter(({ n }) => n).sort((a, b) => b.n - a.n);
      const buttons = helping.map(({ label, n, without }) => button(text("empty_without", { filter: label, n }), without));
      if (several) buttons.push(button(text("filter_reset"), null));
      this.root.replaceChildren(
        element("p", { textContent: text(helping.length ? "empty_lead" : "empty_several") }),
        element("ul", {}, ...buttons),
        ...said.map((words) => element("p", { textContent: words })),
      );
    }
  }

  browse.Advice = Advice;
})();
