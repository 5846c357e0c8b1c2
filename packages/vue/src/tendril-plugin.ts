import type { EventCatalogue, Tendril } from '@tendril/browser';
import { type InjectionKey, inject, type Plugin } from 'vue';

const KEY: InjectionKey<Tendril> = Symbol('tendril');

/** Hands a client to the app: `app.use(tendrilPlugin, { client: createTendril({ … }) })`. */
export const tendrilPlugin: Plugin<{ client: Tendril<never> }> = {
  install(app, { client }) {
    app.provide(KEY, client as unknown as Tendril);
  },
};

/** The client of the app. Throws, with the cure, where the plugin is not installed. */
export function useTendril<Events extends object = EventCatalogue>(): Tendril<Events> {
  const client = inject(KEY, undefined);
  if (!client)
    throw new Error(
      'useTendril: no client. Call app.use(tendrilPlugin, { client: createTendril({ … }) }) first.',
    );
  return client as unknown as Tendril<Events>;
}
