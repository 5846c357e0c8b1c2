import { byId, element } from './element.js';
import { workspace } from './workspace.js';

const SHOWN = 60;

/** Shows what the collector has stored for this visitor, newest first. Acme's server relays it; see server/live-events.mjs. */
export function showLiveEvents() {
  const list = byId('live-events');
  const feed = new EventSource(`/api/live?user=${encodeURIComponent(workspace().userId)}`);
  feed.addEventListener('stored', ({ data }) => {
    list.prepend(row(JSON.parse(data)));
    while (list.children.length > SHOWN) list.lastChild.remove();
  });
  feed.addEventListener('collector', ({ data }) => {
    const { reachable, message } = JSON.parse(data);
    say(reachable ? 'Connected' : `Away: ${message}. Events wait in this browser.`);
  });
  feed.onerror = () => say('Acme’s server does not answer.');
}

const say = (text) => {
  byId('collector-status').textContent = text;
};

function row({ receivedAt, event }) {
  const time = new Date(receivedAt);
  const details = JSON.stringify(event.properties ?? event.traits ?? {});
  return element(
    'li',
    {},
    element('strong', {}, event.event ?? event.type),
    element('time', { dateTime: time.toISOString() }, time.toLocaleTimeString()),
    element('code', { title: details }, details),
  );
}
