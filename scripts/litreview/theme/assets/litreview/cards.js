/* Cards: hovering, focusing or tapping a citation (`a.citation`) shows the entry of the page's own list of references
   that it points to; a number of a result (a link in or with `data-result`) shows its evidence: the words that the link
   leads to, from the script beside the page of the study. One mechanism opens, places and closes both.

   WCAG 1.4.13: Escape dismisses the card, the pointer may move onto it, and it stays until pointer and focus have left
   both. It stands in the document right after its citation, so that Tab enters it and the pointer over it still counts
   as inside whatever holds the citation (a footnote's tooltip); as a popover it is drawn above everything and is not
   cut off by a table that scrolls. */
(() => {
  "use strict";
  const { text, element } = litreview;
  const OPEN_MS = 120; // shorter than a reader's pause, longer than a pointer's passing
  const CLOSE_MS = 300; // enough to move the pointer over the gap
  const MARGIN = 8; // pixels between the card and the window's edge
  const GAP = 6; // pixels between the citation and the card

  /** The open card: its element, its link and kind, and the group of links that can be paged through. */
  let open = null;
  let timer = 0;
  /** Where the pointer last was; a citation that breaks over two lines has two places. */
  let pointer = { x: 0, y: 0, type: "mouse" };

  /** The entry that a citation points to, if this page lists it. */
  function entryOf(citation) {
    const { hash, origin, pathname } = citation;
    if (!hash || origin + pathname !== location.origin + location.pathname) return null;
    return document.getElementById(decodeURIComponent(hash.slice(1)))?.closest(".csl-entry") ?? null;
  }

  /** All citations of the brackets that this one stands in, those left out of a printed range too. */
  function groupOf(citation) {
    const group = citation.closest(".citation-group");
    const all = group ? [...group.querySelectorAll("a.citation")] : [citation];
    return all.filter(entryOf);
  }

  /** A copy of an entry for the card: without what belongs to the list alone, with the words behind this sentence. */
  function copyOf(entry, quotes = []) {
    const copy = document.createDocumentFragment();
    for (const child of entry.childNodes) copy.append(child.cloneNode(true));
    for (const part of copy.querySelectorAll(".reference-backlinks")) part.remove();
    for (const part of copy.querySelectorAll("[data-quote]")) if (!quotes.includes(part.dataset.quote)) part.remove();
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    return copy;
  }

  /** The evidence of results by their names, which the scripts of the studies hand over. */
  const evidence = new Map();
  litreview.evidence = (cards) => Object.entries(cards).forEach(([name, html]) => evidence.set(name, html));

  const resultOf = (link) => link.closest("[data-result]")?.dataset.result;
  const addressOf = (link) => new URL(link.getAttribute("href"), document.baseURI);

  /** A copy of the words behind a number; its links are those seen from the page of the study. */
  function evidenceOf(link) {
    const copy = element("span");
    copy.innerHTML = evidence.get(resultOf(link)) ?? "";
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const part of copy.querySelectorAll("a[href]")) part.href = new URL(part.getAttribute("href"), addressOf(link));
    return copy;
  }

  /** The two kinds: what a card can be opened from, whether there is one, and what it says. */
  const citation = {
    has: entryOf,
    ready: entryOf,
    group: groupOf,
    fill(card, link) {
      const entry = entryOf(link);
      const number = entry.getAttribute("value");
      label(card, number ? text("card_label", { n: number }) : text("card_label_unnumbered"));
      card.querySelector(".citation-card__body").replaceChildren(copyOf(entry, link.dataset.quotes?.split(" ")));
      const go = card.querySelector(".citation-card__go");
      go.href = `#${entry.id}`;
      go.textContent = text("card_go");
      showTimes(card.querySelector(".citation-card__cited"), entry);
    },
  };
  const result = {
    has: resultOf,
    ready: (link) => evidence.has(resultOf(link)),
    group: (link) => [link],
    load: (link) => litreview.load(new URL("evidence.js", addressOf(link))),
    fill(card, link) {
      label(card, text("card_evidence"));
      card.querySelector(".citation-card__body").replaceChildren(evidenceOf(link));
      const go = card.querySelector(".citation-card__go");
      go.href = addressOf(link);
      go.textContent = text("card_study");
      card.querySelector(".citation-card__cited").hidden = true;
    },
  };
  const LINKS = 'a.citation, a[data-result], [data-result] a[href*="#result-"]';
  const kindOf = (link) => (link.matches(".citation") ? citation : result);

  function label(card, words) {
    card.setAttribute("aria-label", words);
    card.querySelector(".citation-card__label").textContent = words;
  }

  function show(index) {
    const { card, group, kind } = open;
    open.index = index;
    kind.fill(card, group[index]);
    const position = card.querySelector(".citation-card__position");
    if (position) position.textContent = text("card_position", { n: index + 1, total: group.length });
    place();
  }

  /** How often the whole site cites the reference, with a link to the sentences. */
  function showTimes(cited, entry) {
    const times = Number(entry.dataset.mentions ?? 0);
    const details = entry.querySelector(":scope > a[href]");
    cited.hidden = !times || !details;
    if (cited.hidden) return;
    cited.textContent = text("card_cited", { n: times });
    cited.href = `${details.href}#cited-in`;
  }

  function pager(group) {
    if (group.length < 2) return [];
    const turn = (step) => () => show((open.index + step + group.length) % group.length);
    const button = (name, sign, step) => {
      const made = element("button", { type: "button", textContent: sign, title: text(name), "aria-label": text(name) });
      made.addEventListener("click", turn(step));
      return made;
    };
    return [
      button("card_previous", "‹", -1),
      element("span", { className: "citation-card__position", role: "status" }),
      button("card_next", "›", 1),
    ];
  }

  function makeCard(group) {
    const dismiss = element("button", {
      type: "button",
      className: "citation-card__close",
      textContent: "×",
      title: text("card_close"),
      "aria-label": text("card_close"),
    });
    dismiss.addEventListener("click", () => close({ giveFocusBack: true }));
    const go = element("a", { className: "citation-card__go" });
    const cited = element("a", { className: "citation-card__cited" });
    // Only once the link has been followed.
    go.addEventListener("click", () => setTimeout(close));
    // Spans, since a card may stand within a paragraph; `popover` draws it above everything else.
    const part = (name, ...children) => element("span", { className: `citation-card__${name}` }, ...children);
    const card = element(
      "span",
      { className: "citation-card", id: "citation-card", role: "dialog" },
      part("head", part("label"), ...pager(group), dismiss),
      element("span", { className: "citation-card__body", id: "citation-card-body" }),
      part("foot", go, cited),
    );
    card.popover = "manual";
    return card;
  }

  /** Opens the card of a link; whether there is one to open. */
  async function openCard(link) {
    clearTimeout(timer);
    wanted = link;
    const kind = kindOf(link);
    if (open?.link === link) return true;
    if (!kind.has(link)) return false;
    if (!kind.ready(link)) {
      try {
        await kind.load(link);
      } catch {
        return false;
      }
      // Something else may have been asked for in the meantime.
      if (wanted !== link || !link.isConnected) return true;
      if (!kind.ready(link)) return false;
    }
    close();
    const group = kind.group(link);
    const card = makeCard(group);
    open = { card, link, kind, group, index: 0 };
    // Within a drawing nothing but drawings shows.
    (link.closest("svg") ?? link).after(card);
    link.setAttribute("aria-describedby", "citation-card-body");
    card.showPopover?.();
    show(group.indexOf(link));
    return true;
  }
  /** The link whose card was asked for last. */
  let wanted = null;

  function close({ giveFocusBack = false } = {}) {
    clearTimeout(timer);
    wanted = null;
    if (!open) return;
    const { card, link } = open;
    open = null;
    if (giveFocusBack && card.contains(document.activeElement)) {
      returning = true;
      link.focus();
      returning = false;
    }
    link.removeAttribute("aria-describedby");
    card.remove();
  }
  /** Focus that comes back to a link does not open its card again. */
  let returning = false;

  /** Puts the card below its link, or above where there is more room, within the window. */
  function place() {
    const { card, link } = open;
    const boxes = [...link.getClientRects()];
    if (!boxes.length) return;
    const distance = (box) => Math.abs(pointer.y - (box.top + box.bottom) / 2);
    const at = boxes.reduce((best, box) => (distance(box) < distance(best) ? box : best));
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const below = height - at.bottom - GAP - MARGIN;
    const above = at.top - GAP - MARGIN;
    card.style.maxHeight = "";
    const wanted = card.offsetHeight;
    const under = below >= wanted || below >= above;
    card.style.maxHeight = `${Math.max(under ? below : above, 0)}px`;
    const left = Math.min(at.left, width - card.offsetWidth - MARGIN);
    card.style.left = `${Math.max(left, MARGIN)}px`;
    card.style.top = `${under ? at.bottom + GAP : at.top - GAP - card.offsetHeight}px`;
  }

  const linkAt = (event) => (event.target instanceof Element ? event.target.closest(LINKS) : null);
  const inCard = (node) => Boolean(open && node instanceof Node && open.card.contains(node));
  const isHeld = () => inCard(document.activeElement) || open?.link === document.activeElement;

  document.addEventListener("pointermove", ({ clientX, clientY }) => Object.assign(pointer, { x: clientX, y: clientY }));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkAt(event);
    clearTimeout(timer);
    if (link && !inCard(link)) {
      timer = setTimeout(() => openCard(link), OPEN_MS);
    } else if (open && !inCard(event.target) && !isHeld()) {
      timer = setTimeout(close, CLOSE_MS);
    }
  });

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    // A click focuses too, and goes to the list; only focus by the keyboard opens.
    if (link?.matches(":focus-visible") && !inCard(link)) {
      if (!returning) openCard(link);
    } else if (open && !inCard(event.target) && event.target !== open.link) {
      close();
    }
  });

  let wasOpen = false;
  document.addEventListener(
    "pointerdown",
    (event) => {
      const link = linkAt(event);
      Object.assign(pointer, { x: event.clientX, y: event.clientY, type: event.pointerType });
      wasOpen = Boolean(link && open?.link === link);
      if (open && !inCard(event.target) && !wasOpen) close();
    },
    true,
  );

  // Before instant navigation sees the click: the first tap opens, the next one follows the link.
  document.addEventListener(
    "click",
    (event) => {
      const link = linkAt(event);
      if (!link || inCard(link)) return;
      const tapped = event.detail > 0 && pointer.type !== "mouse";
      if (tapped && !wasOpen && kindOf(link).has(link)) {
        event.preventDefault();
        event.stopPropagation();
        openCard(link).then((opened) => opened || location.assign(addressOf(link)));
      } else {
        setTimeout(close);
      }
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    clearTimeout(timer);
    if (open) close({ giveFocusBack: true });
  });

  function follow() {
    if (!open) return;
    if (!open.link.isConnected) close();
    else requestAnimationFrame(() => open && place());
  }
  addEventListener("resize", follow);
  addEventListener("scroll", (event) => !inCard(event.target) && follow(), { capture: true, passive: true });
  addEventListener("hashchange", () => close());
  litreview.onPage(() => close());
})();
