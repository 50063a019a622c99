/* The frame around the text: the menu of small windows, the search box, the switch of colours, and the addresses of
   headings. The theme's script keeps what is open; this gives it buttons, focus and names. */
(() => {
  "use strict";
  const { text, onPage, element } = litreview;
  const SHOWN_MS = 2500;
  const drawer = document.getElementById("__drawer");
  const search = document.getElementById("__search");
  const opener = document.querySelector(".drawer-open");
  const searchOpener = document.querySelector(".search-open");
  const wide = matchMedia("(min-width: 76.25em)");
  /* What the open menu covers. */
  const COVERED = ".md-skip, .md-header, .md-content, .md-sidebar--secondary, .md-footer, .md-top, .md-tabs, .md-banner";

  /* A promise that has passed is told by the browser: a page stands for as long as nobody builds it anew. */
  onPage(() => {
    const line = document.querySelector(".living-status");
    const content = line?.closest(".md-content__inner");
    if (!content || content.querySelector(".living-banner")) return;
    const { status, due, overdue } = line.dataset;
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const said = status !== "active" ? line.textContent : due && due < day ? overdue : "";
    if (said) content.prepend(element("p", { className: "living-banner", textContent: said }));
  });

  const menu = () => document.querySelector(".md-sidebar--primary");
  const set = (toggle, wanted) => {
    // As a click, which the theme's script hears too.
    if (toggle && toggle.checked !== wanted) toggle.click();
  };

  function showDrawer() {
    const open = drawer.checked && !wide.matches;
    const within = menu()?.contains(document.activeElement) || document.activeElement === document.body;
    for (const covered of document.querySelectorAll(COVERED)) covered.inert = open;
    opener?.setAttribute("aria-expanded", String(open));
    if (open) menu()?.querySelector(".drawer-close")?.focus();
    else if (within && !wide.matches) opener?.focus();
  }

  if (drawer) {
    opener?.addEventListener("click", () => set(drawer, !drawer.checked));
    drawer.addEventListener("change", showDrawer);
    wide.addEventListener("change", () => set(drawer, false));
    // A page that comes back from the browser's memory keeps no menu open.
    addEventListener("pageshow", () => set(drawer, false));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drawer.checked) set(drawer, false);
    });
    document.addEventListener("click", ({ target }) => {
      if (drawer.checked && target instanceof Element && target.closest(".md-sidebar--primary a")) set(drawer, false);
    });
  }

  if (search) {
    searchOpener?.addEventListener("click", () => {
      set(search, true);
      document.querySelector(".md-search__input")?.focus();
    });
    search.addEventListener("change", () => {
      // Where the box has no place of its own, it is gone when it is closed.
      if (!search.checked && searchOpener?.checkVisibility()) setTimeout(() => searchOpener.focus());
    });
    // The theme looks when a key comes up; text also comes by mouse, by dictation, or by dropping it.
    document.querySelector("[data-md-component=search] .md-search__input")?.addEventListener("input", ({ target }) => {
      target.dispatchEvent(new Event("keyup"));
    });
  }

  const form = document.querySelector("[data-md-component=palette]");
  form?.addEventListener("click", ({ target }) => {
    const button = target.closest(".scheme-switch");
    if (!button) return;
    document.getElementById(button.dataset.next).click();
    // Once the theme has put the next button in this one's place.
    setTimeout(() => form.querySelector(".scheme-switch:not([hidden])")?.focus());
  });
  // The theme has Enter switch too, for its labels; a button is clicked by it already.
  form?.addEventListener("keydown", (event) => event.key === "Enter" && event.stopPropagation(), true);

  /** Part of the menu that opens: the theme makes it a label, which is no button to those who do not see it. */
  function nameFold(label) {
    const toggle = document.getElementById(label.htmlFor);
    const button = element("button", { type: "button", className: "nav-fold" });
    const show = () => button.setAttribute("aria-expanded", String(toggle.checked));
    button.append(...label.childNodes);
    label.append(button);
    label.removeAttribute("tabindex");
    button.addEventListener("click", () => toggle.click());
    toggle.addEventListener("change", show);
    show();
  }

  async function copyAddress(link) {
    const said = element("span", { className: "permalink-copied", role: "status" });
    link.after(said);
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = text("address_copied");
    } catch {
      // No right to the clipboard: the address stands in the browser's own line.
    }
    setTimeout(() => said.remove(), SHOWN_MS);
  }

  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest(".headerlink") : null;
    if (link) copyAddress(link);
  });

  onPage(() => {
    const place = menu()?.querySelector(".md-sidebar__inner");
    if (place && !place.querySelector(".drawer-close")) {
      const close = element("button", { type: "button", className: "drawer-close", "aria-label": text("menu_close") });
      close.addEventListener("click", () => set(drawer, false));
      place.prepend(close);
    }
    for (const label of document.querySelectorAll(".md-nav__link[for][tabindex='0']")) nameFold(label);
    for (const link of document.querySelectorAll(".headerlink:not([aria-label])")) {
      const heading = [...link.parentElement.childNodes].filter((node) => node !== link);
      const words = heading.map((node) => node.textContent).join("").trim();
      const name = words ? text("permalink", { heading: words }) : text("permalink_unnamed");
      link.setAttribute("aria-label", name);
      link.title = name;
    }
  });
})();
