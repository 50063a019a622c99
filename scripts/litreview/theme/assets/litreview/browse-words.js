/* Words that mean the same: other spellings, other names, and what a slip of the keyboard was meant to be. */
(() => {
  "use strict";
  const { words } = litreview.browse;

  /** British and American endings and sounds, each with the other; both ways are tried. */
  const SPELLINGS = [
    [/ae/gu, "e"], [/oe/gu, "e"], [/our(?=s?$|ed$|ing$|al$)/u, "or"],
    [/is(?=(?:e[ds]?|ing|ations?|ational|ers?)$)/u, "iz"], [/ys(?=(?:e[ds]?|ing|ers?)$)/u, "yz"],
    [/(?<=[bt])re(?=s?$)/u, "er"], [/ll(?=(?:ed|ing|er|ers)$)/u, "l"], [/ogue(?=s?$)/u, "og"], [/mme(?=s?$)/u, "m"],
    [/ence(?=s?$)/u, "ense"],
  ];
  /** The way back, where the American form alone tells that there may be another one. */
  const BACK = [
    [/(?<=^leuk)e/u, "ae"], [/(?<=^an)e(?=m)/u, "ae"], [/(?<=^h)e(?=m|mat)/u, "ae"],
    [/(?<!a)e(?=mi[ac])/u, "ae"], [/^p(?=ediatr)/u, "pa"], [/^e(?=dema|sophag|strogen|tiolog)/u, "oe"],
    [/^e(?=tiolog)/u, "ae"], [/(?<=gyn)e(?=c)/u, "ae"], [/(?<=f)e(?=t(?:al|us))/u, "oe"], [/(?<=diarrh)e(?=a)/u, "oe"],
    [/(?<=orthop)e(?=d)/u, "ae"], [/(?<=an)e(?=sth)/u, "ae"], [/(?<=f)e(?=c(?:al|es))/u, "ae"],
    [/(?<=tum|fav|behavi|lab|col|hum|od)or(?=s?$|ed$|ing$|al$)/u, "our"],
    [/iz(?=(?:e[ds]?|ing|ations?|ational|ers?)$)/u, "is"], [/yz(?=(?:e[ds]?|ing|ers?)$)/u, "ys"],
    [/(?<=cent|fib|lit|met)er(?=s?$)/u, "re"], [/(?<=label|model|signal|travel|cancel)(?=(?:ed|ing|er|ers)$)/u, "l"],
    [/(?<=catal|dial|anal)og(?=s?$)/u, "ogue"], [/(?<=program)(?=s?$)/u, "me"], [/ense(?=s?$)/u, "ence"],
  ];

  /** Other spellings of a word; few, and most words have none. */
  function spellings(word) {
    if (word.length < 5) return [];
    const found = new Set();
    for (const [pattern, other] of [...SPELLINGS, ...BACK]) {
      const written = word.replace(pattern, other);
      if (written !== word) found.add(written);
    }
    // Two sounds of one word: haemolyse, anaesthetise.
    for (const one of [...found]) {
      for (const [pattern, other] of SPELLINGS) {
        const written = one.replace(pattern, other);
        if (written !== word) found.add(written);
      }
    }
    return [...found];
  }

  /** How many letters have to be put in, left out, changed or swapped to make one word of the other; `most` + 1 for more. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const changed = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
        row[j] = Math.min(changed, last[j] + 1, row[j - 1] + 1);
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  /** The word of a list that a slip may have been meant to be, or nothing; of several the nearest, then the commonest. */
  function meant(word, known, count) {
    if (word.length < 5 || !/^\p{L}+$/u.test(word)) return "";
    let most = word.length < 8 ? 1 : 2;
    let found = "";
    for (const one of known) {
      const away = distance(word, one, most);
      if (away > most || (found && away === most && count(one) <= count(found))) continue;
      [found, most] = [one, away];
    }
    return found;
  }

  /** The terms of a query, with the other names of what they name.

     A run of plain words that is a name in the thesaurus becomes one term: the name as a phrase, or any of the others. */
  function named(terms, groups) {
    const names = new Map();
    groups.forEach((group, index) => group.forEach((name) => names.set(words(name).join(" "), index)));
    const longest = Math.max(0, ...[...names.keys()].map((name) => name.split(" ").length));
    const plain = ({ not, field, quoted, or }) => !not && !field && !quoted && !or.length;
    const found = [];
    for (let at = 0; at < terms.length; at += 1) {
      let run = 1;
      let group;
      for (let end = Math.min(terms.length, at + longest); end > at && group === undefined; end -= 1) {
        const some = terms.slice(at, end);
        if (!some.every((term) => plain(term) || (some.length === 1 && !term.not && !term.field))) continue;
        group = names.get(some.flatMap(({ value }) => words(value)).join(" "));
        run = end - at;
      }
      if (group === undefined) {
        found.push(terms[at]);
        continue;
      }
      const value = terms.slice(at, at + run).map((term) => term.value).join(" ");
      const said = words(value).join(" ");
      const others = groups[group].filter((name) => words(name).join(" ") !== said);
      const or = others.map((name) => ({ not: false, field: "", quoted: true, value: name, or: [] }));
      found.push({ ...terms[at], value, quoted: terms[at].quoted || run > 1, or: [...terms[at].or, ...or] });
      at += run - 1;
    }
    return found;
  }

  Object.assign(litreview.browse, { distance, meant, named, spellings });
})();
