/* In a preview alone: loads the page anew when the site has changed, and says what is wrong with the files.

Errors open by themselves, because the page behind them is an old one; warnings wait in a corner until they are asked
for. All of it stands in a shadow tree, so that neither the theme nor the banner changes the looks of the other, and
texts are set as text: whatever a file holds, it runs nothing. */
(() => {
  "use strict";
  const OPEN = "litreview-preview-open";
  const LOOK = `
    :host { position: fixed; inset: auto 0 0 0; z-index: 99; pointer-events: none; font: 14px/1.5 system-ui, sans-serif; }
    details { pointer-events: auto; color: #fff; background: #5d4037; width: fit-content; max-width: 100%;
      border-top-right-radius: 6px; box-shadow: 0 0 6px #0006; }
    details.error { background: #a3001b; }
    details[open] { width: auto; border-radius: 0; }
    summary { padding: 6px 14px; min-height: 24px; cursor: pointer; font-weight: 600; }
    ul { margin: 0; padding: 0 14px 10px 32px; max-height: 35vh; overflow: auto; }
    li { margin-bottom: 6px; overflow-wrap: anywhere; }
    code { font: 13px/1.5 monospace; }
    .hint { display: block; }
    :focus-visible { outline: 2px solid #fff; outline-offset: -3px; }
    @media print { :host { display: none; } }`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK);
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  let shown;

  const element = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });

  const item = ({ severity, file, line, column, message, hint }) => {
    const one = document.createElement("li");
    one.append(element("code", `${file}:${line}:${column}`), ` ${severity}: ${message}`);
    if (hint) one.append(element("span", `→ ${hint}`, "hint"));
    return one;
  };

  // The end of a page can be read whatever stands before it.
  const room = () => {
    document.body.style.paddingBottom = `${host.offsetHeight}px`;
  };

  const say = ({ problems, counted, more, version }) => {
    root.replaceChildren();
    if (problems.length) {
      const failed = problems[0].severity === "error";
      const banner = element("details", "", failed ? "error" : "warning");
      const state = version === "0" ? "There is no page to show" : "This is the last good page";
      const summary = element("summary", failed ? `${state}, until this is mended: ${counted}` : counted);
      const list = document.createElement("ul");
      // A list that scrolls is a stop of the keyboard.
      list.tabIndex = 0;
      list.setAttribute("aria-label", "What is to be mended");
      list.append(...problems.map(item));
      if (more) list.append(element("li", `and ${more} more: litreview check shows them`));
      banner.append(summary, list);
      banner.open = failed || sessionStorage.getItem(OPEN) === "yes";
      banner.addEventListener("toggle", () => {
        if (!failed) sessionStorage.setItem(OPEN, banner.open ? "yes" : "no");
        room();
      });
      root.append(banner);
    }
    room();
  };

  const follow = async () => {
    for (;;) {
      try {
        const answer = await fetch(`/.litreview/state?${shown ? `${shown.version}.${shown.turn}` : ""}`);
        const state = await answer.json();
        if (shown && state.version !== shown.version) {
          location.reload();
          return;
        }
        if (!shown || state.turn !== shown.turn) say(state);
        shown = state;
      } catch {
        // The preview has ended, or begins again.
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  };
  host.className = "litreview-preview";
  host.setAttribute("role", "region");
  host.setAttribute("aria-label", "Preview");
  host.setAttribute("aria-live", "polite");
  document.body.append(host);
  follow();
})();
