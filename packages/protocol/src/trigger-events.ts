/** Name of the track event of a refused `gate()`; properties are `{ entitlement }`. */
export const GATE_EVENT = 'gate.refused';

/**
 * Name of the track event by which a page asks for a nudge: `track('nudge.requested', { nudge: 'roi' })` fires the
 * `manual` trigger of the nudge `roi`. An event and no call of its own: it can be made before the script has loaded, it is
 * kept for the nudge layer, which loads late, and that a nudge was asked for is worth counting.
 */
export const REQUEST_EVENT = 'nudge.requested';
