/**
 * What changes: the ruleset in force, how far events have been applied, and what is known of a person or an account.
 * There are many of the latter: what changed while nobody listened is not kept.
 */
export type Topic = 'ruleset' | 'applied' | (string & {});

/** Topics of which the latest is kept for whoever comes later. */
export const LASTING_TOPICS: readonly Topic[] = ['ruleset', 'applied'];

/**
 * `version` is the revision of the ruleset, the `seq` of the newest event, or the position of the record that changed
 * the subject. `id` counts up, also over restarts.
 */
export interface Change {
  id: number;
  topic: Topic;
  version: string;
}

/**
 * Tells of new versions of things. A change says what is so now and not what happened, so that whoever missed some
 * needs the latest only.
 */
export interface ChangeFeed {
  publish(topic: Topic, version: string): Promise<Change>;
  latest(topic: Topic): Change | undefined;
  /**
   * Calls `listener` on each change of `topic` from now on, and at once with the latest when that is newer than
   * `after`, the id of a change that was seen. Without `after` nothing was seen. Ask the store for what changed of a
   * subject before.
   */
  subscribe(topic: Topic, listener: (change: Change) => void, after?: number): () => void;
  close(): Promise<void>;
}
