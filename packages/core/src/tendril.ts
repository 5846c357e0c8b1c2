import type {
  ContentAction,
  DropReason,
  Json,
  Nudge,
  NudgeEventName,
  Stage,
  TendrilEvent,
  Tone,
} from '@tendril/protocol';
import type { ReadableAtom } from 'nanostores';
import type { Actions, Quote } from './actions.js';

/** Names and properties of a site's events, as a type or an interface: `createTendril<{ 'invite-teammate': { role: string } }>()`. */
export type EventCatalogue = { [name: string]: object };

/** Optional when every property is. */
type Properties<T> = Record<string, never> extends T ? [properties?: T] : [properties: T];

/** What a component draws, and whom it tells. Texts are filled in. */
export interface NudgeProps {
  readonly active: ActiveNudge;
  readonly content: {
    title: string;
    body: string;
    note: string;
    dismissLabel: string;
    actions: ContentAction[];
    locale: string;
  };
  /** The facts, addressed as in conditions: `facts.usage.seats.used`. */
  readonly facts: { readonly [root: string]: Json | undefined };
  /** Fills a template of the document in; `values` are read before the facts. Throws when a fact is missing. */
  fill(template: string, values?: { readonly [name: string]: unknown }): string;
  readonly tone: Tone;
  readonly dir: 'ltr' | 'rtl';
  readonly dismissible: boolean;
  /** Id of the action that runs. */
  readonly busy: string | undefined;
  /** What came of the last action, if it failed. */
  readonly failure: string;
  onAction(action: ContentAction): void;
  onDismiss(): void;
  /** The person is through with it: it stops where `how.stopOn` names `submit`, else it closes as if dismissed. */
  onDone(): void;
}

/** A mounted component. */
export interface MountedComponent {
  /** Texts, facts or the stage have changed. */
  update(props: NudgeProps): void;
  unmount(): void;
}

/** A host's own renderer, free of any framework: draws into the element, an empty `div` within the page's own styles. */
export type NudgeComponent = (element: HTMLElement, props: NudgeProps) => MountedComponent;

/**
 * What a host that renders by itself has of each nudge: what it says, and whom to tell. What is not told has not happened:
 * ledger, caps and reports are made of these calls, as they are of what Tendril draws.
 */
export interface NudgeHandle {
  readonly content: NudgeProps['content'];
  readonly tone: Tone;
  readonly dismissible: boolean;
  /** Of a payment that is under way, in words; empty where none is. */
  readonly progress: string;
  /** As in `NudgeProps`. */
  fill: NudgeProps['fill'];
  /** Tells the exposure when half of the element has been in view for a second. The result stops watching. */
  watch(element: Element): () => void;
  /** Tells the exposure now. Once for each episode and session, whichever of the two, and however often. */
  exposed(): void;
  /**
   * Runs an action of `content.actions` by its id; resolves to what failed, in words, or `''`. With `actions.quote`, one
   * that buys takes the price that the host has shown. `invite` is told, and the form is the host's.
   */
  act(id: string, quote?: Quote): Promise<string>;
  dismiss(): void;
  /** Not for this long, such as `P3D`. Default: a day. */
  snooze(duration?: string): void;
  never(): void;
  /** As in `NudgeProps`. */
  done(): void;
}

export interface NudgeOptions {
  /** `none`: nothing is drawn, and each nudge in `tendril.nudges` has a `handle`. Default: Tendril draws. */
  render?: 'none';
  /** BCP 47, default the page's `lang`, then the browser's. */
  locale?: string;
  /** Own renderers, by the name in `what.component` or by the type of nudge that they draw. */
  components?: { [nameOrType: string]: NudgeComponent };
}

export interface TendrilOptions {
  /** Public key of the site, as the collector knows it. */
  writeKey: string;
  /** Origin of the collector, such as `https://collect.example.com`. */
  host: string;
  /**
   * Asks the host's backend for the token that it signed for this person and account (`tendril token` makes one for
   * trying). Called once somebody is identified, and again when it has expired. With it come the facts that only the
   * collector knows, and what happened on other devices. Resolve to `''` where nobody is signed in.
   */
  token?: () => Promise<string>;
  /** Default `granted`, or `denied` under Global Privacy Control. Naming it here overrides that signal. */
  consent?: 'granted' | 'pending' | 'denied';
  /** Redacts or drops (null) an event before it is stored. The ids and facts that a call states hold on the device all the same. */
  beforeSend?: (event: TendrilEvent) => TendrilEvent | null;
  actions?: Actions;
  /** False switches the layer off, ruleset included. */
  nudges?: false | NudgeOptions;
  /** When the server's stream is open. Default `auto`: only while something waits for it. */
  live?: 'auto' | 'always' | 'never';
}

/** A drop: nothing is lost without one. */
export interface Drop {
  reason: DropReason;
  messageId: string;
  detail?: string | undefined;
}

/** Something that went wrong and needs a person: a wrong key, a refused ruleset. */
export interface TendrilError {
  code: string;
  message: string;
  cure: string;
}

/** A nudge on a surface, as `tendril.nudges` holds it. */
export interface ActiveNudge {
  nudge: Nudge;
  stage: Stage | undefined;
  episode: string;
  surface: string;
  /** Arm of the experiment, where there is one. */
  arm?: string;
  /** Of the texts. */
  locale: string;
  /** Somebody tries it out in the debug panel: nothing counts. */
  preview?: true;
  /** Texts of the stage, arm and locale, filled in. */
  text: { title?: string; body?: string; note?: string };
  /** With `nudges: { render: 'none' }`. */
  handle?: NudgeHandle;
}

export interface NudgeNotice {
  nudge: string;
  /** What happened to it: each but `unlocked` is an event `nudge.<kind>` too. */
  kind: (NudgeEventName extends `nudge.${infer Kind}` ? Kind : never) | 'unlocked';
  preview?: true;
}

export interface Explanation {
  nudge: string;
  shown: boolean;
  /** The first reason against it, or `shown`. */
  reason: string;
  /** One plain sentence. */
  summary: string;
  gates: { gate: string; pass: boolean; values?: { [name: string]: unknown } }[];
}

export interface Stats {
  /** Events of this page that no collector has acknowledged. */
  queued: number;
  /** Events that this page sent and a collector acknowledged, other tabs' among them. */
  sent: number;
  dropped: { [reason in DropReason]?: number };
  storage: 'indexeddb' | 'memory';
  consent: 'granted' | 'pending' | 'denied';
  /** Why nothing is being sent, if so. */
  halted?: string | undefined;
}

export interface Notices {
  drop: Drop;
  nudge: NudgeNotice;
  error: TendrilError;
}

/** A client. No call throws, waits, or does harm on a server. */
export interface Tendril<Events extends object = EventCatalogue> {
  /** Records an event and returns its messageId at once. */
  track<Name extends keyof Events & string>(name: Name, ...properties: Properties<Events[Name]>): string;
  identify(userId: string, traits?: object): string;
  /** Traits may hold `plan` and `entitlements: string[]`. */
  group(groupId: string, traits?: object): string;
  page(name?: string, properties?: object): string;
  alias(previousId: string): string;
  /** Reports a meter of the account, such as seats or storage. */
  usage(meter: string, value: { used: number; limit?: number | undefined }): string;
  /** Is a feature unlocked? A refusal is recorded as intent. Display only: the host's server still enforces. */
  gate(entitlement: string): { allowed: boolean; reason: 'entitled' | 'not-entitled' };
  readonly entitlements: ReadableAtom<readonly string[]>;
  /** What shows, by surface key such as `slot:app-banner`. */
  readonly nudges: ReadableAtom<{ readonly [surface: string]: ActiveNudge }>;
  /** Why a nudge shows or not: every gate with the values it saw. Without an id: all nudges. */
  explain(nudge: string): Explanation;
  explain(): Explanation[];
  /** Opens a panel on the page: every nudge with its gates, the facts, events as they come, and previews. */
  debug(): void;
  readonly consent: { grant(): void; deny(): void };
  stats(): Stats;
  /** Sends what is recorded so far; resolves when that was acknowledged, or can not be now. */
  flush(): Promise<void>;
  /** A new anonymous person: after logging out. */
  reset(): void;
  /** Ends all work of this client; what is stored stays for the next page. */
  stop(): void;
  on<Name extends keyof Notices>(name: Name, listener: (notice: Notices[Name]) => void): () => void;
}
