// Acme's side of the buttons in a nudge. Tendril shows the form and the outcome; what happens is Acme's business.
import { notice } from './notice.js';
import { plans } from './plans.js';
import { update, workspace } from './workspace.js';

/** Stands for the way to Acme's server and back. */
const roundTrip = () => new Promise((resolve) => setTimeout(resolve, 150));

const looksLikeEmail = (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

function refusal(email, members, seatLimit) {
  if (!looksLikeEmail(email)) return 'not an e-mail address';
  if (members.some((member) => member.email === email)) return 'already in the team';
  if (members.length >= seatLimit) return `no seat is free: all ${seatLimit} are in use`;
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

/** A link with which others can join; it holds the role that they get. */
export const inviteLink = ({ role = 'member' }) => `${location.origin}/join?role=${role}`;

const planOf = (plan = 'business') => {
  if (!plans[plan]) throw new Error(`There is no plan "${plan}". See Billing for those that exist.`);
  return { plan, ...plans[plan] };
};
const euros = (amount) => ({ amount, currency: 'EUR' });

/** What a change of plan costs, as Acme's billing says it: half of the month is over. */
export async function quote({ plan }) {
  await roundTrip();
  const now = plans[workspace().plan];
  const after = planOf(plan);
  return {
    now: euros(now.monthly),
    after: euros(after.monthly),
    proration: euros((after.monthly - now.monthly) / 2),
    seats: { now: now.seats, after: after.seats },
  };
}

/** `acme-slow-payments` in the browser's storage plays a bank that confirms a payment later, or never. */
const isSlow = () => localStorage.getItem('acme-slow-payments') !== null;

/** Moves the account to the plan that the nudge offers; Tendril applies the answer to its facts. */
export async function upgrade({ plan }) {
  await roundTrip();
  const { plan: target, name, seats, entitlements } = planOf(plan);
  if (isSlow()) return { pending: true };
  update({ plan: target, seatLimit: seats });
  notice(`You are on ${name} now, with ${seats} seats.`);
  return {
    plan: target,
    entitlements,
    usage: { seats: { used: workspace().members.length, limit: seats } },
  };
}
