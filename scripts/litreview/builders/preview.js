/* In a preview alone: loads the page anew when the site has changed, and says what is wrong with the files. */
(() => {
  "use strict";
  let shown;
  let banner;

  const say = ({ problems, version }) => {
    banner?.remove();
    if (!problems.length) return;
    banner = document.createElement("div");
    banner.className = "litreview-preview";
    banner.setAttribute("role", "alert");
    Object.assign(banner.style, {
      position: "fixed", inset: "auto 0 0 0", zIndex: 99, maxHeight: "40vh", overflow: "auto", padding: "0.8rem 1.2rem",
      background: "#b00020", color: "#fff", font: "14px/1.5 monospace", whiteSpace: "pre-wrap",
    });
    const until = version === "0" ? "There is no page to show" : "This is the last good page";
    banner.textContent = [`${until}, until what follows is mended:`, ...problems].join("\n");
    document.body.append(banner);
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
  follow();
})();
