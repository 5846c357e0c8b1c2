import { MOVEMENT_KINDS } from '../../billing/movement.js';
import type { StoredMovement } from '../../billing/movements.port.js';
import { adminClient, REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command, Input } from '../command.js';
import { table } from '../table.js';

const PAGE_ROWS = 1000;

const queryOf = (input: Input): string =>
  ['account', 'kind']
    .flatMap((name) => {
      const value = input.value(name);
      return value === undefined ? [] : `&${name}=${encodeURIComponent(value)}`;
    })
    .join('');

const rowOf = ({ at, account, kind, amount, currency, product, plan }: StoredMovement): string[] => [
  ...[at, account, kind],
  ...[`${amount > 0 ? '+' : ''}${amount}`, currency, product, plan],
];

export const movements: Command = {
  name: 'movements',
  about: 'list how recurring revenue moved, in minor units a month',
  flags: {
    ...REMOTE_FLAGS,
    account: { value: 'ID', about: 'those of one account' },
    kind: { value: 'KIND', about: MOVEMENT_KINDS.join(', ') },
  },
  environment: REMOTE_ENVIRONMENT,
  examples: [
    'tendril movements',
    'tendril movements --account acct_7 --json',
    'tendril movements --kind churn',
  ],
  run: async (input, terminal) => {
    const client = adminClient(input, terminal);
    const all: StoredMovement[] = [];
    for (let after = 0; ; ) {
      const path = `/v1/admin/movements?limit=${PAGE_ROWS}&after=${after}${queryOf(input)}`;
      const page = await client.get<{ movements: StoredMovement[]; last: number }>(path);
      if (page.movements.length === 0) break;
      // What was taken back is of use to who reads on, and here everything is read.
      all.push(...page.movements.filter(({ amount }) => amount !== 0));
      after = page.last;
    }
    all.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.seq - other.seq));
    const head = ['AT', 'ACCOUNT', 'KIND', 'A MONTH', 'CURRENCY', 'PRODUCT', 'PLAN'];
    return { text: table(head, all.map(rowOf)) || 'There are none.\n', json: { movements: all } };
  },
};
