import type { ContentAction } from '@tendril/protocol';
import { durationMs } from '@tendril/rules';
import type { Scene } from './scene.js';

export type OffersOf = (scene: Scene) => ContentAction[];

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `P3D` as `in 3 days`, in the largest unit that it is a whole number of. */
function inWords(duration: string, locale: string): string {
  const ms = durationMs(duration) ?? 0;
  const [unit, size] = UNITS.find(([, one]) => ms % one === 0) ?? (['second', 1000] as const);
  return new Intl.RelativeTimeFormat(locale).format(ms / size, unit);
}

/** Is there a button of the document for this already? */
const has = (actions: readonly ContentAction[], kind: ContentAction['do'], duration?: string): boolean =>
  actions.some(({ do: one, data }) => one === kind && (!duration || data?.for === duration));

/**
 * Buttons for what `how.snooze` and `how.neverAgain` offer and the document's own buttons do not. The texts `snooze`
 * (with `{in}`: `in 3 days`) and `never` say them in another language.
 */
export function offersOf({ active: { nudge, locale }, content: { actions, text } }: Scene): ContentAction[] {
  const { snooze = [], neverAgain } = nudge.how ?? {};
  const words = text.snooze ?? 'Remind me {in}';
  return [
    ...snooze
      .filter((duration) => !has(actions, 'snooze', duration))
      .map((duration): ContentAction => {
        const label = words.replace('{in}', inWords(duration, locale));
        return { id: 'link', label, do: 'snooze', data: { for: duration } };
      }),
    ...(neverAgain && !has(actions, 'never')
      ? [{ id: 'link', label: text.never ?? 'Don’t show this again', do: 'never' } as const]
      : []),
  ];
}
