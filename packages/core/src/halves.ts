import type { WritableAtom } from 'nanostores';
import type { Calls } from './calls.js';
import type { Drops } from './drops.js';
import type { IdentityKeeper } from './identity.js';
import type { Noticeboard } from './notices.js';
import type { MountNudges, NudgeLink } from './nudge-link.js';
import type { Ports, Row } from './ports.js';
import type { Queue } from './queue.js';
import type { Statement, Statements } from './statements.js';
import type { ActiveNudge, Explanation, TendrilOptions } from './tendril.js';

// The client is in two halves, so that recording costs a page as little as it can: the early half makes calls durable
// and hands them over at exit; the late half sends, keeps facts and rules fresh, and talks with other tabs.

/** All of the outside, and the way to the other half. */
export interface ClientPorts extends Ports {
  /** Loads and starts what comes after the first durable event. Rejects when it can not be had. */
  late: (recording: Recording) => Promise<LateHalf>;
}

/** What the early half hands to the late one. */
export interface Recording {
  options: TendrilOptions;
  ports: Ports;
  notices: Noticeboard;
  drops: Drops;
  queue: Queue;
  statements: Statements;
  shown: WritableAtom<{ readonly [surface: string]: ActiveNudge }>;
  session: () => string;
  /** Undefined while nobody may be known. */
  person: () => IdentityKeeper | undefined;
  calls: Calls;
  mount: MountNudges | undefined;
  /** Another tab was told what the person answers. */
  answer: (granted: boolean) => void;
}

export interface LateHalf {
  /** The person may be followed: sends, keeps facts, follows the ruleset. Again and again without harm. */
  begin(): void;
  /** A denial: ends that, and forgets what is stored. `rows` were this page's; `asked` when it was said on this page. */
  forget(rows: readonly Row[], asked: boolean): void;
  /** Tells the other tabs what was answered on this page. */
  answered(granted: boolean): void;
  /** Rows are stored. */
  wake(): void;
  pass(): Promise<void>;
  /** The page is visible or online again. */
  resume(): void;
  /** The person is another one: tells the other tabs. */
  changed(): void;
  /** An event was recorded; it is JSON. */
  hear(event: string): void;
  state(statement: Statement): void;
  explain(nudge?: string): Explanation[];
  debug(): void;
  stop(): void;
  /** Ids of the rows under way in a request that outlives the page. */
  carried(): readonly string[];
  /** What the nudge layer is given. */
  readonly link: NudgeLink;
  readonly sent: number;
  readonly halted: string | undefined;
}

/** What the late half is told while it runs, and otherwise when it comes. */
export type Told =
  | [what: 'hear', event: string]
  | [what: 'state', statement: Statement]
  | [what: 'answered', granted: boolean]
  | [what: 'changed']
  | [what: 'debug'];
