/* The data of the reference browser: files loaded when they are needed, and their numbers read.

   Each file calls litreview.receive(version, name, value). References are counted from 0 in the site's order; a file
   of another version counts otherwise, which happens where a cache holds a file of the site before its last change. */
(() => {
  "use strict";
  const { load } = litreview;
  const browse = (litreview.browse ??= {});
  const received = new Map();
  /** By the name of a file the version of the one that came last. */
  const versions = new Map();

  litreview.receive = (version, name, value) => {
    received.set(`${version} ${name}`, value);
    versions.set(name, version);
  };

  /** Letters that Unicode does not take apart; the same as in the site's generator. */
  const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

  /** Small letters without accents, so that "Munoz" finds "Muñoz". */
  browse.folded = (words) =>
    words.normalize("NFKD").toLowerCase().replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter]).replace(/\p{M}/gu, "");

  browse.words = (text) => browse.folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  /** Whether all can read a work, as the bits of the data. */
  browse.ACCESS = ["free", "licence", "unknown"];

  /** The piece of an index, of so many, that holds a text; the generator reckons the same. */
  browse.pieceOf = (text, pieces) => {
    let digest = 7;
    for (const letter of text) digest = (Math.imul(digest, 31) + letter.codePointAt(0)) >>> 0;
    return digest % pieces;
  };

  /** Numbers written as what each is more than the one before, in base 36. */
  browse.numbers = (written, separator) => {
    let last = 0;
    return written.split(separator).map((gap) => (last += Number.parseInt(gap, 36)));
  };

  class Data {
    constructor(version, folder) {
      this.version = version;
      this.folder = folder;
      this.parts = new Map();
    }

    /** The data of a page's element. */
    static of(root) {
      return new this(root.dataset.version, new URL(root.dataset.source, location.href.replace(/[?#].*/, "")));
    }

    /** The data of a folder, in the version of its file of that name, which says how they are cut. */
    static async found(folder, name) {
      await load(new URL(`${name}.js`, folder));
      const version = versions.get(name);
      return Object.assign(new this(version, folder), received.get(`${version} ${name}`));
    }

    /** The value of a data file. */
    part(name) {
      if (!this.parts.has(name)) {
        const address = new URL(`${name}.js?v=${this.version}`, this.folder);
        const value = load(address).then(() => {
          const part = received.get(`${this.version} ${name}`);
          if (part === undefined) throw new Error(`${name} is of another version of this site`);
          return part;
        });
        value.catch(() => this.parts.delete(name));
        this.parts.set(name, value);
      }
      return this.parts.get(name);
    }

    /** The items of those numbers from files that hold `size` of them each. */
    async items(folder, size, numbers) {
      const files = new Map();
      for (const number of numbers) files.set(Math.floor(number / size), null);
      await Promise.all([...files.keys()].map(async (file) => files.set(file, await this.part(`${folder}/${file}`))));
      return numbers.map((number) => files.get(Math.floor(number / size))[number % size]);
    }

    async open() {
      this.facets = await this.part("facets");
      this.total = this.facets.year.length;
      this.pieces = this.facets.sizes.pieces;
      return this;
    }
  }

  browse.Data = Data;
})();
