import type { Compile } from './compile-options.js';
import { noteFlip } from './flips.js';
import { own } from './json.js';
import { SIGNS } from './ordering.js';
import { instant, span } from './time.js';
import { all, attempt } from './truth.js';
import { each, reject } from './work.js';

const turn =
  (direction: 1 | -1): Compile =>
  (text, _, name) => {
    const accept = own(SIGNS, name) ?? reject('unknown-key');
    const length = span(text);
    return attempt((value, now) => {
      const at = instant(value) + length * direction;
      // At the turn itself it is neither before nor after, so that there are two flips.
      if (now <= at) noteFlip(Math.max(at, now + 1));
      return accept((now - at) * direction);
    });
  };

/** `{ "$ago": { "$lt": "14d" } }`: now is compared with the instant at which the date is that old, or that near. */
export const distance =
  (direction: 1 | -1): Compile =>
  (operand, work) => {
    work.about.timed = true;
    const tests = each(operand, work, turn(direction));
    return tests[0] ? all(tests) : reject('type');
  };
