import { afterEach, describe, expect, it } from 'vitest';
import type { EventLog, LogRecord } from './event-log.port.js';

/** Opens the same log each time: what one instance wrote, the next one finds. */
export type OpenLog = () => Promise<EventLog>;

const record = (id: string, body = `{"batch":[{"n":"${id}"}]}`): LogRecord => ({
  id,
  writeKey: 'wk',
  kind: 'batch',
  receivedAt: 1_700_000_000_000,
  ip: '192.0.2.0',
  userAgent: 'test',
  body: new TextEncoder().encode(body),
});

/** What every `EventLog` must do. `prepare` gives a way to open a log that is empty at first. */
export const eventLogConformance = (name: string, prepare: () => Promise<OpenLog>): void => {
  describe(`EventLog: ${name}`, () => {
    const open: EventLog[] = [];
    const start = async (openLog: OpenLog): Promise<EventLog> => {
      const log = await openLog();
      open.push(log);
      return log;
    };
    const stop = async (log: EventLog): Promise<void> => {
      open.splice(open.indexOf(log), 1);
      await log.close();
    };
    afterEach(async () => {
      for (const log of open.splice(0)) await log.close();
    });

    it('is empty at first', async () => {
      const log = await start(await prepare());
      expect(await log.read(0, 10)).toEqual([]);
      expect(await log.lag(0)).toBe(0);
    });

    it('gives back what was appended, in the order of the positions', async () => {
      const log = await start(await prepare());
      const first = await log.append(record('a'));
      const second = await log.append(record('b'));
      expect(second).toBeGreaterThan(first);
      const entries = await log.read(0, 10);
      expect(entries.map(({ position }) => position)).toEqual([first, second]);
      expect(entries[0]?.record).toEqual({ ...record('a'), body: expect.anything() });
      expect(Buffer.from(entries[0]!.record.body).toString()).toBe('{"batch":[{"n":"a"}]}');
    });

    it('keeps a record without address and user agent, and bytes that are not text', async () => {
      const log = await start(await prepare());
      const { ip: _ip, userAgent: _userAgent, ...bare } = record('a');
      await log.append({ ...bare, body: Uint8Array.of(0x1f, 0x8b, 0, 255) });
      const [entry] = await log.read(0, 1);
      expect(entry?.record).not.toHaveProperty('ip');
      expect([...entry!.record.body]).toEqual([0x1f, 0x8b, 0, 255]);
    });

    it('reads from the middle and at most as many as asked', async () => {
      const log = await start(await prepare());
      const positions = [];
      for (const id of ['a', 'b', 'c', 'd']) positions.push(await log.append(record(id)));
      const entries = await log.read(positions[0]!, 2);
      expect(entries.map(({ record: { id } }) => id)).toEqual(['b', 'c']);
      expect(await log.lag(positions[1]!)).toBe(2);
    });

    it('gives each of many simultaneous appends a place of its own', async () => {
      const log = await start(await prepare());
      const ids = Array.from({ length: 200 }, (_, n) => `r${n}`);
      const positions = await Promise.all(ids.map((id) => log.append(record(id))));
      expect(new Set(positions).size).toBe(200);
      const entries = await log.read(0, 500);
      expect(entries.map(({ record: { id } }) => id).sort()).toEqual([...ids].sort());
    });

    it('says when there is something new, until one unsubscribes', async () => {
      const log = await start(await prepare());
      let calls = 0;
      const stopListening = log.onAppend(() => {
        calls += 1;
      });
      await log.append(record('a'));
      await expect.poll(() => calls).toBe(1);
      stopListening();
      await log.append(record('b'));
      expect(calls).toBe(1);
    });

    it('has everything, and goes on with new positions, when it is opened again', async () => {
      const openLog = await prepare();
      const before = await start(openLog);
      const position = await before.append(record('a'));
      await stop(before);
      const after = await start(openLog);
      expect(await after.lag(0)).toBe(1);
      expect(await after.append(record('b'))).toBeGreaterThan(position);
      expect((await after.read(0, 10)).map(({ record: { id } }) => id)).toEqual(['a', 'b']);
    });

    it('finishes appends under way before it closes', async () => {
      const openLog = await prepare();
      const before = await start(openLog);
      const appends = ['a', 'b', 'c'].map((id) => before.append(record(id)));
      await stop(before);
      await Promise.all(appends);
      expect((await (await start(openLog)).read(0, 10)).length).toBe(3);
    });

    it('refuses appends after it was closed', async () => {
      const log = await start(await prepare());
      await stop(log);
      await expect(log.append(record('late'))).rejects.toThrow();
    });

    it('puts another body in the place of one, for good', async () => {
      const openLog = await prepare();
      const before = await start(openLog);
      const position = await before.append(record('a'));
      const second = await before.append(record('b'));
      await before.replaceBody(position, new TextEncoder().encode('{}'), true);
      await before.replaceBody(second, new TextEncoder().encode('[]'), false);
      await before.replaceBody(second + 99, new TextEncoder().encode('nobody'), true);
      const bodies = async (log: EventLog) =>
        (await log.read(0, 10)).map(({ record: { id, body, ip } }) => [id, Buffer.from(body).toString(), ip]);
      const expected = [
        ['a', '{}', undefined],
        ['b', '[]', '192.0.2.0'],
      ];
      expect(await bodies(before)).toEqual(expected);
      await stop(before);
      expect(await bodies(await start(openLog))).toEqual(expected);
    });

    it('trims its beginning, and never uses a position again', async () => {
      const openLog = await prepare();
      const before = await start(openLog);
      const positions = [];
      for (const id of ['a', 'b', 'c']) positions.push(await before.append(record(id)));
      await before.trim(positions[1]!);
      expect((await before.read(0, 10)).map(({ position }) => position)).toEqual([positions[2]]);
      expect(await before.lag(positions[2]!)).toBe(0);
      await before.trim(positions[2]!);
      await stop(before);
      const after = await start(openLog);
      expect(await after.read(0, 10)).toEqual([]);
      expect(await after.lag(positions[2]!)).toBe(0);
      expect(await after.append(record('d'))).toBeGreaterThan(positions[2]!);
    });

    it('reports a position beyond its end as negative lag', async () => {
      const log = await start(await prepare());
      const position = await log.append(record('a'));
      expect(await log.lag(position + 5)).toBe(-5);
    });
  });
};
