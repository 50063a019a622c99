/* What the components share: their texts, and a way to run on every page.

   The texts, in the review's language, follow this script in the one of the site (builders/theme.py). Words in {braces}
   are filled in.

   Classic scripts, because modules do not run from file://; each component is one file and does nothing twice. */
var litreview = (() => {
  "use strict";

  const requested = new Map();
  const texts = {};

  /** A whole number with the language's sign between its thousands; anything else as it is. */
  const grouped = (count) =>
    Number.isInteger(count) ? String(count).replace(/\B(?=(?:\d{3})+$)/g, texts.thousands ?? "") : count;

  /** The text of that name, or that for one thing where `n` counts one; its words in braces are filled in. `otherwise`
      where there is none. */
  function text(name, values = {}, otherwise = name) {
    const one = texts.singular?.split(" ").includes(String(values.n)) ? texts[`${name}_one`] : undefined;
    const filled = (braces, word) => (["n", "total"].includes(word) ? grouped(values[word]) : values[word]) ?? braces;
    return (one ?? texts[name] ?? otherwise).replace(/\{(\w+)\}/g, filled);
  }

  /** A number as it is typed, with a minus sign for its hyphen and the language's decimal sign for its point. */
  const localised = (digits) => digits.replace(/^-/, "−").replace(".", texts.decimal);

  /** Adds texts by their names. */
  const addTexts = (more) => Object.assign(texts, more);

  /** Loads a classic script once; in the order of the calls. Unlike `fetch`, this works from file:// too. */
  function load(address) {
    const src = String(address);
    if (!requested.has(src)) {
      requested.set(src, new Promise((resolve, reject) => {
        const script = element("script", { src, async: false, onload: resolve });
        script.onerror = () => {
          requested.delete(src);
          reject(new Error(`could not load ${src}`));
        };
        document.head.append(script);
      }));
    }
    return requested.get(src);
  }

  /** Runs `enhance` now and whenever instant navigation has put another page in place. */
  function onPage(enhance) {
    enhance();
    if (typeof document$ !== "undefined") document$.subscribe(enhance);
  }

  /** An element with properties, and attributes where a name has a hyphen or is "role". */
  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key.includes("-") || key === "role") made.setAttribute(key, value);
      else made[key] = value;
    }
    made.append(...children);
    return made;
  }

  /* The theme takes each other form of a page for a translation of the site and reads the sitemap for it, which at
     10,000 references are a second of work and 50 kB. Ours are downloads. While the theme looks, a blank in their
     relation hides them from it, and from nobody who reads relations word by word. */
  if (typeof document$ !== "undefined") {
    const downloads = [...document.querySelectorAll("link[rel=alternate][type]:not([hreflang])")];
    const relate = (relation) => downloads.forEach((link) => link.setAttribute("rel", relation));
    relate("alternate ");
    // The theme has subscribed before, and has looked when this runs.
    document$.subscribe(() => relate("alternate"));
  }

  return { text, localised, addTexts, load, onPage, element };
})();
