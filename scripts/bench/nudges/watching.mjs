// What it costs to wait for anchors and to watch slots on a page that changes with every frame, while nothing shows.
import { atMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';
import { timeWithin } from './time-within.mjs';

const FRAMES = 300;
const FRAME_MS = 1000 / 60;
const SLOTS = 10;
const ANCHORS = 100;

const nudge = (id, where, who = {}) => ({
  id,
  rev: 1,
  type: 'banner',
  category: 'discovery',
  who,
  when: { on: [{ page: true }] },
  where,
  what: { locale: 'en', content: { en: { title: id } } },
});

const list = (length, make) => Array.from({ length }, (_, at) => make(at));

/** Ten nudges for slots that are there, and a hundred for anchors that are not. */
export const RULESET = {
  version: '1',
  nudges: [
    ...list(SLOTS, (at) =>
      nudge(`slot-${at}`, { surface: 'slot', slot: `slot-${at}` }, { 'user.never': true }),
    ),
    ...list(ANCHORS, (at) => nudge(`anchor-${at}`, { surface: 'anchor', anchor: `a-${at}`, wait: 'PT1H' })),
  ],
};

/** Makes sure that what is measured does wait: the last visit must not be one without rules. */
async function checkWaiting(page) {
  const reasons = await page.run('reasons');
  const { who, 'surface-missing': missing } = reasons;
  if (who !== SLOTS || missing !== ANCHORS) throw new Error(`not waiting, but ${JSON.stringify(reasons)}`);
}

const isTendril = (url) => /\/(chunks\/|tendril\.js)/.test(url);

/** Milliseconds for each frame: of the main thread, and of these in Tendril's code and what that calls. */
const costOf = ({ visit }, subject) =>
  visit(
    subject,
    ({ sent }) => sent,
    async (page) => {
      if (subject === 'busy') await checkWaiting(page);
      await page.run('change', FRAMES);
      const before = await page.cost();
      await page.run('change', FRAMES);
      const thread = (await page.cost()) - before;
      const within = timeWithin(await page.profile(() => page.run('change', FRAMES)), isTendril);
      return { thread: thread / FRAMES, within: within / FRAMES, sent: await page.run('sent') };
    },
  );

/** @returns results */
export async function watching(stage, runs) {
  const { busy, alone } = await interleave(runs, {
    busy: () => costOf(stage, 'busy'),
    alone: () => costOf(stage, 'busy-alone'),
  });
  const places = `${SLOTS} slots, ${ANCHORS} waiting anchors`;
  const thread = (list) => list.map((one) => one.thread);
  return [
    result({
      what: `a frame in Tendril, ${places}`,
      unit: 'ms',
      samples: busy.map(({ within }) => within),
      goal: atMost(Number((FRAME_MS / 100).toFixed(3)), 'ms'),
    }),
    result({ what: 'CPU of a frame, all of it', unit: 'ms', samples: thread(busy), base: thread(alone) }),
  ];
}
