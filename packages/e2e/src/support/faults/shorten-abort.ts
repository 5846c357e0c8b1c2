/**
 * For a page's `before`: one second stands for the fifteen after which a request is given up, so that no test waits for
 * them. That very delay and no other, or the browser would wait for its driver shorter too.
 */
export const shortenAbort = (): void => {
  const real = window.setTimeout;
  window.setTimeout = ((run: () => void, ms = 0) =>
    real(run, ms === 15_000 ? 1000 : ms)) as typeof window.setTimeout;
};
