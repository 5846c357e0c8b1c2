/**
 * Whose turn it is to work on a store: carry the log into it, and remove what is old. Of all collectors on one store, one
 * has it. That spares the others the work; that nothing is applied twice is the store's own affair (`Chunk.from`).
 */
export interface Turn {
  /** Whether this collector has the turn, as far as it knows without asking. */
  isMine(): boolean;
  /** True when this collector has the turn, or gets it now. Rejects when that can not be known. */
  take(): Promise<boolean>;
  /** Lets another one have it. */
  release(): Promise<void>;
}

/** Where only one collector uses a store, it is always its turn. */
export const ALWAYS_MINE: Turn = {
  isMine: () => true,
  take: async () => true,
  release: async () => {},
};
