/* Intervals and pooled estimates: what litreview/figures/statistics computes in Python, for plots that a reader changes.
   The names and the order of the steps are the same, so that the numbers are; a test compares the two over random data. */
(() => {
  "use strict";
  const TINY = 1e-300;
  const PRECISION = 1e-15;
  /** Terms of a continued fraction or a series, and halvings down to neighbouring numbers. */
  const TERMS = 50_000;
  const HALVINGS = 200;
  const STEPS = 1000;
  const STEP_PRECISION = 1e-12;
  const CORRECTION = 0.5;
  const FEWEST_FOR_PREDICTION = 3;

  const sum = (values) => values.reduce((total, value) => total + value, 0);

  /** The value of a polynomial with these coefficients, the highest power first. */
  const polynomial = (x, coefficients) => coefficients.reduce((value, coefficient) => value * x + coefficient);

  // Wichura's algorithm AS 241 (1988).
  const CENTRE = [
    [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
      1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
    [5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
      687.1870074920579083, 42.313330701600911252, 1],
  ];
  const NEAR = [
    [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
      3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
    [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
      0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1],
  ];
  const FAR = [
    [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
      0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
    [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
      0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1],
  ];
  const ratio = (x, [above, below]) => polynomial(x, above) / polynomial(x, below);

  function normalQuantile(p) {
    const q = p - 0.5;
    if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE);
    const r = Math.sqrt(-Math.log(q <= 0 ? p : 1 - p));
    const x = r <= 5 ? ratio(r - 1.6, NEAR) : ratio(r - 5, FAR);
    return q < 0 ? -x : x;
  }

  /** The logarithm of the gamma function, by Stirling's series from 15 on. */
  function logGamma(x) {
    let shift = 0;
    let z = x;
    // Products of few factors keep their digits, which sums of logarithms lose.
    let product = 1;
    while (z < 15) {
      product *= z;
      z += 1;
    }
    shift = Math.log(product);
    const r = 1 / (z * z);
    const series = polynomial(r, [-3617 / 122400, 1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12]);
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series / z - shift;
  }

  function betaCdf(x, a, b) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    if (x < (a + 1) / (a + b + 2)) return (front * fraction(x, a, b)) / a;
    return 1 - (front * fraction(1 - x, b, a)) / b;
  }

  function fraction(x, a, b) {
    let c = 1;
    let d = 1 - ((a + b) * x) / (a + 1);
    d = 1 / (Math.abs(d) > TINY ? d : TINY);
    let result = d;
    for (let m = 1; m < TERMS; m++) {
      const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
      const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
      let change = 1;
      for (const term of [even, odd]) {
        d = 1 + term * d;
        d = 1 / (Math.abs(d) > TINY ? d : TINY);
        c = 1 + term / c;
        if (Math.abs(c) <= TINY) c = TINY;
        change = c * d;
        result *= change;
      }
      if (Math.abs(change - 1) < PRECISION) break;
    }
    return result;
  }

  function chiSquaredTail(x, df) {
    if (x <= 0) return 1;
    const a = df / 2;
    const half = x / 2;
    const front = Math.exp(a * Math.log(half) - half - logGamma(a));
    if (half < a + 1) {
      let term = 1 / a;
      let total = term;
      for (let n = 1; n < TERMS; n++) {
        term *= half / (a + n);
        total += term;
        if (term < total * PRECISION) break;
      }
      return 1 - front * total;
    }
    let b = half + 1 - a;
    let c = 1 / TINY;
    let d = 1 / b;
    let result = d;
    for (let n = 1; n < TERMS; n++) {
      const step = n * (a - n);
      b += 2;
      d = 1 / (step * d + b);
      c = b + step / c;
      result *= c * d;
      if (Math.abs(c * d - 1) < PRECISION) break;
    }
    return front * result;
  }

  function betaQuantile(p, a, b) {
    let [low, high] = [0, 1];
    for (let n = 0; n < HALVINGS; n++) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (betaCdf(middle, a, b) < p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  function tQuantile(p, df) {
    if (p < 0.5) return -tQuantile(1 - p, df);
    const x = betaQuantile(2 * (1 - p), df / 2, 0.5);
    return Math.sqrt((df * (1 - x)) / x);
  }

  /** Wilson's interval of a proportion, as shares. */
  function wilson(n, total, level = 95) {
    const z = normalQuantile(0.5 + level / 200);
    const share = n / total;
    const middle = share + (z * z) / (2 * total);
    const half = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
    const whole = 1 + (z * z) / total;
    return [n === 0 ? 0 : (middle - half) / whole, n === total ? 1 : (middle + half) / whole];
  }

  /** The interval of Clopper and Pearson, as shares. */
  function exact(n, total, level = 95) {
    const tail = (1 - level / 100) / 2;
    return [
      n === 0 ? 0 : betaQuantile(tail, n, total - n + 1),
      n === total ? 1 : betaQuantile(1 - tail, n + 1, total - n),
    ];
  }

  /** The log odds of a proportion, with their variance. */
  function logit(n, total) {
    const add = n === 0 || n === total ? CORRECTION : 0;
    const [events, others] = [n + add, total - n + add];
    return { value: Math.log(events / others), variance: 1 / events + 1 / others };
  }

  const logistic = (value) => 1 / (1 + Math.exp(-value));

  /** The summary of at least two estimates ({value, variance}) that share no patients. */
  function pool(estimates, method = "reml", interval = "wald", level = 95) {
    if (estimates.length < 2) throw new RangeError("pooling needs at least two estimates");
    const y = estimates.map((one) => one.value);
    const v = estimates.map((one) => one.variance);
    const k = y.length;
    const fixed = v.map((one) => 1 / one);
    const centre = mean(y, fixed);
    const q = sum(y.map((value, i) => fixed[i] * (value - centre) ** 2));
    const spread = sum(fixed) - sum(fixed.map((w) => w * w)) / sum(fixed);
    let tau2 = method === "fixed" ? 0 : Math.max(0, (q - k + 1) / spread);
    if (method === "reml") {
      const peaks = [tau2, 0, variance(y)].map((start) => reml(y, v, start));
      tau2 = peaks.reduce((best, peak) => (likelihood(y, v, peak) > likelihood(y, v, best) ? peak : best));
    }
    const weights = v.map((one) => 1 / (one + tau2));
    const value = mean(y, weights);
    let error = Math.sqrt(1 / sum(weights));
    const reached = 0.5 + level / 200;
    let quantile = normalQuantile(reached);
    if (interval === "hartung-knapp") {
      error *= Math.sqrt(sum(weights.map((w, i) => w * (y[i] - value) ** 2)) / (k - 1));
      quantile = tQuantile(reached, k - 1);
    }
    let prediction = null;
    if (k >= FEWEST_FOR_PREDICTION && method !== "fixed") {
      const reach = tQuantile(reached, k - 2) * Math.sqrt(tau2 + error * error);
      prediction = [value - reach, value + reach];
    }
    const typical = (k - 1) / spread;
    let i2 = (100 * tau2) / (tau2 + typical);
    if (method === "fixed") i2 = q ? 100 * Math.max(0, 1 - (k - 1) / q) : 0;
    return {
      value,
      interval: [value - quantile * error, value + quantile * error],
      prediction,
      weights: weights.map((w) => (100 * w) / sum(weights)),
      tau2,
      i2,
      q,
      p: chiSquaredTail(q, k - 1),
    };
  }

  const mean = (values, weights) => sum(values.map((value, i) => weights[i] * value)) / sum(weights);

  function variance(values) {
    const middle = sum(values) / values.length;
    return sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1);
  }

  function likelihood(y, v, tau2) {
    const w = v.map((one) => 1 / (one + tau2));
    const centre = mean(y, w);
    const spread = sum(w.map((a, i) => a * (y[i] - centre) ** 2));
    return (sum(w.map(Math.log)) - Math.log(sum(w)) - spread) / 2;
  }

  function reml(y, v, start) {
    let tau2 = start;
    for (let n = 0; n < STEPS; n++) {
      const w = v.map((one) => 1 / (one + tau2));
      const total = sum(w);
      const centre = mean(y, w);
      const squares = sum(w.map((a) => a * a));
      const cubes = sum(w.map((a) => a ** 3));
      const score = sum(w.map((a, i) => a * a * (y[i] - centre) ** 2)) - (total - squares / total);
      const information = squares - (2 * cubes) / total + (squares / total) ** 2;
      const following = Math.max(0, tau2 + score / information);
      if (Math.abs(following - tau2) < STEP_PRECISION) return following;
      tau2 = following;
    }
    return tau2;
  }

  litreview.statistics = {
    normalQuantile, betaCdf, betaQuantile, chiSquaredTail, tQuantile, wilson, exact, logit, logistic, pool,
  };
})();
