/* Loads the reference browser on the page of all references, and what works with the table on that of the studies.
   Where that fails, the pages' own lists and table stay. */
(() => {
  "use strict";
  const { load, onPage } = litreview;
  const folder = new URL(".", document.currentScript.src);

  onPage(() => document.querySelector(".studies") && load(new URL("studies.js", folder)));
  onPage(async () => {
    const root = document.querySelector(".reference-browser[data-version]:not([data-ready])");
    if (!root) return;
    root.dataset.ready = "";
    await load(new URL("browser.js", folder));
    await litreview.browse.start(root);
  });
})();
