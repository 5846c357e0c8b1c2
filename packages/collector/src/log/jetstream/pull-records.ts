import { createInbox, type Msg, type NatsConnection } from '@nats-io/transport-node';

/**
 * A consumer that says nothing for this long is taken for gone, or for one behind which everything was erased: before
 * release 2.10 a server that counts erased messages as pending gives such a pull no end.
 */
const SILENCE_MS = 1000;
/** Statuses that end a pull without anything being wrong: there are no more messages now. */
const ENDS = [404, 408];

/** What a pull brought. `isSilent`: the consumer did not say that this is all; do not ask it again. */
export interface Pull {
  pulled: Pulled[];
  isSilent: boolean;
}

/** A message of a stream, with its place there and its number among what this consumer delivered. */
export interface Pulled {
  position: number;
  delivery: number;
  data: Uint8Array;
}

/** The reply subject ends with stream sequence, consumer sequence, time and pending, and with a token in later forms. */
const placeOf = ({ reply = '', data }: Msg): Pulled => {
  const tokens = reply.split('.');
  // $JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.… or, longer, with domain and account in front.
  const first = tokens.length > 9 ? 7 : 5;
  return { position: Number(tokens[first]), delivery: Number(tokens[first + 1]), data };
};

/**
 * Asks a consumer for what there is, up to `batch` messages, and does not wait for more. Rejects when the consumer is
 * known to be gone.
 */
export const pullRecords = (
  connection: NatsConnection,
  stream: string,
  consumer: string,
  batch: number,
): Promise<Pull> =>
  new Promise((resolve, reject) => {
    const pulled: Pulled[] = [];
    const inbox = createInbox();
    const finish = (error?: Error, isSilent = false): void => {
      clearTimeout(limit);
      if (!connection.isClosed()) subscription.unsubscribe();
      if (error) reject(error);
      else resolve({ pulled, isSilent });
    };
    const subscription = connection.subscribe(inbox, {
      callback: (error, message) => {
        const status = message?.headers?.code ?? 0;
        if (error) finish(error);
        else if (ENDS.includes(status)) finish();
        else if (status > 0) finish(new Error(`NATS answers ${status} ${message.headers?.description}`));
        else if (pulled.push(placeOf(message)) === batch) finish();
        else limit.refresh();
      },
    });
    const limit = setTimeout(() => finish(undefined, true), SILENCE_MS);
    const request = JSON.stringify({ batch, no_wait: true });
    connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, request, { reply: inbox });
  });
