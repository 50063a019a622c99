/* Runs the search box where the theme's own script does not know it (Zensical): asks the script that answers it and
   shows the documents found, as Material's bundle does elsewhere. */
(() => {
  "use strict";
  const box = document.querySelector("[data-litreview-search]");
  const { search } = document.querySelector("script[data-search]")?.dataset ?? {};
  if (!box || !search) return;
  const toggle = document.getElementById("__search");
  const input = box.querySelector("input");
  const meta = box.querySelector(".md-search-result__meta");
  const list = box.querySelector(".md-search-result__list");
  const begin = meta.textContent;
  const { translations } = JSON.parse(document.getElementById("__config").textContent);

  const worker = new Worker(search);
  worker.postMessage({ type: 0, data: {} });

  const said = (number) => {
    const name = number > 1 ? "other" : number ? "one" : "none";
    return translations[`search.result.${name}`].replace("#", () => String(number));
  };

  /* Titles and texts come with what was looked for marked, and everything else escaped. */
  const entry = ({ location, title, text, terms }, level) => {
    const lacking = Object.entries(terms).filter(([, found]) => !found).map(([word]) => word);
    const article = document.createElement("article");
    article.className = "md-search-result__article md-typeset";
    article.innerHTML = `<${level}>${title}</${level}>${text ? `<p>${text}</p>` : ""}`;
    if (level === "h1" && lacking.length) {
      const terms = document.createElement("div");
      terms.className = "md-search-result__terms";
      terms.textContent = `${translations["search.result.term.missing"]}: ${lacking.join(", ")}`;
      article.append(terms);
    }
    const link = document.createElement("a");
    link.className = "md-search-result__link";
    link.href = new URL(location, __md_scope);
    link.tabIndex = -1;
    link.append(article);
    return link;
  };

  worker.addEventListener("message", ({ data: { type, data } }) => {
    if (type !== 3) return;
    meta.textContent = input.value.trim() ? said(data.items.length) : begin;
    list.replaceChildren(...data.items.map((sections) => {
      const item = document.createElement("li");
      item.className = "md-search-result__item";
      item.append(...sections.map((section, nth) => entry(section, nth ? "h2" : "h1")));
      return item;
    }));
  });

  const open = (wanted) => {
    toggle.checked = wanted;
    if (wanted) input.focus();
    else input.blur();
  };
  const ask = () => worker.postMessage({ type: 2, data: input.value });
  input.addEventListener("focus", () => { toggle.checked = true; });
  input.addEventListener("input", ask);
  toggle.addEventListener("change", () => open(toggle.checked));
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  box.querySelector("form").addEventListener("reset", () => setTimeout(() => { ask(); input.focus(); }));
  list.addEventListener("click", () => open(false));
  // A link with a search opens it.
  const asked = new URL(location).searchParams.get("q");
  if (asked) {
    input.value = asked;
    open(true);
    ask();
  }
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (!toggle.checked) {
      if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && ["/", "f", "s"].includes(event.key)) {
        event.preventDefault();
        open(true);
      }
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") open(false);
    if (event.key === "Tab") toggle.checked = false;
    if (step) {
      const stops = [input, ...list.querySelectorAll("a")];
      stops[Math.max(0, Math.min(stops.length - 1, stops.indexOf(document.activeElement) + step))].focus();
      event.preventDefault();
    }
  });
})();
