// Which checks a command line asks for.

/**
 * The named checks and those that they need, in the order of `checks`; all checks when none is named.
 * Throws an error that lists the names when one is unknown.
 */
export function selectChecks(checks, names) {
  if (names.length === 0) return checks;
  const byName = new Map(checks.map((check) => [check.name, check]));
  const wanted = new Set();
  const add = (name) => {
    const check = byName.get(name);
    if (!check) throw new Error(`unknown check "${name}": use one of ${[...byName.keys()].join(', ')}`);
    wanted.add(name);
    for (const need of check.needs ?? []) add(need);
  };
  for (const name of names) add(name);
  return checks.filter(({ name }) => wanted.has(name));
}
