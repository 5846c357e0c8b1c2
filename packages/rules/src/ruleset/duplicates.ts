import { type Issue, issue } from '@tendril/protocol';

/** An issue for every id of a list that an earlier entry has too. */
export function duplicates(list: readonly { id: string }[], at: string): Issue[] {
  const seen = new Map<string, number>();
  return list.flatMap(({ id }, index) => {
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, index);
      return [];
    }
    return [
      issue(
        'duplicate',
        `${at}[${index}].id`,
        `${at}[${first}] has the id ${id} too`,
        'give each its own id',
      ),
    ];
  });
}
