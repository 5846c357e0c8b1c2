// Bytes of the TCP connections for the events of a busy visitor: HTTP/1.1 on loopback, headers included.
import { atMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';

const EVENTS = 100;
const EVERY_MS = 50;

/** What a page's boot sends and receives is not counted. */
const counted = ({ visit, bytes }, subject) =>
  visit(subject, EVENTS, async (page) => {
    await page.load();
    const before = bytes();
    await page.run('paced', EVENTS, EVERY_MS);
    const after = bytes();
    return {
      sent: (after.sent - before.sent) / EVENTS,
      received: (after.received - before.received) / EVENTS,
    };
  });

/** @returns results */
export async function bytesOnTheWire(stage, runs) {
  const { tendril, reference } = await interleave(runs, {
    tendril: () => counted(stage, 'tendril'),
    reference: () => counted(stage, 'reference'),
  });
  const row = (what, key, goal) => {
    const [samples, base] = [tendril, reference].map((all) => all.map((sample) => sample[key]));
    return result({ what, unit: 'B', samples, base, goal });
  };
  return [
    row('bytes sent an event, HTTP/1.1, with reference', 'sent', atMost(45, 'B')),
    row('bytes received an event, with reference', 'received'),
  ];
}
