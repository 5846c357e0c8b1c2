import type { EventCatalogue, Tendril } from '@tendril/browser';
import { createContext, createElement, type ReactNode, useContext } from 'react';

const Context = createContext<Tendril | undefined>(undefined);

/** Hands a client to the tree below. Create the client outside of components: `const tendril = createTendril({ … })`. */
export function TendrilProvider({
  client,
  children,
}: {
  client: Tendril<never>;
  children?: ReactNode;
}): ReactNode {
  return createElement(Context.Provider, { value: client as unknown as Tendril }, children);
}

/** The client of the nearest provider. Throws, with the cure, where there is none. */
export function useTendril<Events extends object = EventCatalogue>(): Tendril<Events> {
  const client = useContext(Context);
  if (!client)
    throw new Error('useTendril: no client. Put <TendrilProvider client={createTendril({ … })}> above.');
  return client as unknown as Tendril<Events>;
}
