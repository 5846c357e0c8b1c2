import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { type ConfigIssue, readConfigJson, refuseConfig } from '../config/read-config.js';
import { schemaIssues } from '../ingest/schema-issues.js';

const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1, maxLength: 200 });
const Price = Type.Object(
  {
    plan: Type.Optional(text),
    product: Type.Optional(text),
    addOn: Type.Optional(Type.Boolean()),
    entitlements: Type.Optional(Type.Array(text)),
    /** Of one unit, in minor units: for prices whose amount Stripe does not say, such as tiered ones. */
    amount: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  closed,
);
const Document = Type.Object(
  {
    /** Key of the subscription's metadata at Stripe that holds the account id. Default `account`. */
    account: Type.Optional(text),
    /** Account ids by Stripe's customer id, for subscriptions without it. */
    customers: Type.Optional(Type.Record(Type.String(), text)),
    /** By Stripe's price id or lookup key, or by the name of the plan that the backend sends. */
    prices: Type.Optional(Type.Record(Type.String(), Price)),
  },
  closed,
);
const Checker = Compile(Document);

/** What a price stands for. What is left out, the event says itself. */
export type Price = Static<typeof Price>;

/** What the operator's file says of prices and accounts. */
export interface PriceList {
  /** Key of the metadata. */
  account: string;
  customers: Readonly<Record<string, string>>;
  /** The first of these names that is in the list. */
  find(...names: (string | null | undefined)[]): Price | undefined;
}

const FLAG = '--billing';

/** Makes a list of a document that fits. */
export const priceListOf = ({
  account = 'account',
  customers = {},
  prices = {},
}: Static<typeof Document>): PriceList => ({
  account,
  customers,
  find: (...names) => {
    const name = names.find((one) => typeof one === 'string' && Object.hasOwn(prices, one));
    return typeof name === 'string' ? prices[name] : undefined;
  },
});

/** Reads the file of `--billing`; an empty list where there is none. Throws a `SetupError` with all that is wrong. */
export const readPriceList = async (file: string | undefined): Promise<PriceList> => {
  if (file === undefined) return priceListOf({});
  const document = await readConfigJson(file, FLAG);
  if (Checker.Check(document)) return priceListOf(document);
  const [first, ...rest] = schemaIssues(Checker.Errors(document), '') as ConfigIssue[];
  const whole: ConfigIssue = {
    code: 'type',
    path: '',
    message: 'is no object',
    cure: 'Write {"prices": {…}}.',
  };
  throw refuseConfig(file, FLAG, [first ?? whole, ...rest]);
};
