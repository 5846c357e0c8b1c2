import type { StoredEvent } from '../../store/store.port.js';

/** Writes the events of one file. */
export interface PartWriter {
  write(events: readonly StoredEvent[]): Promise<void>;
  /** Resolves when the file is whole. */
  finish(): Promise<void>;
  /** Lets go of a file that is not to be whole. */
  abandon(): Promise<void>;
}

export interface Format {
  /** What the name of a file ends with. */
  extension: string;
  open(file: string): Promise<PartWriter>;
}
