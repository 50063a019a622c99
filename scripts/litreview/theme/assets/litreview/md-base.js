/* What Material's bundle expects to find: the site's root, and reading and writing of what the reader chose.
   A file of its own because the Content-Security-Policy allows no inline script; the names are Material's. */
document.documentElement.classList.remove("no-js"); // the theme does so too, after the page has shown
var __md_scope = new URL(document.currentScript.dataset.scope, location);

var __md_hash = (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);

var __md_get = (name, storage = localStorage, scope = __md_scope) =>
  JSON.parse(storage.getItem(`${scope.pathname}.${name}`));

var __md_set = (name, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the choice lasts as long as the page.
  }
};

{
  /* Links to the list of references may say what to look for as ?q=, for which the theme would open its own search. */
  const address = new URL(location);
  const asked = address.searchParams.get("q");
  if (asked !== null && /^references\/(?:index\.html)?$/.test(address.pathname.slice(__md_scope.pathname.length))) {
    address.searchParams.delete("q");
    address.searchParams.set("find", asked);
    history.replaceState(history.state, "", address);
  }
}

{
  /** The script that answers the search box in place of the theme's worker; the theme starts no other. */
  const { search } = document.currentScript.dataset;
  const answering = search && new URL(search, location);

  /* A page from a disk may start no worker: what answers the search box runs in the page itself. */
  class InPage extends EventTarget {
    constructor() {
      super();
      this.ready = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve))
        .then(() => litreview.load(new URL("assets/litreview/search-worker.js", __md_scope)));
    }

    async postMessage(message) {
      await this.ready;
      const data = await litreview.answer(message);
      if (data) this.dispatchEvent(new MessageEvent("message", { data }));
    }
  }

  /** The theme tells how many documents it was given; where there are more, this says so in its words. */
  const tellTotal = ({ items, total, slips = [] }) => {
    const meta = document.querySelector(".md-search-result__meta");
    if (total > items.length) {
      const { translations } = JSON.parse(document.getElementById("__config").textContent);
      const count = litreview.text("search_count", { n: items.length, total });
      meta.textContent = translations["search.result.other"].replace("#", () => count);
    }
    for (const [said, instead] of slips) meta.textContent += ` ${litreview.text("search_slip", { said, instead })}`;
  };

  globalThis.Worker = class extends (location.protocol === "file:" ? InPage : Worker) {
    constructor(address, ...settings) {
      super(answering || address, ...settings);
      this.addEventListener("message", ({ data: { type, data } }) => {
        // Once the theme has written its own number.
        if (type === 3) setTimeout(() => tellTotal(data));
      });
    }
  };
}
