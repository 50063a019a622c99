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

  /* Stands for the worker until a reader turns to the search box: who does not search loads nothing for it. */
  class Answering extends EventTarget {
    constructor() {
      super();
      addEventListener("focusin", ({ target }) => target.closest(".md-search") && this.open());
    }

    tell(data) {
      if (data) this.dispatchEvent(new MessageEvent("message", { data }));
    }

    /** A page from a disk may start no worker: what answers the search box runs in the page itself. */
    open() {
      if (this.answer) return;
      if (location.protocol === "file:") {
        const ready = new Promise((resolve) => {
          if (document.readyState === "loading") addEventListener("DOMContentLoaded", resolve);
          else resolve();
        });
        const loaded = ready.then(() => litreview.load(answering));
        this.answer = (message) => loaded.then(() => litreview.answer(message)).then((data) => this.tell(data));
      } else {
        const worker = new Started(answering);
        worker.addEventListener("message", ({ data }) => this.tell(data));
        this.answer = (message) => worker.postMessage(message);
      }
    }

    postMessage(message) {
      // Setting up asks for nothing but to hear that it is done, and an empty box for nothing at all.
      if (message.type === 0) setTimeout(() => this.tell({ type: 1 }));
      else if (!this.answer && !message.data.trim()) setTimeout(() => this.tell({ type: 3, data: { items: [], total: 0 } }));
      else {
        this.open();
        this.answer(message);
      }
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

  const Started = Worker;
  globalThis.Worker = class extends (answering ? Answering : Started) {
    constructor(...settings) {
      super(...settings);
      this.addEventListener("message", ({ data: { type, data } }) => {
        // Once the theme has written its own number.
        if (type === 3) setTimeout(() => tellTotal(data));
      });
    }
  };
}
