/**
 * What stands for the write key where a request came with a secret key: what it says is the host's own word. No client
 * can send under it, because no write key may be this.
 */
export const SERVER_KEY = '(server)';
