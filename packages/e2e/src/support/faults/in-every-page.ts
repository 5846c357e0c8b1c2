import type { Drop, Tendril, TendrilError } from '@tendril/browser';

declare global {
  interface Window {
    tendril: Tendril;
    /** What `on('drop')` has told on this page. */
    drops: Drop[];
    /** What `on('error')` has told on this page. */
    errors: TendrilError[];
    /** Tells the page what a switch of tabs tells it. */
    become(state: DocumentVisibilityState): void;
  }
}

/** Where pages count the beacons that the browser took from them: localStorage outlives the page that goes. */
export const BEACONS_TAKEN = 'fixture:beacons';

/** Runs in every page before the SDK: it must not refer to anything outside. */
export const prepare = (): void => {
  const { sendBeacon } = Navigator.prototype;
  Navigator.prototype.sendBeacon = function (...given) {
    const taken = sendBeacon.apply(this, given);
    const count = Number(localStorage.getItem('fixture:beacons'));
    if (taken) localStorage.setItem('fixture:beacons', String(count + 1));
    return taken;
  };
  window.drops = [];
  window.errors = [];
  const q = [
    // As JSON: WebKit's driver would hand over what is undefined as null.
    ['on', 'drop', (drop: Drop) => window.drops.push(JSON.parse(JSON.stringify(drop)))],
    ['on', 'error', (error: TendrilError) => window.errors.push(error)],
  ];
  // The stub of the script tag: who listens only when the page has loaded misses what an earlier visit left behind.
  window.tendril = { q } as unknown as Tendril;
  // Told by the test, as no driver hides a page for real: without a head the browsers call all their pages visible.
  window.become = (state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  };
};
