/* Opens the content tabs that the reader chose before, and the one that the address names. */
(() => {
  const linked = "linked" in document.currentScript.dataset;
  const chosen = linked ? __md_get("__tabs") : null;
  for (const set of Array.isArray(chosen) ? document.querySelectorAll(".tabbed-set") : []) {
    const labels = [...set.querySelectorAll(":scope > .tabbed-labels > label")];
    const named = chosen.map((name) => labels.find((label) => label.innerText.trim() === name)).find(Boolean);
    if (named) document.getElementById(named.htmlFor).checked = true;
  }
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.name?.startsWith("__tabbed_")) target.checked = true;
})();
