import { LIMITS } from '@tendril/protocol';
import type { Ports, Row } from './ports.js';
import { requestBody } from './request-body.js';
import { takeWithin } from './take-within.js';

/** The page may be going: hands rows to the browser, synchronously. They stay until somebody acknowledges them. */
export function handOver({ beacon, now }: Ports, writeKey: string, rows: readonly Row[]): void {
  let rest = rows;
  while (rest.length) {
    const chunk = takeWithin(rest, LIMITS.beaconBytes);
    if (!beacon(requestBody(writeKey, now(), chunk))) break;
    rest = rest.slice(chunk.length);
  }
}
