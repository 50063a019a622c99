/* A button beside each ready citation that copies it, set and plain. */
(() => {
  "use strict";
  const { text, onPage, element } = litreview;
  const SHOWN_MS = 2500;

  /** Where the clipboard cannot be written to (a page without https), the browser's own copying of a selection. */
  function copySelected(source) {
    const selection = getSelection();
    selection.selectAllChildren(source);
    const done = document.execCommand("copy");
    if (done) selection.removeAllRanges();
    return done;
  }

  /** Copies what an element holds, set and plain; tells whether it could. */
  async function copy(source) {
    if (!navigator.clipboard?.write) return copySelected(source);
    try {
      const formats = { "text/plain": source.innerText.trim(), "text/html": source.innerHTML.trim() };
      const blobs = Object.entries(formats).map(([type, data]) => [type, new Blob([data], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return true;
    } catch {
      return copySelected(source);
    }
  }

  litreview.copy = copy;

  onPage(() => {
    for (const style of document.querySelectorAll(".cite-style:not(:has(.copy-button))")) {
      const source = style.querySelector(".csl-text");
      const heading = style.querySelector("h3");
      if (!source || !heading) continue;
      const button = element("button", {
        type: "button",
        className: "copy-button",
        textContent: text("copy"),
        "aria-label": text("copy_label", { style: heading.innerText.replace("¶", "").trim() }),
      });
      const status = element("span", { className: "copy-status", role: "status" });
      button.addEventListener("click", async () => {
        status.textContent = text((await copy(source)) ? "copy_done" : "copy_failed");
        setTimeout(() => (status.textContent = ""), SHOWN_MS);
      });
      style.append(button, status);
    }
  });
})();
