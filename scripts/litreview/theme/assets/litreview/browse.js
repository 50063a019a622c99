/* On the page of all references: loads the reference browser. Where that fails, the page's own lists stay. */
(() => {
  "use strict";
  const { load, onPage } = litreview;
  const PARTS = ["data", "words", "query", "facets", "years", "results", "selection", "state", "main"];
  const folder = new URL(".", document.currentScript.src);

  onPage(async () => {
    const root = document.querySelector(".reference-browser[data-version]:not([data-ready])");
    if (!root) return;
    root.dataset.ready = "";
    await Promise.all(PARTS.map((name) => load(new URL(`browse-${name}.js`, folder))));
    await litreview.browse.start(root);
  });
})();
