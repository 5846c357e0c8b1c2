import { byId } from './element.js';
import { watch } from './workspace.js';

/** How full the account is, always in sight. */
export function showSeats() {
  watch(({ members, seatLimit }) => {
    byId('seats-text').textContent = `${members.length} of ${seatLimit} seats in use`;
    const thresholds = { max: seatLimit, low: seatLimit * 0.7, high: seatLimit * 0.9, value: members.length };
    Object.assign(byId('seats-meter'), thresholds);
  });
}
