// The least that durable delivery can do, and the measure of ours: each event is appended to IndexedDB, the events of a
// burst in one explicitly committed transaction; batches of 50 are posted, and deleted once the collector has them.
// No retries, no recovery at the next start, no second tab, no consent, no bounds, no context, no compression. It runs in the page.
const { collector, writeKey } = document.currentScript.dataset;
const BATCH = 50;
const SEND_AFTER_MS = 2000;

const anonymousId = crypto.randomUUID();
const durable = []; // [key, serialised event], oldest first
let fresh = [];
let undelivered = 0;
let nextKey = Date.now() * 1000; // after those of earlier pages
let timer;
let sending;

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open('reference', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('events');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Runs `work` on the store in a transaction of its own. Resolves when that is committed. */
function commit(db, work) {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction('events', 'readwrite', { durability: 'relaxed' });
    work(transaction.objectStore('events'));
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
    transaction.commit();
  });
}

async function save() {
  const rows = fresh;
  fresh = [];
  await commit(await opened, (store) => {
    for (const [key, body] of rows) store.put(body, key);
  });
  durable.push(...rows);
  if (durable.length >= BATCH) send();
  else timer ??= setTimeout(send, SEND_AFTER_MS);
}

async function postAll() {
  while (durable.length > 0) {
    const rows = durable.slice(0, BATCH);
    const head = JSON.stringify({ writeKey, sentAt: new Date().toISOString() }).slice(0, -1);
    const body = `${head},"batch":[${rows.map(([, event]) => event).join()}]}`;
    const response = await fetch(`${collector}/v1/batch`, { method: 'POST', body, credentials: 'omit' });
    await response.text();
    if (!response.ok) throw new Error(`the collector answered ${response.status}`);
    const keys = IDBKeyRange.bound(rows[0][0], rows.at(-1)[0]);
    await commit(await opened, (store) => store.delete(keys));
    durable.splice(0, rows.length);
    undelivered -= rows.length;
  }
}

function send() {
  clearTimeout(timer);
  timer = undefined;
  sending ??= postAll().finally(() => {
    sending = undefined;
  });
  return sending;
}

globalThis.reference = {
  track(event, properties) {
    const [messageId, timestamp] = [crypto.randomUUID(), new Date().toISOString()];
    const body = { type: 'track', messageId, timestamp, anonymousId, event, properties };
    fresh.push([nextKey++, JSON.stringify(body)]);
    undelivered++;
    if (fresh.length === 1) queueMicrotask(save);
  },
  send,
  undelivered: () => undelivered,
};
