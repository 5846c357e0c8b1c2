/** One `POST /v1/batch` as it came over the wire, whatever became of it. */
export interface WireRequest {
  /** Epoch milliseconds of its last byte. */
  at: number;
  via: 'beacon' | 'fetch';
  writeKey: string;
  ids: string[];
  /** What the tracked ones among them are called. */
  names: string[];
  /** As sent: compressed where it was. */
  bytes: number;
  /** The body, not compressed. */
  text: string;
  /** What the batch says was dropped before it, by reason. */
  dropped: { [reason: string]: number };
  /** What became of it (fate.ts). */
  fate: 'passed' | 'answer-lost' | 'refused' | 'hung';
}
