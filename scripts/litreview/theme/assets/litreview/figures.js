/* Tables of figures that can be sorted by their headings and filtered by words, and maps that show the kinds of evidence
   and findings that a reader chooses. Without this script everything is shown, in the author's order. */
(() => {
  "use strict";
  const { text, load, onPage, element } = litreview;
  /** How many points of a picture stand for one of the drawing. */
  const SCALE = 3;

  /** Small letters without accents, so that "Munoz" finds "Muñoz". */
  const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** Rows of data in the order of the page; headings of groups and axes are none. */
  const rowsOf = (table) => [...table.querySelectorAll("tbody > tr:not(.figure-group, .figure-axis, .figure-summary)")];

  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? folded(cell.textContent.trim()) : Number(cell.dataset.value);
  };

  function compare(a, b) {
    // What has no value comes last, whichever way one sorts.
    if (a === "" || b === "") return (a === "") - (b === "");
    if (typeof a === typeof b) return typeof a === "number" ? a - b : a.localeCompare(b, document.documentElement.lang);
    return typeof a === "number" ? -1 : 1;
  }

  function makeSortable(table) {
    const original = rowsOf(table);
    if (original.length < 3) return;
    // Rows that share a heading stay under it.
    const groups = new Map();
    let heading = null;
    for (const row of table.querySelectorAll("tbody > tr")) {
      if (row.classList.contains("figure-group")) heading = row;
      else if (original.includes(row)) groups.set(heading, [...(groups.get(heading) ?? []), row]);
    }
    const headings = [...table.querySelectorAll("thead th")];
    headings.forEach((head, column) => {
      if (head.classList.contains("is-plot")) return;
      const button = element("button", { type: "button", className: "sort-button" }, ...head.childNodes);
      // A button holds no other stop of the keyboard.
      for (const term of button.querySelectorAll("[tabindex]")) term.removeAttribute("tabindex");
      button.append(element("span", { className: "sort-mark", "aria-hidden": "true" }));
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort ?? "none"];
        headings.forEach((other) => other.removeAttribute("aria-sort"));
        if (next !== "none") head.setAttribute("aria-sort", next);
        const turn = next === "descending" ? -1 : 1;
        for (const rows of groups.values()) {
          const end = rows.at(-1).parentNode;
          const anchor = document.createComment("");
          end.insertBefore(anchor, rows.find((row) => row.parentNode === end));
          const sorted = next === "none" ? rows : rows.toSorted((a, b) => order(a, b, column, turn));
          sorted.forEach((row) => end.insertBefore(row, anchor));
          anchor.remove();
        }
      });
      head.append(button);
    });
  }

  function order(a, b, column, turn) {
    const [first, second] = [valueOf(a, column), valueOf(b, column)];
    return first === "" || second === "" ? compare(first, second) : turn * compare(first, second);
  }

  /** A field that shows the rows with all of its words, and says how many they are. */
  function makeFilter(figure, tables) {
    if (!("filtered" in figure.dataset)) return;
    const rows = tables.flatMap(rowsOf);
    const marks = [...figure.querySelectorAll(".map-grid .bubble")];
    const input = element("input", { type: "search", autocomplete: "off" });
    const label = element("label", {}, element("span", { textContent: text("figure_filter") }), input);
    const form = element("form", { className: "figure-filter", role: "search", "aria-label": text("figure_filter") }, label);
    const status = element("p", { className: "figure-status", role: "status" });
    const boxes = choices(figure);
    form.addEventListener("submit", (event) => event.preventDefault());
    const apply = () => {
      const words = folded(input.value).split(/\s+/).filter(Boolean);
      const chosen = boxes.map(({ name, inputs }) => [name, inputs.filter((box) => box.checked).map((box) => box.value)]);
      // Within a set of boxes one has to fit, and of all sets each.
      const fits = (row) => chosen.every(([name, values]) => !values.length || values.includes(row.dataset[name]));
      let shown = 0;
      for (const row of rows) {
        const said = folded(row.textContent);
        row.hidden = !(words.every((word) => said.includes(word)) && fits(row));
        shown += !row.hidden;
      }
      // A bubble stands for its lines, and is faint where none of them is shown.
      const named = ({ dataset }, place) => `${place} ${dataset.kind} ${dataset.direction}`;
      const lit = new Set(rows.filter((row) => !row.hidden).map((row) => named(row, `#${row.dataset.place}`)));
      for (const mark of marks) mark.classList.toggle("is-faint", !lit.has(named(mark, mark.hash)));
      status.textContent = text("figure_count", { n: shown, total: rows.length });
    };
    form.addEventListener("input", apply);
    figure.addEventListener("figure-filter", apply);
    figure.querySelector("figcaption").after(form, status);
  }

  /** The map's legend with a box before each entry: what explains the marks is what they are chosen by. */
  function choices(figure) {
    return [...figure.querySelectorAll(".map-legend [data-filter]")].map((list) => {
      list.setAttribute("role", "group");
      const inputs = [...list.children].map((item) => {
        const box = element("input", { type: "checkbox", value: item.dataset.value });
        item.setAttribute("role", "none");
        item.replaceChildren(element("label", {}, box, ...item.childNodes));
        box.addEventListener("input", () => figure.dispatchEvent(new CustomEvent("figure-filter")));
        return box;
      });
      return { name: list.dataset.filter, inputs };
    });
  }

  const PARTS = ["statistics", "marks", "question"];
  const folder = new URL(".", document.currentScript.src);
  const given = new Map();
  /** A plot's data, from the script of their own that holds them. */
  litreview.plotData = (data) => given.set(document.currentScript.src, data);

  /** A plot that has data can be questioned: what that takes is loaded when a reader opens it, or comes by such a link. */
  function makeQuestion(figure) {
    const summary = element("summary", { textContent: text("plot_question") });
    const details = element("details", { className: "plot-question" }, summary);
    const start = async () => {
      details.removeEventListener("toggle", start);
      const address = new URL(figure.dataset.plot, document.baseURI).href;
      await Promise.all([...PARTS.map((name) => load(new URL(`figure-${name}.js`, folder))), load(address)]);
      litreview.question(figure, given.get(address));
    };
    details.addEventListener("toggle", start);
    figure.querySelector("figcaption").after(details);
    if (new URLSearchParams(location.search).has(figure.id)) details.open = true;
  }

  /** A picture in points, made of the drawing that stands beside the page. From a disk a browser gives no points out. */
  function makePicture(figure) {
    const drawing = figure.querySelector(".figure-tools a[download$='.svg']");
    if (!drawing || location.protocol === "file:") return;
    const button = element("button", { type: "button", textContent: "PNG" });
    button.addEventListener("click", async () => {
      const image = new Image();
      image.src = drawing.href;
      await image.decode();
      const canvas = element("canvas", { width: image.naturalWidth * SCALE, height: image.naturalHeight * SCALE });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const href = URL.createObjectURL(blob);
        element("a", { href, download: drawing.download.replace(/svg$/, "png") }).click();
        URL.revokeObjectURL(href);
      });
    });
    drawing.after(button);
  }

  /** While a wide figure stands over the table of contents, nobody is led into what cannot be seen. */
  function makeRoom() {
    const contents = document.querySelector(".md-sidebar--secondary");
    if (!contents || contents.dataset.room) return;
    contents.dataset.room = "";
    const over = new Set();
    const watch = new IntersectionObserver((entries) => {
      const begins = contents.getBoundingClientRect().left;
      for (const { target, isIntersecting, boundingClientRect: { right } } of entries) {
        over[isIntersecting && right > begins ? "add" : "delete"](target);
      }
      contents.classList.toggle("is-covered", over.size > 0);
    }, { rootMargin: "0px 0px -40% 0px" });
    const wide = [...document.querySelectorAll("figure[data-figure], .md-content table:not([class])")];
    wide.filter((one) => one.querySelector(".map-grid, thead th:nth-child(6)")).forEach((one) => watch.observe(one));
  }

  onPage(() => {
    makeRoom();
    for (const figure of document.querySelectorAll("figure[data-figure]:not([data-ready])")) {
      figure.dataset.ready = "";
      if (figure.dataset.plot) makeQuestion(figure);
      makePicture(figure);
      const tables = [...figure.querySelectorAll("table.is-sortable")];
      if (!tables.length) continue;
      makeFilter(figure, tables);
      tables.forEach(makeSortable);
    }
  });
})();
