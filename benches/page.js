// The part of script/bench that runs inside the page. A classic script for the debugger to evaluate, because the page's
// own policy admits no foreign ones; `chineseDays` and the app's `__bench` are there already.
globalThis.race = async ({ pairs, rounds, slowRounds }) => {
  const DAY = 86_400_000, AHEAD = 8 * 3_600_000; // UTC+08:00
  const LIMITS = [1, 2, 3, 5, 5, 5, 7, 10, 10, 15, 15, 20, 30]; // working days, as often as they are asked for
  const { findWorkday, isWorkday } = chineseDays;
  const engine = await window.__bench;

  const { instants, n } = makePairs();
  const limit = rankSelect(2010, 2026);

  // One slow round serves as the reference for every answer. Its texts become days outside the timing.
  const texts = new Array(pairs);
  const peer = () => { for (let i = 0; i < pairs; i++) texts[i] = findWorkday(n[i], instants[i]); };
  for (let i = 0; i < 2000; i++) findWorkday(n[i], instants[i]);
  const slow = [];
  for (let round = 0; round < slowRounds; round++) slow.push(await timed(peer, 1));
  const due = texts.map((text) => Date.parse(text) / DAY);

  const fast = [() => engine.deadline(instants, n), () => limit(instants, n)];
  const calls = await Promise.all(fast.map(async (work) => {
    await timed(work, 300); // so that both are compiled by the optimising compilers
    return Math.ceil(40 / await timed(work, 100)); // the page's clock ticks every 0.1 ms: 40 ms make that nothing
  }));
  const times = [[], []], mismatches = [];
  for (let round = 0; round < rounds; round++) {
    for (const which of round % 2 ? [0, 1] : [1, 0]) times[which].push(await timed(fast[which], calls[which]));
  }
  for (const work of fast) mismatches.push(compare(work(), due));

  const perSecond = (list) => list.map((ms) => (pairs / ms) * 1000);
  return {
    peer: { perSecond: perSecond(slow) },
    engine: { perSecond: perSecond(times[0]), ...mismatches[0] },
    limit: { perSecond: perSecond(times[1]), ...mismatches[1] },
  };

  /** Milliseconds one call takes. */
  async function timed(work, times) {
    await new Promise((done) => setTimeout(done)); // let the page do what it has put off
    const began = performance.now();
    for (let i = 0; i < times; i++) work();
    return (performance.now() - began) / times;
  }

  /** The same pairs in every run: instants from 2019-01-01 to 2026-09-30, both included. */
  function makePairs() {
    const random = splitmix32(12345);
    const first = Date.UTC(2019, 0, 1) - AHEAD, end = Date.UTC(2026, 9, 1) - AHEAD;
    const instants = Float64Array.from({ length: pairs }, () => first + Math.floor(random() * (end - first)));
    return { instants, n: Uint8Array.from({ length: pairs }, () => LIMITS[Math.floor(random() * LIMITS.length)]) };
  }

  function splitmix32(state) {
    return () => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
    };
  }

  /**
   * The practical limit: two look-ups without checks in tables by epoch day, every offset folded into them. `worked`
   * counts the working days up to and including a day; `select` names them. Truncation is a floor, because every day is
   * after 1970. DAY and AHEAD are written out: read from an outer function, they make the loop a third slower in V8.
   */
  function rankSelect(fromYear, toYear) {
    const first = Date.UTC(fromYear, 0, 1) / DAY, end = Date.UTC(toYear + 1, 0, 1) / DAY;
    const worked = new Uint16Array(end), days = [0]; // working day number 1 stands at index 1
    for (let day = first; day < end; day++) {
      if (isWorkday(new Date(day * DAY))) days.push(day);
      worked[day] = days.length - 1;
    }
    const select = Int32Array.from(days);
    return (instants, n) => {
      const due = new Int32Array(instants.length);
      for (let i = 0; i < instants.length; i++) due[i] = select[worked[((instants[i] + 28_800_000) / 86_400_000) | 0] + n[i]];
      return due;
    };
  }

  function compare(answer, due) {
    if (!(answer instanceof Int32Array) || answer.length !== pairs) throw new Error(`not an Int32Array of ${pairs} days`);
    const wrong = due.flatMap((day, i) => (answer[i] === day ? [] : [i]));
    const iso = (day) => (Math.abs(day) < 1e6 ? new Date(day * DAY).toISOString().slice(0, 10) : String(day));
    const first = wrong.slice(0, 3).map((i) =>
      `${new Date(instants[i] + AHEAD).toISOString().slice(0, 19)} + ${n[i]}: ${iso(answer[i])}, not ${iso(due[i])}`);
    return { mismatches: wrong.length, first };
  }
};
