// The part of storage.mjs that runs inside an empty page: the same orders in the same browser, kept by others. A classic
// script; it needs `Dexie`. Every write is strict, as the app's are, and waits until its transaction is complete.
globalThis.peers = (() => {
  const PAGE = 1000; // orders a row
  const STRICT = { durability: 'strict' };
  const orders = [];

  const kinds = {
    dexie: {
      async open(name) {
        const db = new Dexie(name, { chromeTransactionDurability: 'strict' });
        db.version(1).stores({ orders: 'id' });
        await db.open();
        return {
          write: () => db.orders.bulkPut(orders),
          put: (order) => db.orders.put(order),
          read: () => db.orders.toArray(),
          rows: () => db.orders.count(),
          close: () => db.close(),
        };
      },
      unpacked: (rows) => rows,
      rows: () => orders.length,
    },
    raw: {
      async open(name) {
        const db = await open(name, { keyPath: 'id' });
        return {
          ...common(db),
          write: () => put(db, (store) => { for (const order of orders) store.put(order); }),
          put: (order) => put(db, (store) => store.put(order)),
        };
      },
      unpacked: (rows) => rows,
      rows: () => orders.length,
    },
    // The practical limit: few large rows of bytes; nothing single can be changed.
    pages: {
      async open(name) {
        const db = await open(name, { autoIncrement: true });
        return {
          ...common(db),
          write: () => put(db, (store) => {
            const encoder = new TextEncoder();
            for (let at = 0; at < orders.length; at += PAGE) store.put(encoder.encode(JSON.stringify(orders.slice(at, at + PAGE))));
          }),
        };
      },
      unpacked: (rows) => rows.flatMap((row) => JSON.parse(new TextDecoder().decode(row))),
      rows: () => Math.ceil(orders.length / PAGE),
    },
  };

  return {
    /** Orders as the app hands them over, in parts. */
    take(json) {
      for (const order of JSON.parse(json)) orders.push(order);
    },

    /** Milliseconds for all orders, into a new database; rows that are there then, and that should be. */
    async write(kind) {
      await asked(indexedDB.deleteDatabase(kind));
      const db = await kinds[kind].open(kind);
      const [took] = await timed(db.write);
      const rows = await db.rows();
      db.close();
      return { ms: took, rows, wanted: kinds[kind].rows() };
    },

    /** Milliseconds for each of some single orders that have one fact more; none where that is not possible. */
    async steps(kind, times) {
      const db = await kinds[kind].open(kind);
      const took = [];
      for (let i = 0; db.put && i < times; i++) {
        const order = orders[Math.floor((i * orders.length) / times)];
        const changed = { ...order, facts: [...order.facts, { ...order.facts[0], with: { what: `${i}` } }] };
        took.push((await timed(() => db.put(changed)))[0]);
      }
      db.close();
      return took;
    },

    /** Milliseconds from an open database to all rows, then to all orders as objects; what there is. */
    async read(kind) {
      const db = await kinds[kind].open(kind);
      const [took, rows] = await timed(db.read);
      const [more, all] = await timed(() => kinds[kind].unpacked(rows));
      db.close();
      return { ms: took, unpacked: took + more, orders: all.length, facts: all.reduce((sum, order) => sum + order.facts.length, 0) };
    },

    async drop() {
      orders.length = 0;
      for (const kind of Object.keys(kinds)) await asked(indexedDB.deleteDatabase(kind));
    },
  };

  async function timed(run) {
    const began = performance.now();
    const result = await run();
    return [performance.now() - began, result];
  }

  async function open(name, options) {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('orders', options);
    return asked(request);
  }

  function common(db) {
    const store = () => db.transaction('orders').objectStore('orders');
    return { read: () => asked(store().getAll()), rows: () => asked(store().count()), close: () => db.close() };
  }

  function put(db, fill) {
    return new Promise((done, failed) => {
      const tx = db.transaction('orders', 'readwrite', STRICT);
      tx.oncomplete = () => done();
      tx.onabort = () => failed(tx.error);
      fill(tx.objectStore('orders'));
    });
  }

  function asked(request) {
    return new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
      request.onblocked = () => failed(new Error('blocked'));
    });
  }
})();
