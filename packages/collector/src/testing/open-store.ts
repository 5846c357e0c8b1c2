import { onTestFinished } from 'vitest';
import type { Store } from '../store/store.port.js';

/** Opens the same store each time. */
export type OpenStore = () => Promise<Store>;

/** Opens a store for one test; it is closed after it. */
export const openForTest = async (prepare: () => Promise<OpenStore>): Promise<Store> => {
  const store = await (await prepare())();
  onTestFinished(() => store.close());
  return store;
};
