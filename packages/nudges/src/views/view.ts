import type { ActiveNudge, NudgeLink } from '@tendril/core';
import type { ContentAction, DismissedVia, Tone } from '@tendril/protocol';
import type { Facts } from '@tendril/rules';
import type { ComponentChild, ComponentType } from 'preact';
import type { FilledContent } from '../text/choose-content.js';
import type { RichContent } from '../text/speak.js';
import type { Speech } from '../text/speech.js';

/** What a view draws, and whom it tells. It holds no state that must outlive it, and knows nothing of surfaces. */
export interface ViewProps {
  active: ActiveNudge;
  /** Texts of the stage, arm and locale, filled in. */
  content: FilledContent;
  /** As conditions read them, at the moment of drawing. */
  facts: Facts;
  /** Fills a further text of the document in; `values` are read before the facts. Throws when a fact is missing. */
  fill: (template: string, values?: { readonly [name: string]: unknown }) => string;
  /** Id of the plan that fits. */
  plan: Speech['plan'];
  /** Undefined where no rule has a meter. */
  MeterBar?: RichContent['MeterBar'] | undefined;
  tone: Tone;
  dir: 'ltr' | 'rtl';
  dismissible: boolean;
  /** An action runs: its button says so and does nothing. */
  busy: ContentAction['id'] | undefined;
  /** What came of the last action, if it failed. */
  failure: string;
  /** What is under way, in words; empty where nothing is. */
  progress: string;
  /** What the buttons would cost, to be drawn above them. */
  quote: ComponentChild;
  /** For what a view keeps and sends: `answers.ts`. */
  link: NudgeLink;
  onAction: (action: ContentAction) => void;
  onDismiss: (via: DismissedVia) => void;
  /** The person has given all answers and read what came of it. */
  onDone: () => void;
  /** Stay on the page while true, whatever the facts say: the answers given here may have changed them. */
  onHold: (held: boolean) => void;
}

export type View = ComponentType<ViewProps>;
