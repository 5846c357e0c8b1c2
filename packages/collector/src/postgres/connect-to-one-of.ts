import type { Hosts } from './hosts.js';

/** Connects, and where that gives a server up, to the next one, until each was asked once. */
export const connectToOneOf = async <Client>(
  hosts: Hosts,
  connect: () => Promise<Client>,
): Promise<Client> => {
  for (let tries = 1; ; tries += 1) {
    const asked = hosts.url();
    try {
      return await connect();
    } catch (error) {
      // Where none was given up, there is no better one: all connections are in use, or the password is wrong.
      if (tries >= hosts.count || hosts.url() === asked) throw error;
    }
  }
};
