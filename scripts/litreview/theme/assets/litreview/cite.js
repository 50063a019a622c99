/* "Cite" as a dialog: a button at the top of a record or of a reference's page opens what stands at its foot, where it
   also stays. Without this script it stands there alone. Runs before copy.js, whose buttons the dialog gets too. */
(() => {
  "use strict";
  const { text, onPage, element } = litreview;

  function makeDialog(section) {
    const close = element("button", {
      type: "button",
      className: "cite-dialog__close",
      textContent: "×",
      "aria-label": text("cite_close"),
    });
    const title = element("h2", { id: "cite-dialog-title", textContent: text("cite") });
    const parts = [...section.querySelectorAll(".cite-style, .cite-files")].map((part) => part.cloneNode(true));
    const dialog = element(
      "dialog",
      { className: "cite-dialog", "aria-labelledby": title.id },
      element("div", { className: "cite-dialog__head" }, title, close),
      element("div", { className: "cite-dialog__body" }, ...parts),
    );
    close.addEventListener("click", () => dialog.close());
    // Head and body cover the dialog, so that only a click beside it has it as its target.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    return dialog;
  }

  onPage(() => {
    const section = document.querySelector(".record-cite, .reference-cite");
    const place = document.querySelector(".record-lead, .reference > .csl-entry + p");
    if (!section || !place || document.querySelector(".cite-dialog")) return;
    const dialog = makeDialog(section);
    const button = element("button", {
      type: "button",
      className: "cite-open",
      textContent: text("cite"),
      "aria-haspopup": "dialog",
    });
    button.addEventListener("click", () => dialog.showModal());
    place.append(button);
    section.after(dialog);
  });
})();
