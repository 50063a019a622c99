/* Put into a page before its own scripts: how long after the reader's last act the list of references is drawn.

   An act is the release of the mouse button or a letter typed; its time is the event's own, which is when the browser
   took it in. The list says by aria-busy that it has followed, in the same step in which the result is announced; the
   time runs until the frame that shows it is done. */
(() => {
  "use strict";
  let acted = 0;
  let drawn = 0;
  let tell;
  let first = 0;

  addEventListener("pointerup", (event) => (acted = event.timeStamp), true);
  addEventListener("input", (event) => {
    // A box is checked by the mouse button, whose time counts.
    if (event.target.type === "search") acted = event.timeStamp;
  }, true);

  /** Runs when the next frame has been handed to the screen. */
  const afterFrame = (then) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });

  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      if (target.getAttribute("aria-busy") !== "false") continue;
      const act = acted;
      afterFrame(() => {
        if (!act || act !== acted) return;
        drawn = performance.now();
        tell?.(drawn - acted);
      });
    }
  });
  observer.observe(document, { subtree: true, attributes: true, attributeFilter: ["aria-busy"] });

  // The first list takes the place of the page's own when all of it is there.
  const entering = new MutationObserver(() => {
    if (!document.querySelector(".reference-results")) return;
    entering.disconnect();
    afterFrame(() => (first = performance.now()));
  });
  entering.observe(document, { subtree: true, childList: true });

  window.stopwatch = {
    start: () => {
      acted = drawn = 0;
      tell = undefined;
    },
    /** Milliseconds from the page's beginning to its first list. */
    first: () => first,
    /** Milliseconds from the last act to its result, once that is drawn. */
    read: () => (drawn > acted ? drawn - acted : new Promise((resolve) => (tell = resolve))),
  };
})();
