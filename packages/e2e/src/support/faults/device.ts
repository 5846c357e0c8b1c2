import type { Tab } from '../app.ts';

/** What the SDK keeps in this browser. */
export interface Device {
  /** Keys in IndexedDB: messageIds, and named values after `~`. */
  rows: string[];
  /** Keys in localStorage; without the fixture's own. */
  memo: string[];
}

/** Reads the device from a page of the site; creates nothing. */
export const readDevice = (tab: Tab): Promise<Device> =>
  tab.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const rows: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const keys = await answer(database.transaction(store).objectStore(store).getAllKeys());
        rows.push(...keys.map(String));
      }
      database.close();
    }
    return { rows, memo: Object.keys(localStorage).filter((key) => !key.startsWith('fixture:')) };
  });
