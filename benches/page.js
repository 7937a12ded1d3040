// The part of script/bench that runs inside a page. A classic script for the debugger to evaluate, because the app's own
// policy admits no foreign ones. The engine runs in the app's page; the peers, who need `chineseDays`, in an empty one.
globalThis.bench = (pairs) => {
  const DAY = 86_400_000, AHEAD = 8 * 3_600_000; // UTC+08:00
  const LIMITS = [1, 2, 3, 5, 5, 5, 7, 10, 10, 15, 15, 20, 30]; // working days, as often as they are asked for
  const { instants, n } = makePairs();
  const runners = {};

  return {
    /** Makes one of the runners ready; a fast one is called until the optimising compilers are done with it. */
    async enter(name) {
      runners[name] = { engine, limit, peer }[name](name === 'engine' ? await window.__bench : chineseDays);
      if (name !== 'peer') for (let i = 0; i < 400; i++) runners[name]();
    },

    /** Milliseconds a call takes: as many calls as it takes to make the clock's ticks of 0.1 ms nothing. */
    time(name) {
      const began = performance.now();
      let calls = 0, passed = 0;
      for (; passed < 40; calls++) {
        runners[name]();
        passed = performance.now() - began;
      }
      return passed / calls;
    },

    /** Epoch days, as a plain array for the debugger to carry. */
    answers(name) {
      const due = runners[name]();
      if (name === 'peer') return due.map((text) => Date.parse(text) / DAY);
      if (!(due instanceof Int32Array) || due.length !== pairs) throw new Error(`${name}: not an Int32Array of ${pairs} days`);
      return Array.from(due);
    },

    pair(i) {
      return `${new Date(instants[i] + AHEAD).toISOString().slice(0, 19)} + ${n[i]}`;
    },
  };

  function engine({ deadline }) {
    return () => deadline(instants, n);
  }

  function peer({ findWorkday }) {
    return () => {
      const due = new Array(pairs);
      for (let i = 0; i < pairs; i++) due[i] = findWorkday(n[i], instants[i]);
      return due;
    };
  }

  /**
   * The practical limit: two look-ups without checks in tables by epoch day, every offset folded into them. `worked`
   * counts the working days up to and including a day; `select` names them. Truncation is a floor, because every day is
   * after 1970. DAY and AHEAD are written out: read from an outer function, they make the loop a third slower in V8.
   */
  function limit({ isWorkday }) {
    const first = Date.UTC(2010, 0, 1) / DAY, end = Date.UTC(2027, 0, 1) / DAY;
    const worked = new Uint16Array(end), days = [0]; // working day number 1 stands at index 1
    for (let day = first; day < end; day++) {
      if (isWorkday(new Date(day * DAY))) days.push(day);
      worked[day] = days.length - 1;
    }
    const select = Int32Array.from(days);
    const run = (instants, n) => {
      const due = new Int32Array(instants.length);
      for (let i = 0; i < instants.length; i++) due[i] = select[worked[((instants[i] + 28_800_000) / 86_400_000) | 0] + n[i]];
      return due;
    };
    return () => run(instants, n);
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
};
