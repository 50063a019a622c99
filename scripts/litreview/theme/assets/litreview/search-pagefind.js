/* Answers the theme's search box from a Pagefind index, of which it loads the pieces that a query needs.

   It stands in for the theme's own worker and speaks as that does: a message of type 0 sets up and is answered by
   type 1, a query of type 2 by its results as type 3. */
(() => {
  "use strict";
  const SHOWN = 20;
  const PAUSE_MS = 150;
  const ROOT = new URL("../../", self.location);
  let opened;

  const open = () => {
    opened ??= import(new URL("pagefind/pagefind.js", ROOT)).then(async (pagefind) => {
      await pagefind.options({ basePath: new URL("pagefind/", ROOT).pathname, baseUrl: "/", excerptLength: 25 });
      return pagefind;
    });
    return opened;
  };

  /** Text as HTML; what Pagefind gives is text or escaped already, and neither may become an element. */
  const safe = (text) => text.replace(/&(?!#?\w+;)/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  const marked = (excerpt) =>
    safe(excerpt).replace(/&lt;mark&gt;/g, "<mark data-md-highlight>").replace(/&lt;\/mark&gt;/g, "</mark>");

  async function search(query) {
    const words = query.trim();
    if (!words) return { items: [], total: 0 };
    const pagefind = await open();
    const { results } = await pagefind.search(words);
    const found = await Promise.all(results.slice(0, SHOWN).map(async (result) => [result.score, await result.data()]));
    return {
      total: results.length,
      items: found.map(([score, page]) => [
        { location: page.url.replace(/^\//, ""), title: safe(page.meta.title ?? ""), text: marked(page.excerpt), score, terms: {} },
      ]),
    };
  }

  let latest = 0;
  addEventListener("message", async ({ data: { type, data } }) => {
    if (type === 0) {
      postMessage({ type: 1 });
      return;
    }
    const turn = (latest += 1);
    // Each letter is a query of the theme's; what a reader writes on from is not worth loading results for.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (turn !== latest) return;
    let answer = { items: [], total: 0 };
    try {
      answer = await search(data);
    } catch (error) {
      console.warn("The search index could not be read:", error);
    }
    // While the reader writes on, only the last query is answered.
    if (turn === latest) postMessage({ type: 3, data: answer });
  });
})();
