import { type DatedChange, deriveMovements, type Movement } from './derive-movements.js';
import type { StoredMovement } from './movements.port.js';

const isSame = (known: Movement, movement: Movement): boolean => {
  const names = Object.keys(movement) as (keyof Movement)[];
  return names.every((name) => known[name] === movement[name]);
};

/** Nothing moved after all. It is kept: who reads on by `seq` would never hear that it is no more. */
const withdrawn = ({ seq: _seq, ...movement }: StoredMovement): Movement => ({ ...movement, amount: 0 });

/**
 * Those that are to be written, so that the stored movements of an account are those of its changes: new ones, others than
 * before, and those that are taken back. Each gets a `seq` of its own; one that is as it was keeps its `seq`, so that who
 * reads on is told of what is new only.
 */
export const reviseMovements = (
  known: readonly StoredMovement[],
  changes: readonly DatedChange[],
): Movement[] => {
  const left = new Map(known.map((movement) => [movement.id, movement]));
  const put = deriveMovements(changes).filter((movement) => {
    const before = left.get(movement.id);
    left.delete(movement.id);
    return !before || !isSame(before, movement);
  });
  const gone = [...left.values()].filter(({ amount }) => amount !== 0);
  return [...put, ...gone.map(withdrawn)];
};
