// The gallery's facts, and what its controls do.
import { introduce } from './introduction.js';
import { workspace } from './workspace.js';

const DAY_MS = 24 * 60 * 60 * 1000;

introduce();
window.tendril.group(workspace().accountId, {
  contactsFullInDays: 12,
  graceUntil: new Date(Date.now() + 14 * DAY_MS).toISOString(),
  recap: { reports: 128, hours: 31, alerts: 7, views: 14200 },
});
window.tendril.usage('contacts', { used: 940, limit: 1000 });
window.tendril.usage('storage', { used: 50, limit: 50 });
window.tendril.usage('emails', { used: 3120 });
window.tendril.page('gallery');

const look = document.getElementById('look');
const wanted = new URLSearchParams(location.search);
for (const select of look.elements) select.value = wanted.get(select.name) ?? select.options[0].value;
look.onchange = () => location.replace(`?${new URLSearchParams(new FormData(look))}`);

for (const button of document.querySelectorAll('[data-event]'))
  button.onclick = () => window.tendril.track(button.dataset.event);
