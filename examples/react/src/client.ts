import { createTendril } from '@tendril/react';

/** Acme's events: names and properties are checked where they are tracked. */
type AcmeEvents = {
  'teammate-added': { seats: number };
};

const setting = (name: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="tendril-${name}"]`)?.content ?? '';

export const tendril = createTendril<AcmeEvents>({
  writeKey: setting('write-key'),
  host: setting('host'),
  live: 'always',
  actions: {
    // Acme's backend would send the mail, or charge the card.
    invite: ({ emails }) => ({ sent: emails }),
    upgrade: () => ({ plan: 'business', usage: { seats: { used: 10, limit: 25 } } }),
  },
});

tendril.identify('u_react', { role: 'owner' });
tendril.group('acct_react', { plan: 'team' });
