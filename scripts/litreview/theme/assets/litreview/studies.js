/* The table of the studies as one to work with: rows that open, columns and filters to choose, headings that sort, the
   rows shown as a file, and all of it in the page's address. The page has the table with its first columns, the controls,
   and what the other columns say folded under each row, where it stays without this script. */
(() => {
  "use strict";
  const { text, onPage, element } = litreview;

  const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const FORMULA = /^'*[=+\-@\t\r]/;
  /** A cell of the file: what a spreadsheet would take for a formula gets an apostrophe in front. */
  const csvCell = (words) => `"${(FORMULA.test(words) ? `'${words}` : words).replaceAll('"', '""')}"`;

  class Studies {
    constructor(root) {
      this.root = root;
      this.table = root.querySelector("table");
      this.form = root.querySelector("form");
      this.find = this.form.elements.find;
      this.selects = [...this.form.querySelectorAll("select")];
      this.boxes = [...this.form.querySelectorAll("input[type=checkbox]")];
      this.status = root.querySelector(".studies-status");
      this.reset = root.querySelector(".studies-reset");
      this.initial = this.boxes.filter((box) => box.defaultChecked).map((box) => box.value);
      this.studies = [...this.table.tBodies].map((body, number) => ({
        body,
        number,
        row: body.rows[0],
        more: body.rows[1],
        choices: JSON.parse(body.dataset.choices),
        words: folded(body.textContent),
      }));
      this.makeColumns();
      this.heads = [...this.table.tHead.rows[0].cells];
      this.makeRows();
      this.makeHeads();
      this.makeControls();
      this.read();
      this.apply();
      this.openTarget();
      addEventListener("popstate", () => this.root.isConnected && (this.read(), this.apply()));
      addEventListener("hashchange", () => this.root.isConnected && this.openTarget());
    }

    /** The columns that the page does not show at first, each from what is folded under the rows. */
    makeColumns() {
      this.boxes.forEach((box, index) => {
        if (this.initial.includes(box.value)) return;
        const { label, number } = box.dataset;
        const kind = number === undefined ? "is-text" : "is-number";
        const title = box.parentNode.textContent.trim();
        const head = element("th", { scope: "col", role: "columnheader", className: kind, textContent: label, title });
        head.dataset.column = box.value;
        this.table.tHead.rows[0].cells[index].after(head);
        for (const { row, more } of this.studies) {
          const said = [...more.querySelectorAll("dd[data-column]")].find((one) => one.dataset.column === box.value);
          const cell = element("td", { role: "cell", className: kind });
          Object.assign(cell.dataset, said?.dataset, { column: box.value, label });
          cell.append(...(said ? [...said.childNodes].map((node) => node.cloneNode(true)) : []));
          row.cells[index].after(cell);
        }
      });
    }

    makeRows() {
      this.studies.forEach((study) => {
        const name = study.row.querySelector(".study-name");
        const label = text("studies_open", { study: name.textContent });
        study.button = element("button", { type: "button", className: "study-open", "aria-expanded": "false", "aria-controls": study.more.id, "aria-label": label });
        study.button.addEventListener("click", () => this.open(study, !study.more.classList.contains("is-open")));
        study.more.querySelector("details").open = true;
        name.before(study.button);
      });
    }

    open(study, wanted) {
      study.more.classList.toggle("is-open", wanted);
      study.button.setAttribute("aria-expanded", String(wanted));
    }

    /** The study that the address leads to is open. */
    openTarget() {
      const study = this.studies.find(({ body }) => `#${body.id}` === decodeURIComponent(location.hash));
      if (study) this.open(study, true);
    }

    makeHeads() {
      for (const head of this.heads) {
        const button = element("button", { type: "button", className: "sort-button" }, ...head.childNodes);
        for (const term of button.querySelectorAll("[tabindex]")) term.removeAttribute("tabindex");
        button.append(element("span", { className: "sort-mark", "aria-hidden": "true" }));
        button.addEventListener("click", () => {
          // What is counted begins with the most.
          const name = head.dataset.column;
          const turns = head.classList.contains("is-number") ? [`-${name}`, name, ""] : [name, `-${name}`, ""];
          const now = turns.indexOf(this.sort);
          this.sort = now < 0 ? turns[0] : turns[(now + 1) % turns.length];
          this.changed();
        });
        head.append(button);
      }
    }

    makeControls() {
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.changed());
      this.form.addEventListener("reset", () => {
        // The browser empties the fields after this.
        setTimeout(() => {
          this.sort = "";
          this.changed();
          this.find.focus();
        });
      });
      const take = element("button", { type: "button", textContent: text("studies_take") });
      take.addEventListener("click", () => this.take());
      this.root.querySelector(".figure-tools").prepend(take, " ");
    }

    /** What the address says. */
    read() {
      this.set(new URLSearchParams(location.search));
    }

    set(query) {
      this.find.value = query.get("find") ?? "";
      for (const select of this.selects) {
        select.value = query.get(select.name) ?? "";
        if (select.selectedIndex < 0) select.value = "";
      }
      const shown = query.has("columns") ? query.get("columns").split(" ") : this.initial;
      for (const box of this.boxes) box.checked = shown.includes(box.value);
      const sort = query.get("sort") ?? "";
      this.sort = this.heads.some((head) => head.dataset.column === sort.replace(/^-/, "")) ? sort : "";
    }

    changed() {
      this.apply();
      const query = new URLSearchParams();
      if (this.find.value) query.set("find", this.find.value);
      for (const select of this.selects) if (select.value) query.set(select.name, select.value);
      const shown = this.boxes.filter((box) => box.checked).map((box) => box.value);
      if (shown.join() !== this.initial.join()) query.set("columns", shown.join(" "));
      if (this.sort) query.set("sort", this.sort);
      const url = new URL(location.href);
      url.search = query.toString();
      history.replaceState(history.state, "", url);
    }

    apply() {
      const words = folded(this.find.value).split(/\s+/).filter(Boolean);
      const chosen = this.selects.filter((select) => select.value);
      const fits = (study) =>
        words.every((word) => study.words.includes(word)) &&
        chosen.every((select) => study.choices[select.name]?.includes(select.value));
      let shown = 0;
      for (const study of this.studies) {
        study.body.hidden = !fits(study);
        shown += !study.body.hidden;
      }
      const columns = new Set(["study", ...this.boxes.filter((box) => box.checked).map((box) => box.value)]);
      for (const cell of this.table.querySelectorAll(":is(th, td)[data-column]")) cell.hidden = !columns.has(cell.dataset.column);
      for (const { more } of this.studies) more.cells[0].colSpan = columns.size;
      this.order();
      this.status.textContent = shown ? text("studies_count", { n: shown, total: this.studies.length }) : text("studies_none");
      this.reset.hidden = !words.length && !chosen.length;
    }

    order() {
      const name = this.sort.replace(/^-/, "");
      const turn = this.sort.startsWith("-") ? -1 : 1;
      for (const head of this.heads) {
        if (head.dataset.column === name) head.setAttribute("aria-sort", turn < 0 ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
      const column = this.heads.findIndex((head) => head.dataset.column === name);
      const numeric = column > 0 && this.heads[column].classList.contains("is-number");
      const valueOf = ({ row }) => {
        const cell = row.cells[column];
        if (numeric) return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
        return folded(cell.textContent.trim()) || null;
      };
      const compare = (a, b) => {
        if (column < 0) return a.number - b.number;
        const [first, second] = [valueOf(a), valueOf(b)];
        // What has no value comes last, whichever way one sorts.
        if (first === null || second === null) return (first === null) - (second === null) || a.number - b.number;
        return turn * (numeric ? first - second : first.localeCompare(second, document.documentElement.lang)) || a.number - b.number;
      };
      this.table.append(...this.studies.toSorted(compare).map(({ body }) => body));
    }

    take() {
      const heads = this.heads.filter((head) => !head.hidden);
      const lines = [heads.map((head) => head.title || head.textContent.trim())];
      for (const body of this.table.tBodies) {
        if (body.hidden) continue;
        const cells = [...body.rows[0].cells].filter((cell) => !cell.hidden);
        lines.push(cells.map((cell) => (cell.querySelector(".study-name") ?? cell).textContent.trim().replace(/[≈”]$/, "")));
      }
      const file = `\ufeff${lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join("")}`;
      const address = URL.createObjectURL(new Blob([file], { type: "text/csv;charset=utf-8" }));
      element("a", { href: address, download: "studies-shown.csv" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 2000);
    }
  }

  onPage(() => {
    const root = document.querySelector(".studies:not([data-ready])");
    if (!root) return;
    root.dataset.ready = "";
    new Studies(root);
  });
})();
