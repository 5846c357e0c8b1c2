// One visit of a first-time visitor: a page in a browser context of its own, and what its main thread has cost.
import { setTimeout as delay } from 'node:timers/promises';

/** After the last request and reply, tasks may still follow: the numbers are read when these have run. */
const QUIET_MS = 300;

async function mainThread(context, page) {
  const devtools = await context.newCDPSession(page);
  // The thread's own time and not the wall clock's: what else the machine does is left out.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
}

/** A browser that is never idle: what a page puts off until it has started does not begin. */
const restless = () => {
  globalThis.requestIdleCallback = () => 0;
};

/**
 * Opens a page of the site and waits until it is idle; with `rests: false` nothing that it puts off until then begins.
 * @returns `{ cost, load, run, close }`: `cost()` is what the main thread spent since the navigation, in milliseconds;
 *   `load()` adds the workload; `run(name, ...args)` runs a part of it and waits until the page is quiet; `spent(name,
 *   ...args)` runs a part of it and says what the main thread spent on that, and on being asked
 */
export async function openPage(browser, address, { rests = true } = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (!rests) await page.addInitScript(restless);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  const cost = await mainThread(context, page);
  await page.goto(address, { waitUntil: 'networkidle' });
  const check = () => {
    if (errors.length > 0) throw errors[0];
  };
  const evaluate = (name, args) =>
    page.evaluate(([part, given]) => globalThis.workload[part](...given), [name, args]);
  return {
    cost,
    async spent(name, ...args) {
      const before = await cost();
      await evaluate(name, args);
      return (await cost()) - before;
    },
    async load() {
      await page.addScriptTag({ url: '/workload.js' });
      await page.evaluate(() => globalThis.workload.warm());
      await delay(QUIET_MS);
      check();
    },
    async run(name, ...args) {
      const value = await evaluate(name, args);
      await delay(QUIET_MS);
      check();
      return value;
    },
    /** Samples the stack every 100 µs while `work` goes on: `{ nodes, samples, timeDeltas }` of the DevTools protocol. */
    async profile(work) {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Profiler.enable');
      await devtools.send('Profiler.setSamplingInterval', { interval: 100 });
      await devtools.send('Profiler.start');
      await work();
      return (await devtools.send('Profiler.stop')).profile;
    },
    async close() {
      await context.close();
      check();
    },
  };
}
