import { readDevice } from '../support/faults/device.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

/** As a browser with Global Privacy Control says it: https://w3c.github.io/gpc/#javascript-property */
const globalPrivacyControl = () => {
  Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true });
};

test('Global Privacy Control: nothing is stored or sent, and every call is a counted drop', async ({
  app,
  site,
  ledger,
}) => {
  const path = site.page({ before: [globalPrivacyControl] });
  const visitor = await Visitor.open(app, path);
  const ids = await visitor.track(5);
  await visitor.flush();

  expect(await visitor.drops()).toEqual(ids.map((messageId) => ({ reason: 'consent', messageId })));
  expect(await visitor.stats()).toMatchObject({ queued: 0, dropped: { consent: 5 }, consent: 'denied' });
  expect(await readDevice(app)).toEqual({ rows: [], memo: [] });
  await visitor.trackAndLeave(site.elsewhere, 5);
  await ledger.expectNothing();
});
