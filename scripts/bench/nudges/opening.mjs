// From the call to the paint of a popover at an anchor, and of a modal dialog, once the code is there.
import { atMost, ratioAtMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';
import { summarise } from '../statistics.mjs';

const TIMES = 5;
const MAX_FRAMES = 2;
const MAX_RATIO = 1.5;
const MAX_CPU_MS = 4;

const nudge = (id, type, where) => ({
  id,
  rev: 1,
  type,
  category: 'discovery',
  when: { on: [{ manual: true }] },
  where,
  what: {
    locale: 'en',
    content: {
      en: {
        title: 'Share it',
        body: 'Two colleagues can see it.',
        actions: [
          { id: 'primary', label: 'Show me', do: 'emit', event: 'shown-around' },
          { id: 'secondary', label: 'Later', do: 'snooze', data: { for: 'P1D' } },
        ],
      },
    },
  },
});

export const RULESET = {
  version: '1',
  nudges: [
    nudge('popover', 'popover', { surface: 'anchor', anchor: 'share' }),
    nudge('modal', 'modal', { surface: 'center' }),
  ],
};

const usual = (list) => summarise(list).median;

/** Opens it, waits until it is painted, and closes it again. */
async function openOnce(page, kind) {
  const opened = await page.run('open', kind);
  await page.run('close', kind);
  const wait = await page.spent('wait');
  const cpu = (await page.spent('open', kind)) - wait;
  await page.run('close', kind);
  return { ...opened, cpu };
}

/** Of all openings but the first, which loads the code: the most frames, and the usual times. */
const openingOf = ({ visit }, subject, kind) =>
  visit(
    subject,
    ({ sent }) => sent,
    async (page) => {
      await openOnce(page, kind);
      const opened = [];
      for (let at = 0; at < TIMES; at++) opened.push(await openOnce(page, kind));
      const all = (field) => opened.map((one) => one[field]);
      const sent = await page.run('sent');
      return { frames: Math.max(...all('frames')), ms: usual(all('ms')), cpu: usual(all('cpu')), sent };
    },
  );

async function opening(stage, runs, kind) {
  const { own, bare } = await interleave(runs, {
    own: () => openingOf(stage, 'opening', kind),
    bare: () => openingOf(stage, 'opening-alone', kind),
  });
  const row = (what, unit, field, goal) => {
    const [samples, base] = [own, bare].map((list) => list.map((one) => one[field]));
    return result({ what: `${what}, ${kind}`, unit, samples, base, goal });
  };
  return [
    row('frames until painted, the most', 'frames', 'frames', atMost(MAX_FRAMES, 'frames')),
    row('from the call until painted', 'ms', 'ms', ratioAtMost(MAX_RATIO)),
    row('CPU from the call until painted', 'ms', 'cpu', atMost(MAX_CPU_MS, 'ms')),
  ];
}

/** @returns results */
export async function openings(stage, runs) {
  return [...(await opening(stage, runs, 'popover')), ...(await opening(stage, runs, 'modal'))];
}
