import type { ActiveNudge, NudgeLink, NudgeNotice } from '@tendril/core';
import type { LedgerEvent, NudgeEventName, NudgeEvents, NudgeShowing } from '@tendril/protocol';

/** What an event says beyond which showing it is of. */
type Further<Name extends NudgeEventName> = Omit<NudgeEvents[Name], keyof NudgeShowing>;

/** Records an event of a nudge: for the collector, for the ledger, and for the host's listeners. */
export type Tell = <Name extends NudgeEventName>(
  name: Name,
  active: ActiveNudge,
  ...further: Record<never, never> extends Further<Name> ? [] : [further: Further<Name>]
) => void;

export function createTell(link: NudgeLink, record: (event: LedgerEvent) => void): Tell {
  return (name, active, ...[further]) => {
    const { nudge, stage, arm, episode, surface, locale, preview } = active;
    const showing: NudgeShowing = {
      nudge: nudge.id,
      rev: nudge.rev,
      stage: stage?.id ?? '',
      episode,
      surface,
      locale,
      session: link.session(),
      at: link.ports.clock.now(),
      ...(arm && { arm }),
      ...(nudge.how?.unit === 'account' && { unit: 'account' }),
      ...(preview && { preview }),
    };
    const properties = { ...showing, ...further };
    link.calls.track(name, properties);
    record({ name, ...properties });
    const kind = name.slice('nudge.'.length) as NudgeNotice['kind'];
    link.notices.emit('nudge', { nudge: nudge.id, kind, ...(preview && { preview }) });
  };
}
