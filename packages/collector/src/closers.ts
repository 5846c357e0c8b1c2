/** What runs when something closes, the last first. */
export type Closers = (() => unknown)[];

export const closeInReverse = async (closers: Closers): Promise<void> => {
  for (const close of closers.splice(0).reverse()) await close();
};
