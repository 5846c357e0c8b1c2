import { eventually } from '../support/eventually.ts';
import { readDevice } from '../support/faults/device.ts';
import { always, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

declare global {
  interface Window {
    /** The page's connections to IndexedDB. */
    connections: IDBDatabase[];
  }
}

const openThrows = () => {
  IDBFactory.prototype.open = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
};

const openFails = () => {
  IDBFactory.prototype.open = () => {
    const request = new EventTarget() as IDBOpenDBRequest;
    const error = new DOMException('A mutation operation was attempted on a database.', 'InvalidStateError');
    Object.defineProperty(request, 'error', { value: error });
    queueMicrotask(() => request.onerror?.(new Event('error')));
    return request;
  };
};

const noIndexedDb = () => {
  Object.defineProperty(window, 'indexedDB', { value: undefined });
};

for (const [how, before] of [
  ['throws when opened', openThrows],
  ['fails to open', openFails],
  ['is missing', noIndexedDb],
] as const) {
  test(`IndexedDB ${how}: events go from memory, and stats say so`, async ({ app, site, ledger }) => {
    const visitor = await Visitor.open(app, site.page({ before: [before] }));
    const ids = await visitor.track(60);
    await visitor.untilSent();
    expect((await visitor.stats()).storage).toBe('memory');
    ids.push(...(await visitor.trackAndLeave(site.elsewhere, 5)));

    await ledger.expectExactly(ids);
  });
}

test('a full disk: what is stored already and what comes after both arrive', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  const visitor = await Visitor.open(app, path);
  faulty.follow(always(refuse(503)));
  const stored = await visitor.track(10);
  await visitor.flush();
  await visitor.tab.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  const ids = [...stored, ...(await visitor.track(10))];
  faulty.follow();
  await eventually(async () => (await visitor.stats()).storage).toBe('memory');
  await visitor.reload();
  await visitor.flush();

  // The page that goes hands over what it knows of, and the next one finds it on the disk.
  await ledger.expectExactly(ids, {
    scenario: 'page left without a request under way',
    events: stored.length,
  });
  expect((await readDevice(visitor.tab)).rows.filter((key) => !key.startsWith('~'))).toEqual([]);
});

/** Keeps hold of the connections that the page opens. */
const keepConnections = () => {
  const { open } = IDBFactory.prototype;
  window.connections = [];
  IDBFactory.prototype.open = function (...given) {
    const request = open.apply(this, given);
    request.addEventListener('success', () => window.connections.push(request.result));
    return request;
  };
};

test('a connection that the browser closes is opened again', async ({ app, site, ledger }) => {
  const visitor = await Visitor.open(app, site.page({ before: [keepConnections] }));
  const ids = await visitor.track(10);
  await visitor.flush();
  const closed = await visitor.tab.evaluate(() => {
    for (const connection of window.connections) connection.close();
    return window.connections.length;
  });
  expect(closed).toBeGreaterThan(0);
  ids.push(...(await visitor.track(10)));
  await visitor.untilSent();

  await ledger.expectExactly(ids);
  expect((await visitor.stats()).storage).toBe('indexeddb');
});
