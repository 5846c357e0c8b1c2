// Acme's side of the buttons in a nudge. Tendril shows the form and the outcome; what happens is Acme's business.
import { notice } from './notice.js';
import { plans } from './plans.js';
import { update, workspace } from './workspace.js';

/** Stands for the way to Acme's server and back. */
const roundTrip = () => new Promise((resolve) => setTimeout(resolve, 150));

const looksLikeEmail = (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

function refusal(email, members, seatLimit) {
  if (!looksLikeEmail(email)) return 'is not an email address';
  if (members.some((member) => member.email === email)) return 'is in the team already';
  if (members.length >= seatLimit) return `has to wait: all ${seatLimit} seats are in use`;
  return undefined;
}

/**
 * Sends invitations; every one takes a seat at once. Answers whom it reached and whom not, and why.
 * An address at `down.example` plays a mail service that is out of order.
 */
export async function invite({ emails }) {
  await roundTrip();
  if (emails.some((email) => email.endsWith('@down.example'))) {
    throw new Error('The mail service does not answer. No invitation was sent: try again in a minute.');
  }
  const { members: before, seatLimit } = workspace();
  const members = [...before];
  const failed = [];
  for (const email of emails) {
    const reason = refusal(email, members, seatLimit);
    if (reason) failed.push({ email, reason });
    else members.push({ name: email.split('@')[0], email, role: 'Member', status: 'Invited' });
  }
  update({ members });
  if (members.length > before.length)
    window.tendril.usage('seats', { used: members.length, limit: seatLimit });
  return { sent: members.slice(before.length).map((member) => member.email), failed };
}

/** Moves the account to the plan that the nudge offers; Tendril applies the answer to its facts. */
export async function upgrade({ plan }) {
  await roundTrip();
  const target = plan ?? 'business';
  if (!plans[target]) throw new Error(`There is no plan "${target}". See Billing for those that exist.`);
  update({ plan: target, seatLimit: plans[target].seats });
  notice(`You are on ${plans[target].name} now, with ${plans[target].seats} seats.`);
  return {
    plan: target,
    entitlements: plans[target].entitlements,
    usage: { seats: { used: workspace().members.length, limit: plans[target].seats } },
  };
}
