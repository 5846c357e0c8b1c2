import { type DatedChange, deriveMovements, type Movement } from './derive-movements.js';
import type { StoredMovement } from './movements.port.js';

/** What is to be done so that the stored movements of an account are those of its changes. */
export interface Revision {
  /** New, or others than before: they get a `seq` of their own. */
  put: Movement[];
  /** Those that are no more. */
  gone: StoredMovement[];
}

const isSame = ({ seq: _seq, ...known }: StoredMovement, movement: Movement): boolean => {
  const names = Object.keys(movement) as (keyof Movement)[];
  return names.every((name) => known[name] === movement[name]);
};

/** One that is as it was keeps its `seq`: who reads on is told of what is new only. */
export const reviseMovements = (
  known: readonly StoredMovement[],
  changes: readonly DatedChange[],
): Revision => {
  const left = new Map(known.map((movement) => [movement.id, movement]));
  const put = deriveMovements(changes).filter((movement) => {
    const before = left.get(movement.id);
    left.delete(movement.id);
    return !before || !isSame(before, movement);
  });
  return { put, gone: [...left.values()] };
};
