// What a measured page is asked to do. It runs in the page, for either subject.
const { tendril, reference } = globalThis;
const DELIVERY_LIMIT_MS = 120_000;
const LONG_TASK_QUIET_MS = 200;

/** Both subjects: record an event, send at once, and the number of events that the collector has not acknowledged. */
const subject = reference ?? {
  track: tendril.track,
  send: tendril.flush,
  undelivered: () => tendril.stats().queued,
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const roles = ['admin', 'editor', 'viewer'];

/** An event of five properties that differ from event to event as those of a product do. */
function call(at) {
  subject.track('invite-teammate', {
    role: roles[at % 3],
    source: at % 2 ? 'settings' : 'banner',
    seats: at % 10,
    durationMs: (at * 7919) % 60_000,
    trial: at % 4 === 0,
  });
}

/** Waits until all is delivered; `hurry` sends at once, without it the subject decides when. */
async function delivered(hurry) {
  const end = performance.now() + DELIVERY_LIMIT_MS;
  if (hurry) await subject.send();
  while (subject.undelivered() > 0) {
    if (performance.now() > end) throw new Error(`${subject.undelivered()} events are still not delivered`);
    await pause(20);
    if (hurry) await subject.send();
  }
}

/** The longest task over 50 ms, except the one that was running at `moment`; 0 when there is none. Milliseconds. */
function watchLongTasks() {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask' });
  return async (moment) => {
    await pause(LONG_TASK_QUIET_MS);
    tasks.push(...observer.takeRecords());
    observer.disconnect();
    const others = tasks.filter(
      ({ startTime, duration }) => moment < startTime || moment > startTime + duration,
    );
    return Math.max(0, ...others.map(({ duration }) => duration));
  };
}

globalThis.workload = {
  /** Loads what the subject loads on demand, before anything is measured. */
  warm: () => subject.send(),

  /** `count` calls in one task. @returns the longest task besides that one, milliseconds */
  async burst(count) {
    const longest = watchLongTasks();
    await pause(0);
    const moment = performance.now();
    for (let at = 0; at < count; at++) call(at);
    await delivered(true);
    return longest(moment);
  },

  /** `tasks` tasks of `calls` calls. @returns what a call took in each task, mean, microseconds */
  async timedCalls(tasks, calls) {
    const costs = [];
    for (let task = 0; task < tasks; task++) {
      await pause(0);
      const start = performance.now();
      for (let at = 0; at < calls; at++) call(at);
      costs.push(((performance.now() - start) * 1000) / calls);
    }
    await delivered(true);
    return costs;
  },

  /** A call every `everyMs`, as a busy visitor makes them; the subject sends when it wants to. */
  async paced(count, everyMs) {
    for (let at = 0; at < count; at++) {
      call(at);
      await pause(everyMs);
    }
    await delivered(false);
  },
};
