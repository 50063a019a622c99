/* The marks of a plot that a reader has changed: what litreview/figures/scale draws, with the same classes. */
(() => {
  "use strict";
  const MARGIN = 7;
  const LARGEST = 14;
  const SMALLEST = 5;
  const ALIKE = 0.4;

  function svg(name, attributes = {}, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const percent = (value) => `${value.toFixed(2)}%`;

  /** The place of a value on a scale in percent of the width; values beyond an end stand at it. */
  function at(scale, value) {
    const even = scale.log ? Math.log : (x) => x;
    const [low, high, x] = [scale.low, scale.high, Math.min(Math.max(value, scale.low), scale.high)].map(even);
    return MARGIN + ((100 - 2 * MARGIN) * (x - low)) / (high - low);
  }

  const row = (...marks) =>
    svg("svg", { class: "plot-row", "aria-hidden": "true", focusable: "false", width: 240, height: 24 }, ...marks);

  function grid(scale) {
    const told = [scale.reference, scale.chosen].filter((value) => value !== null);
    return [...new Set([...scale.ticks, ...told])].map((value) => {
      const x = percent(at(scale, value));
      const kind = told.includes(value) ? (value === scale.reference ? "reference" : "chosen") : "grid";
      return svg("line", { class: `plot-${kind}`, x1: x, x2: x, y1: 0, y2: "100%" });
    });
  }

  function axis(scale, favours, label) {
    const parts = [svg("line", { class: "plot-axis", x1: percent(MARGIN), x2: percent(100 - MARGIN), y1: 0, y2: 0 })];
    for (const value of scale.ticks) {
      const x = percent(at(scale, value));
      const name = svg("text", { class: "plot-label", x, y: 17, "text-anchor": "middle" });
      name.textContent = label(value, value === scale.ticks.at(-1));
      parts.push(svg("line", { class: "plot-tick", x1: x, x2: x, y1: 0, y2: 4 }), name);
    }
    const drawing = svg("svg", { class: "plot-axis-row", "aria-hidden": "true", focusable: "false" }, ...parts);
    if (!favours.length) return [drawing];
    const ends = favours.map((words) => litreview.element("span", { textContent: words }));
    return [drawing, litreview.element("span", { className: "plot-favours" }, ...ends)];
  }

  /** An estimate with its interval; `open` ends that are null end in an arrow, as do those beyond the scale. */
  function estimate(scale, { point, low, high }, share) {
    const parts = [];
    if (low !== null || high !== null) {
      const [start, end] = [at(scale, low ?? scale.low), at(scale, high ?? scale.high)];
      parts.push(svg("line", { class: "plot-interval", x1: percent(start), x2: percent(end), y1: "50%", y2: "50%" }));
      for (const [value, where, tip] of [[low, start, "0,0 6,-4 6,4"], [high, end, "0,0 -6,-4 -6,4"]]) {
        if (value === null || value < scale.low || value > scale.high) {
          const arrow = svg("polygon", { class: "plot-arrow", points: tip });
          parts.push(svg("svg", { x: percent(where), y: "50%", class: "plot-overflow", overflow: "visible" }, arrow));
        }
      }
    }
    if (point !== null) {
      const side = Math.max(SMALLEST, LARGEST * Math.sqrt(share ?? ALIKE));
      const size = { width: side.toFixed(1), height: side.toFixed(1) };
      const transform = `translate(${(-side / 2).toFixed(1)} ${(-side / 2).toFixed(1)})`;
      parts.push(svg("rect", { class: "plot-point", x: percent(at(scale, point)), y: "50%", transform, ...size }));
    }
    return parts;
  }

  function summary(scale, point, [low, high], prediction) {
    const [left, right] = [at(scale, low), at(scale, high)];
    const middle = (100 * (at(scale, point) - left)) / (right - left || 1);
    const points = `0,10 ${middle.toFixed(1)},2 100,10 ${middle.toFixed(1)},18`;
    const frame = { viewBox: "0 0 100 20", preserveAspectRatio: "none", x: percent(left), width: percent(right - left) };
    const shape = svg("polygon", { class: "plot-summary", points });
    const diamond = svg("g", { transform: "translate(0 -12)" }, svg("svg", { y: "50%", height: 24, ...frame }, shape));
    if (!prediction) return [diamond];
    const [x1, x2] = prediction.map((end) => percent(at(scale, end)));
    return [svg("line", { class: "plot-prediction", x1, x2, y1: "50%", y2: "50%" }), diamond];
  }

  litreview.marks = { row, grid, axis, estimate, summary };
})();
