/* The chart by year: bars that a click or a drag chooses from, and two sliders that do the same from the keyboard. */
(() => {
  "use strict";
  const { text, element, browse } = litreview;
  const SVG = "http://www.w3.org/2000/svg";
  const HEIGHT = 80;
  const BAR = 10;

  function drawn(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  class Years {
    /** `choose` is called with a range of years, or nothing for all, whether what prints no date counts, and the name
        of a control that is moved by steps. */
    constructor(data, choose) {
      const years = data.facets.year;
      const known = years.filter(Boolean);
      Object.assign(this, { years, choose });
      this.first = known.reduce((least, year) => Math.min(least, year), Infinity);
      this.last = known.reduce((most, year) => Math.max(most, year), -Infinity);
      this.undated = known.length < years.length;
      this.total = this.count(years.map(() => 1));
      this.root = element("fieldset", { className: "reference-years" }, element("legend", { textContent: text("facet_year") }));
      if (known.length) this.build();
      if (this.undated) {
        this.box = element("input", { type: "checkbox" });
        this.box.addEventListener("change", () => choose(this.chosen, this.box.checked));
        this.root.append(element("label", { className: "years-undated" }, this.box, " ", text("filter_undated")));
      }
    }

    build() {
      const span = this.last - this.first + 1;
      this.chart = drawn("svg", { viewBox: `0 0 ${span * BAR} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
      this.ends = element("p", { className: "years-ends", "aria-hidden": "true" });
      this.ends.append(element("span", { textContent: this.first }), element("span", { textContent: this.last }));
      const slider = (label) => {
        const input = element("input", { type: "range", min: this.first, max: this.last, step: 1 });
        const shown = element("output");
        const row = element("label", {}, element("span", { textContent: text(label) }), input, shown);
        // The slider tells the year while it moves; the list follows when it stops.
        input.addEventListener("input", () => (shown.value = input.value));
        return { input, shown, row };
      };
      this.from = slider("years_from");
      this.to = slider("years_to");
      this.from.input.addEventListener("change", () => this.set(Number(this.from.input.value), Math.max(this.from.input.value, this.to.input.value), "from"));
      this.to.input.addEventListener("change", () => this.set(Math.min(this.from.input.value, this.to.input.value), Number(this.to.input.value), "to"));
      this.root.append(this.chart, this.ends, this.from.row, this.to.row);
      this.brush();
    }

    yearAt(event) {
      const box = this.chart.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      return Math.min(this.last, Math.max(this.first, this.first + Math.floor(share * (this.last - this.first + 1))));
    }

    /** A drag chooses from its first year to its last one; a click one year, or all where that one was chosen alone. */
    brush() {
      let start = null;
      this.chart.addEventListener("pointerdown", (event) => {
        start = this.yearAt(event);
        this.chart.setPointerCapture(event.pointerId);
        event.preventDefault();
      });
      this.chart.addEventListener("pointermove", (event) => {
        if (start === null) return;
        const now = this.yearAt(event);
        this.mark(Math.min(start, now), Math.max(start, now));
      });
      this.chart.addEventListener("pointerup", (event) => {
        if (start === null) return;
        const now = this.yearAt(event);
        const [from, to] = [Math.min(start, now), Math.max(start, now)];
        start = null;
        const again = from === to && this.chosen?.[0] === from && this.chosen[1] === to;
        if (again) this.choose(null, this.box?.checked ?? false);
        else this.set(from, to);
      });
      this.chart.addEventListener("pointercancel", () => (start = null));
    }

    set(from, to, control) {
      const everything = from <= this.first && to >= this.last;
      this.choose(everything ? null : [from, to], this.box?.checked ?? false, control);
    }

    count(passing) {
      const counts = new Map();
      this.years.forEach((year, index) => year && passing[index] && counts.set(year, (counts.get(year) ?? 0) + 1));
      return counts;
    }

    mark(from, to) {
      for (const bar of this.chart.children) {
        const year = Number(bar.dataset.year);
        bar.classList.toggle("out", year < from || year > to);
      }
    }

    update(result, chosen, undated) {
      this.chosen = chosen;
      if (this.box) this.box.checked = undated;
      if (!this.chart) return;
      const counts = this.count(result.within("year"));
      const most = Math.max(1, ...counts.values());
      const bars = [];
      for (let year = this.first; year <= this.last; year += 1) {
        const count = counts.get(year) ?? 0;
        const height = count ? Math.max(2, (count / most) * HEIGHT) : 0;
        const bar = drawn("rect", { x: (year - this.first) * BAR + 1, y: HEIGHT - height, width: BAR - 2, height });
        const whole = drawn("rect", { x: (year - this.first) * BAR, y: 0, width: BAR, height: HEIGHT, class: "years-hit" });
        const title = drawn("title", {}, text("years_bar", { year, n: count }));
        const group = drawn("g", { "data-year": year }, title, whole, bar);
        bars.push(group);
      }
      this.chart.replaceChildren(...bars);
      const [from, to] = chosen ?? [this.first, this.last];
      this.mark(from, to);
      const peak = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [this.first, 0]);
      this.chart.setAttribute("aria-label", text("years_chart", { first: this.first, last: this.last, peak: peak[0], n: peak[1] }));
      for (const [end, year] of [[this.from, from], [this.to, to]]) {
        end.input.value = year;
        end.shown.value = end.input.value;
      }
    }
  }

  browse.Years = Years;
})();
