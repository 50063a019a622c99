/* Sets the colour scheme that the reader chose before anything is painted. */
(() => {
  const color = __md_get("__palette")?.color;
  if (!color) return;
  if (color.media === "(prefers-color-scheme)") {
    const wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${wanted})"]`);
    for (const name of option ? ["media", "scheme", "primary", "accent"] : []) {
      color[name] = option.getAttribute(`data-md-color-${name}`);
    }
  }
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
})();
