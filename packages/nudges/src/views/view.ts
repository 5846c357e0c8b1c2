import type { ActiveNudge } from '@tendril/core';
import type { ContentAction, Tone } from '@tendril/protocol';
import type { Facts } from '@tendril/rules';
import type { ComponentType } from 'preact';
import type { FilledContent } from '../text/choose-content.js';

/** What a view draws, and whom it tells. It holds no state that must outlive it, and knows nothing of surfaces. */
export interface ViewProps {
  active: ActiveNudge;
  /** Texts of the stage, arm and locale, filled in. */
  content: FilledContent;
  /** As conditions read them, at the moment of drawing. */
  facts: Facts;
  /** Fills a further text of the document in. Throws a text when a fact that it names is missing. */
  fill: (template: string) => string;
  tone: Tone;
  dir: 'ltr' | 'rtl';
  dismissible: boolean;
  /** An action runs: its button says so and does nothing. */
  busy: ContentAction['id'] | undefined;
  /** What came of the last action, if it failed. */
  failure: string;
  onAction: (action: ContentAction) => void;
  onDismiss: () => void;
}

export type View = ComponentType<ViewProps>;
