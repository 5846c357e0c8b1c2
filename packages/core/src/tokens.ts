import type { Clock } from './ports.js';

export interface Tokens {
  /** The token of who is here; asks the host where there is none. Rejects when the host's answer is none, or never comes. */
  get(): Promise<string>;
  /** It is of no use any more. */
  forget(): void;
}

const PATIENCE_MS = 20_000;

/** Keeps the token that the host gave, so that it is asked once. */
export function createTokens(ask: () => Promise<string>, clock: Clock): Tokens {
  let token: Promise<string> | undefined;
  const asked = () =>
    new Promise<string>((resolve, reject) => {
      const cancel = clock.after(PATIENCE_MS, () => reject(new Error('no answer')));
      // Whatever the host gives: a text, a promise, or an exception.
      Promise.resolve()
        .then(ask)
        .then((given) => (typeof given === 'string' ? given : Promise.reject(new Error('no text'))))
        .then(resolve, reject)
        .finally(cancel);
    });
  return {
    get() {
      token ??= asked().catch((error) => {
        token = undefined;
        throw error;
      });
      return token;
    },
    forget() {
      token = undefined;
    },
  };
}
