/* Loads what some pages alone need: the reference browser on the page of all references, what works with the table on that
   of the studies, and what cites on those of a record or a reference. Where that fails, what the pages have stays. */
(() => {
  "use strict";
  const { load, onPage } = litreview;
  const folder = new URL(".", document.currentScript.src);

  onPage(() => document.querySelector(".studies") && load(new URL("studies.js", folder)));
  onPage(() => document.querySelector(".cite-style") && ["cite.js", "copy.js"].forEach((name) => load(new URL(name, folder))));
  onPage(async () => {
    const root = document.querySelector(".reference-browser[data-version]:not([data-ready])");
    if (!root) return;
    root.dataset.ready = "";
    await load(new URL("browser.js", folder));
    await litreview.browse.start(root);
  });
})();
