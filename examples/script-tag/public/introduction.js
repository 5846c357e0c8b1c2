import { plans } from './plans.js';
import { workspace } from './workspace.js';

/** Tells Tendril who is here: the person, the account, and how full it is. */
export function introduce() {
  const { userId, accountId, role, plan } = workspace();
  window.tendril.identify(userId, { name: 'Olivia Park', role });
  window.tendril.group(accountId, { name: 'Acme Inc.', plan, entitlements: plans[plan].entitlements });
  reportSeats();
}

/** The seats are Acme's own figure: it reports them whenever they may have changed. */
export function reportSeats() {
  const { members, seatLimit } = workspace();
  window.tendril.usage('seats', { used: members.length, limit: seatLimit });
}
