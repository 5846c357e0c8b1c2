import { bars, byId, element } from './element.js';
import { notice } from './notice.js';

const dashboards = [
  { name: 'Sales', note: 'Orders by day', values: [0.4, 0.55, 0.5, 0.7, 0.85, 0.6, 0.3, 0.5, 0.75, 0.95] },
  { name: 'Support', note: 'Open tickets', values: [0.8, 0.7, 0.75, 0.6, 0.5, 0.55, 0.4, 0.45, 0.3, 0.25] },
  {
    name: 'Product',
    note: 'Weekly active people',
    values: [0.3, 0.34, 0.4, 0.42, 0.5, 0.55, 0.6, 0.7, 0.74, 0.8],
  },
  {
    name: 'Finance',
    note: 'Cash, in weeks of runway',
    values: [0.95, 0.9, 0.9, 0.86, 0.82, 0.85, 0.8, 0.78, 0.75, 0.74],
  },
];

/** The dashboards view. */
export function showDashboards() {
  byId('dashboards').replaceChildren(...dashboards.map(card));
}

const card = ({ name, note, values }) =>
  element(
    'li',
    { className: 'card' },
    element('h2', {}, name),
    element('p', { className: 'note' }, note),
    bars(values),
    element('button', { type: 'button', ariaLabel: `Share ${name}`, onclick: () => share(name) }, 'Share'),
  );

function share(name) {
  window.tendril.track('dashboard-shared', { name });
  notice(`A link to ${name} is ready to paste.`);
}
