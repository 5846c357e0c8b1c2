import type { EventLog } from '../log/event-log.port.js';

/** A log that holds nothing and does what `parts` say. */
export const fakeLog = (parts: Partial<EventLog>): EventLog => ({
  append: async () => 1,
  read: async () => [],
  lag: async () => 0,
  replaceBody: async () => {},
  trim: async () => {},
  onAppend: () => () => {},
  close: async () => {},
  ...parts,
});

/** A log whose disk is slow: an append is durable when the test says so. */
export const slowLog = (): { log: EventLog; appending: Promise<void>; finish: () => void } => {
  let finish = (): void => {};
  const durable = new Promise<number>((resolve) => {
    finish = () => resolve(1);
  });
  let begin = (): void => {};
  const appending = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const append = (): Promise<number> => {
    begin();
    return durable;
  };
  return { log: fakeLog({ append }), appending, finish };
};
