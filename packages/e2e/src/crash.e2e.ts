import { Acme } from './support/acme.ts';
import { timesStored } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

test.skip(
  ({ engine }) => engine === 'webkit',
  'a WebDriver session of WebKitGTK keeps its storage in memory: after a kill there is no profile to open again',
);

test('a browser killed while the collector is away has everything when it is back', async ({
  profile,
  collector,
}) => {
  const acme = new Acme(await profile.open());
  await acme.open();
  await collector.stop();
  profile.aim();
  const ids = await acme.record('before-the-kill', 20);
  await acme.untilDurable();
  await profile.crash();

  await collector.start();
  await new Acme(await profile.open()).open();

  const events = await collector.receivedWhen(
    (stored) => timesStored(stored, ids).every((times) => times > 0),
    'the events of the killed browser',
  );
  expect(timesStored(events, ids)).toEqual(ids.map(() => 1));
});
