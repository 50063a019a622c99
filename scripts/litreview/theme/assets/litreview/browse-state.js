/* The state of the browser, which is the page's address: what is shared or gone back to is what is seen.
   What is looked for is `find`: for `q` the theme opens its own search over the page (see `md-base.js`). */
(() => {
  "use strict";
  const { browse } = litreview;
  const SORTS = ["order", "newest", "oldest", "author", "title", "cited", "relevance"];

  const empty = () => ({
    q: "",
    years: null,
    undated: false,
    choices: Object.fromEntries(browse.FACETS.map((name) => [name, new Set()])),
    sort: "",
    page: 1,
    selected: [],
  });

  function read() {
    const query = new URLSearchParams(location.search);
    const state = empty();
    state.q = query.get("find") ?? "";
    for (const value of query.getAll("year")) {
      const [, from, range, to] = /^(\d{1,4})(?:(\.\.)(\d{1,4}))?$/.exec(value) ?? [];
      if (value === "none") state.undated = true;
      else if (from) state.years = [Number(from), Number(range ? to : from)];
    }
    for (const name of browse.FACETS) state.choices[name] = new Set(query.getAll(name));
    if (SORTS.includes(query.get("sort"))) state.sort = query.get("sort");
    state.page = Math.max(1, Number.parseInt(query.get("page"), 10) || 1);
    state.selected = query.getAll("selected");
    return state;
  }

  function address(state) {
    const query = new URLSearchParams();
    if (state.q) query.set("find", state.q);
    if (state.years) query.append("year", state.years[0] === state.years[1] ? state.years[0] : state.years.join(".."));
    if (state.undated) query.append("year", "none");
    for (const name of browse.FACETS) for (const value of state.choices[name]) query.append(name, value);
    if (state.sort) query.set("sort", state.sort);
    if (state.page > 1) query.set("page", state.page);
    for (const key of state.selected) query.append("selected", key);
    const url = new URL(location.href);
    url.search = query.toString();
    return url;
  }

  Object.assign(browse, { state: { empty, read, address }, SORTS });
})();
