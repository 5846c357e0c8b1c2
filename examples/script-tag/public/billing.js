import { byId, element } from './element.js';
import { introduce } from './introduction.js';
import { notice } from './notice.js';
import { plans } from './plans.js';
import { update, watch } from './workspace.js';

/** The billing view: the plan in force, and the other one. */
export function showBilling() {
  watch(({ plan }) => {
    byId('plans').replaceChildren(
      ...Object.entries(plans).map(([id, offer]) => card(id, offer, id === plan)),
    );
  });
  byId('download-invoice').onclick = () => {
    window.tendril.track('invoice-downloaded', { month: new Date().toISOString().slice(0, 7) });
    notice('The invoice is in your downloads.');
  };
}

function card(id, { name, price, seats, note }, isCurrent) {
  const choose = element('button', { type: 'button', onclick: () => changePlan(id) }, `Switch to ${name}`);
  return element(
    'li',
    { className: isCurrent ? 'card current' : 'card' },
    element('h2', {}, name),
    element('p', { className: 'figure' }, price),
    element('p', { className: 'note' }, `${seats} seats. ${note}`),
    isCurrent ? element('p', { className: 'tag' }, 'Your plan') : choose,
  );
}

/** A change of plan that no nudge asked for: Acme tells Tendril, as it does at the start of a visit. */
function changePlan(plan) {
  update({ plan, seatLimit: plans[plan].seats });
  window.tendril.track('plan-changed', { plan });
  introduce();
  notice(`You are on ${plans[plan].name} now.`);
}
