// What a page loads, as scripts/sizes measures it; its limits are this benchmark's goals.
import { measuredRows } from '../../sizes/scenarios.mjs';
import { atMost } from '../goals.mjs';
import { result } from '../result.mjs';

const SCENARIOS = ['first-track', 'delivery'];

/** @returns results, one for each of the scenarios that exists and matches a file */
export async function sizes() {
  const rows = (await measuredRows()).filter(
    ({ id, bytes }) => SCENARIOS.includes(id) && bytes !== undefined,
  );
  return rows.map(({ name, bytes, limitBytes }) =>
    result({ what: name, unit: 'B', samples: [bytes], goal: atMost(limitBytes, 'B brotli') }),
  );
}
