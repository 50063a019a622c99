/* Readers question a forest plot: they choose studies, panels, risks of bias and the model, and plot, summary and a plain
   sentence follow, from the data beside the page and with its statistics. What the review does not pool is not pooled
   here either. What was changed stands in the page's address. */
(() => {
  "use strict";
  const { text, localised, addTexts, element, statistics, marks } = litreview;
  const LEAST_P = 0.001;
  const RANDOM = ["reml", "dl"];

  /** A number with its unit, which brings its own blank; the percent sign has the one of the language. */
  const withUnit = (value, unit) => (unit === "%" ? text("percent", { value }) : value + unit);

  /** A number with so many decimals, halves to the even digit as Python rounds them. */
  function fixed(value, digits) {
    const scaled = value * 10 ** digits;
    const floor = Math.floor(scaled);
    const shown = scaled - floor === 0.5 ? ((floor + (floor % 2 === 0 ? 0 : 1)) / 10 ** digits).toFixed(digits) : value.toFixed(digits);
    return localised(Number(shown) === 0 ? (0).toFixed(digits) : shown);
  }

  function span(name, ends) {
    const [low, high] = ends;
    return text(ends.some((end) => end.startsWith("−")) ? `${name}_signed` : name, { low, high });
  }

  /** Why the chosen results must not be drawn or pooled, or nothing. */
  function refusal(data, rows, pooling) {
    const groups = new Map();
    for (const row of rows) {
      const other = groups.get(row.group);
      if (other && other.report !== row.report) return text("plot_shared", { one: other.name, other: row.name });
      groups.set(row.group, row);
    }
    if (!pooling) return "";
    const panels = data.panels.filter((panel) => rows.some((row) => row.panel === panel.id));
    if (panels.length > 1) return text("plot_several_panels", { panels: panels.map((panel) => panel.name).join(", ") });
    const barred = panels.find((panel) => panel.notPooled);
    if (barred) return text("plot_panel", { panel: barred.name, reason: barred.notPooled });
    if (new Set(rows.map((row) => row.study)).size < rows.length) return text("plot_one_study");
    const lacking = rows.find((row) => row.value === null);
    if (lacking) return text("plot_lacks", { report: lacking.cited, lacks: lacking.lacks });
    return rows.length < 2 ? text("plot_few") : "";
  }

  class Question {
    constructor(figure, data) {
      addTexts(data.texts);
      this.figure = figure;
      this.data = data;
      this.table = figure.querySelector(".forest-table");
      this.originals = new Map([...this.table.querySelectorAll("tr[data-row]")].map((row) => [row.dataset.row, row]));
      this.authors = { head: this.table.tHead, bodies: [...this.table.tBodies] };
      this.remarks = [...figure.querySelectorAll("[data-part=summary]")];
      this.risks = [...new Set(data.rows.map((row) => row.risk))];
      this.state = this.read();
      this.build();
      this.show();
    }

    /** The authors' selection. */
    start() {
      const { data } = this;
      return {
        rows: new Set(data.rows.filter((row) => row.chosen).map((row) => row.id)),
        panels: new Set(data.panels.map((panel) => panel.id)),
        risks: new Set(this.risks),
        method: data.pool?.method ?? "none",
        interval: data.pool?.interval ?? "wald",
        intervals: data.intervals,
      };
    }

    /** What the address says: only what differs from the authors' selection stands there. */
    read() {
      const state = this.start();
      const said = new URLSearchParams(new URLSearchParams(location.search).get(this.figure.id) ?? "");
      for (const [name, known] of [["rows", this.data.rows.map((row) => row.id)], ["panels", [...state.panels]], ["risks", [...state.risks]]]) {
        for (const value of said.getAll(`-${name}`)) state[name].delete(value);
        for (const value of said.getAll(`+${name}`)) if (known.includes(value)) state[name].add(value);
      }
      for (const [name, known] of [["method", ["none", "fixed", ...RANDOM]], ["interval", ["wald", "hartung-knapp"]], ["intervals", ["exact", "wilson"]]]) {
        if (known.includes(said.get(name))) state[name] = said.get(name);
      }
      return state;
    }

    changes() {
      const [start, said] = [this.start(), new URLSearchParams()];
      for (const name of ["rows", "panels", "risks"]) {
        for (const value of start[name]) if (!this.state[name].has(value)) said.append(`-${name}`, value);
        for (const value of this.state[name]) if (!start[name].has(value)) said.append(`+${name}`, value);
      }
      for (const name of ["method", "interval", "intervals"]) {
        if (this.state[name] !== start[name]) said.set(name, this.state[name]);
      }
      return said.toString();
    }

    write() {
      const url = new URL(location.href);
      const changes = this.changes();
      if (changes) url.searchParams.set(this.figure.id, changes);
      else url.searchParams.delete(this.figure.id);
      history.replaceState(history.state, "", url);
    }

    build() {
      const { data } = this;
      const form = element("form", { className: "plot-form" });
      form.addEventListener("submit", (event) => event.preventDefault());
      const name = (row) => [element("span", {}, row.name), " ", element("span", { className: "plot-cited", textContent: row.cited })];
      form.append(this.boxes("rows", text("plot_studies"), data.rows.map((row) => [row.id, name(row)])));
      if (data.panels.length > 1) form.append(this.boxes("panels", text("plot_panels"), data.panels.map((one) => [one.id, [one.name]])));
      if (this.risks.some(Boolean)) {
        form.append(this.boxes("risks", text("plot_risks"), this.risks.map((risk) => [risk, [risk || text("plot_risk_unknown")]])));
      }
      const choices = element("div", { className: "plot-choices" });
      choices.append(this.select("method", text("plot_model"), ["none", ...RANDOM, "fixed"].map((one) => [one, text(`plot_model_${one}`)])));
      choices.append(this.select("interval", text("plot_interval"), ["wald", "hartung-knapp"].map((one) => [one, text(`plot_interval_${one}`)])));
      if (data.rows.some((row) => row.computed)) {
        choices.append(this.select("intervals", text("plot_proportions"), ["exact", "wilson"].map((one) => [one, text(`plot_proportions_${one}`)])));
      }
      form.append(choices);
      this.form = form;
      this.changed = element("div", { className: "plot-changed", hidden: true });
      const back = element("button", { type: "button", className: "figure-button", textContent: text("plot_back") });
      back.addEventListener("click", () => {
        this.state = this.start();
        this.write();
        this.show();
        this.details.querySelector("summary").focus();
      });
      this.changed.append(element("strong", { textContent: text("plot_changed") }), " ", text("plot_files"), " ", back);
      this.said = element("p", { className: "plot-said", role: "status" });
      this.details = this.figure.querySelector(".plot-question");
      this.details.append(form);
      this.details.after(this.changed, this.said);
    }

    boxes(name, legend, choices) {
      const labels = choices.map(([value, words]) => {
        const box = element("input", { type: "checkbox", name, value });
        box.addEventListener("change", () => {
          if (box.checked) this.state[name].add(value);
          else this.state[name].delete(value);
          this.write();
          this.show();
        });
        return element("label", {}, box, element("span", {}, ...words));
      });
      return element("fieldset", { className: `plot-${name}` }, element("legend", { textContent: legend }), ...labels);
    }

    select(name, label, choices) {
      const options = choices.map(([value, words]) => element("option", { value, textContent: words }));
      const list = element("select", { name }, ...options);
      list.addEventListener("change", () => {
        this.state[name] = list.value;
        this.write();
        this.show();
      });
      return element("label", {}, element("span", { textContent: label }), list);
    }

    show() {
      const { state, data } = this;
      for (const box of this.form.querySelectorAll("input")) box.checked = state[box.name].has(box.value);
      for (const list of this.form.querySelectorAll("select")) list.value = state[list.name];
      const intervals = this.form.querySelector("select[name=interval]");
      intervals.disabled = !RANDOM.includes(state.method);
      const changed = this.changes() !== "";
      this.changed.hidden = !changed;
      for (const remark of this.remarks) remark.hidden = changed;
      this.figure.classList.toggle("is-questioned", changed);
      if (!changed) {
        this.put(this.authors.head, ...this.authors.bodies);
        this.said.textContent = "";
        return;
      }
      const rows = this.chosen();
      const why = refusal(data, rows, state.method !== "none");
      const shared = refusal(data, rows, false);
      const summary = why || state.method === "none" ? null : this.pooled(rows, state.method, state.interval);
      this.redraw(shared ? [] : rows, summary);
      this.said.textContent = this.sentence(rows, summary, why);
    }

    chosen() {
      const { rows, panels, risks, intervals } = this.state;
      const fits = (row) => rows.has(row.id) && panels.has(row.panel) && risks.has(row.risk);
      return this.data.rows.filter(fits).map((row) => {
        if (!row.computed || intervals === this.data.intervals) return row;
        const [low, high] = statistics[intervals](...row.computed).map((end) => 100 * end);
        const said = row.said.replace(/\(.*\)$/, `(${span("measure_span", [fixed(low, 0), fixed(high, 0)])})`);
        return { ...row, low, high, said };
      });
    }

    pooled(rows, method, interval) {
      return statistics.pool(rows, method, method === "fixed" ? "wald" : interval);
    }

    /** A number on the scale of the analysis as one of the outcome's own. */
    own(value) {
      if (this.data.kind === "share") return 100 * statistics.logistic(value);
      return this.data.kind === "ratio" ? Math.exp(value) : value;
    }

    /** A summary in words, as the page prints the authors'. */
    words(summary) {
      const share = this.data.kind === "share";
      const shown = (value) => fixed(this.own(value), share ? 0 : 2);
      const inside = [span("measure_span", summary.interval.map(shown))];
      if (summary.prediction) inside.push(span("measure_prediction", summary.prediction.map(shown)));
      return `${withUnit(shown(summary.value), share ? "%" : this.data.unit)} (${inside.join("; ")})`;
    }

    sentence(rows, summary, why) {
      if (!rows.length) return text("plot_empty");
      const parts = [];
      if (why) parts.push(text("plot_refused", { why }));
      else if (!summary) parts.push(text("plot_drawn", { n: rows.length, total: this.data.rows.length }));
      else {
        parts.push(text("plot_summary", {
          model: text(this.state.method === "fixed" ? "forest_summary_fixed" : "forest_summary"),
          n: rows.length,
          estimate: this.words(summary),
          tau2: localised(summary.tau2.toFixed(4)),
          i2: localised(summary.i2.toFixed(1)),
          q: localised(summary.q.toFixed(2)),
          df: rows.length - 1,
          p: localised(summary.p < LEAST_P ? `< ${LEAST_P}` : `= ${summary.p.toFixed(3)}`),
        }));
      }
      if (this.data.pool) {
        const theirs = this.data.rows.filter((row) => row.chosen);
        const estimate = this.words(this.pooled(theirs, this.data.pool.method, this.data.pool.interval));
        parts.push(text("plot_theirs", { n: theirs.length, estimate }));
      }
      return parts.join(" ");
    }

    put(...parts) {
      this.table.replaceChildren(...parts);
    }

    redraw(rows, summary) {
      const { data } = this;
      const inside = (row) => [row.point, row.low, row.high].every((v) => v === null || (v >= data.scale.low && v <= data.scale.high));
      const scale = rows.every(inside) ? data.scale : data.wide;
      const counted = this.authors.head.rows[0].cells.length > 3 + (data.pool ? 1 : 0);
      const head = this.authors.head.cloneNode(true);
      const line = head.rows[0];
      if (data.pool && !summary) line.lastElementChild.remove();
      if (!data.pool && summary) {
        line.append(element("th", { scope: "col", role: "columnheader", className: "is-number", textContent: text("forest_weight") }));
      }
      const labels = [...line.cells].map((cell) => cell.textContent.trim());
      const body = element("tbody", { role: "rowgroup" });
      const largest = Math.max(...rows.map((row) => row.size));
      const several = data.panels.filter((panel) => rows.some((row) => row.panel === panel.id));
      for (const panel of several) {
        if (several.length > 1) {
          const name = element("th", { colSpan: labels.length, scope: "rowgroup", role: "rowheader", textContent: panel.name });
          body.append(element("tr", { className: "figure-group", role: "row" }, name));
        }
        rows.forEach((row, index) => {
          if (row.panel !== panel.id) return;
          const weight = summary?.weights[index];
          const share = summary ? weight / Math.max(...summary.weights) : largest ? row.size / largest : undefined;
          const drawing = marks.row(...marks.grid(scale), ...marks.estimate(scale, row, share));
          const cells = [this.estimate(row), drawing, ...(summary ? [withUnit(localised(weight.toFixed(1)), "%")] : [])];
          const made = this.line(this.name(row), [...(counted ? [row.counts] : []), ...cells], labels);
          made.dataset.row = row.id;
          made.dataset.report = row.report;
          if (summary) made.dataset.weight = weight;
          body.append(made);
        });
      }
      if (summary) {
        const [low, high] = summary.interval.map((end) => this.own(end));
        const prediction = summary.prediction?.map((end) => this.own(end));
        const drawing = marks.row(...marks.grid(scale), ...marks.summary(scale, this.own(summary.value), [low, high], prediction));
        const name = document.createTextNode(text(this.state.method === "fixed" ? "forest_summary_fixed" : "forest_summary"));
        const made = this.line([name], [...(counted ? [""] : []), this.words(summary), drawing, withUnit("100", "%")], labels);
        made.classList.add("figure-summary");
        Object.assign(made.dataset, { value: summary.value, low: summary.interval[0], high: summary.interval[1], tau2: summary.tau2 });
        body.append(made);
      }
      const foot = element("tbody", { className: "figure-foot", role: "rowgroup" });
      const unit = data.kind === "share" ? "%" : "";
      const axis = marks.axis(scale, data.favours, (value, last) => withUnit(localised(String(value)), last ? unit : ""));
      const last = this.line([], [...(counted ? [""] : []), "", axis, ...(summary ? [""] : [])], labels);
      last.classList.add("figure-axis");
      last.setAttribute("aria-hidden", "true");
      foot.append(last);
      this.put(head, body, foot);
    }

    /** What a row is called: as the page has it where it stands there, with its citation and notes; else with a link. */
    name(row) {
      const own = this.originals.get(row.id);
      if (own) return [...own.cells[0].cloneNode(true).childNodes];
      const name = element("span", { className: "study-name", textContent: row.name });
      const cited = row.page ? element("a", { href: row.page, textContent: row.cited }) : row.cited;
      return [name, " ", cited];
    }

    /** An estimate in words; as the page has it, with the way to its evidence, where it stands there unchanged. */
    estimate(row) {
      const own = this.originals.get(row.id);
      const same = this.data.rows.includes(row);
      const cell = own && [...own.cells].find((one) => one.nextElementSibling?.classList.contains("is-plot"));
      return own && same ? { nodes: [...cell.cloneNode(true).childNodes] } : row.said;
    }

    line(name, cells, labels) {
      const made = element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader", className: "is-text" }, ...name));
      cells.forEach((content, index) => {
        const isPlot = typeof content !== "string" && !content.nodes;
        const parts = content.nodes ?? [content].flat();
        const cell = element("td", { role: "cell", className: isPlot ? "is-plot" : "is-number" }, ...parts);
        if (!isPlot) cell.dataset.label = labels[index + 1];
        made.append(cell);
      });
      return made;
    }
  }

  litreview.question = (figure, data) => new Question(figure, data);
})();
