/* What is new: references that came with a version, and those that came since the reader was here last.

   What a reader has seen stays in the reader's own browser, as the keys of that day; nothing is sent. A visit lasts as
   long as the window, so that a reload still tells what was new. */
(() => {
  "use strict";
  const { browse } = litreview;
  const VISIT = "visit";

  class Visits {
    constructor(data) {
      this.data = data;
      this.name = `litreview.seen ${new URL(".", data.folder).pathname}`;
    }

    read(storage) {
      try {
        return JSON.parse(storage.getItem(this.name));
      } catch {
        return null; // forbidden, or not ours
      }
    }

    write(storage, value) {
      try {
        storage.setItem(this.name, JSON.stringify({ version: this.data.version, ...value }));
      } catch {
        // Storage is full or forbidden: then nothing is told as new.
      }
    }

    /** The keys that are new to the reader, and when the reader was here last; their list is loaded only where the
        references have changed since. */
    async look() {
      const { version } = this.data;
      const now = this.read(sessionStorage);
      if (now?.version === version) return now;
      const last = this.read(localStorage);
      const seen = new Set(Array.isArray(last?.keys) ? last.keys : []);
      const changed = last?.version !== version;
      const keys = changed && seen.size ? await this.data.part("keys") : [];
      const visit = { keys: keys.filter((key) => !seen.has(key)), since: last?.at ?? "" };
      this.write(sessionStorage, visit);
      return visit;
    }

    /** Remembers this visit, once the page is there and has time. */
    async keep() {
      const last = this.read(localStorage);
      const keys = last?.version === this.data.version ? last.keys : await this.data.part("keys");
      this.write(localStorage, { keys, at: new Date().toISOString().slice(0, 10) });
    }
  }

  /** Looks what is new, and remembers the visit; without storage nothing is. */
  browse.visit = async (data) => {
    const visits = new Visits(data);
    const { keys = [], since = "" } = await visits.look();
    (globalThis.requestIdleCallback ?? setTimeout)(() => visits.keep().catch(() => {}));
    if (!keys.length) return { numbers: [], since };
    const known = await data.part("keys");
    const fresh = new Set(keys);
    return { numbers: known.flatMap((key, number) => (fresh.has(key) ? [number] : [])), since };
  };

  browse.VISIT = VISIT;
})();
