// Acme's data of this browser. A real app keeps it on its server; here localStorage plays that part, for all tabs.
const KEY = 'acme-workspace';
const listeners = new Set();

const person = (name, role = 'Member', status = 'Active') => ({ name, email: emailOf(name), role, status });

export const emailOf = (name) => `${name.toLowerCase().replace(' ', '.')}@acme.example`;

const fresh = () => ({
  userId: `u_${crypto.randomUUID().slice(0, 8)}`,
  accountId: `acct_${crypto.randomUUID().slice(0, 8)}`,
  role: 'owner',
  plan: 'team',
  seatLimit: 10,
  members: [
    person('Olivia Park', 'Owner'),
    person('Ben Ito', 'Admin'),
    person('Carla Mendes'),
    person('Dev Anand'),
    person('Elif Kaya'),
  ],
  reports: [
    { name: 'Weekly revenue', updated: 'Today' },
    { name: 'Customer churn', updated: 'Yesterday' },
    { name: 'Marketing spend', updated: 'Monday' },
  ],
});

function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? fresh();
  } catch {
    return fresh(); // storage is blocked, or holds something else
  }
}

function save() {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // The page works without storage, for as long as it is open.
  }
}

let state = load();
save();

/** The data as it is now. Change it with `update` only. */
export const workspace = () => state;

/** Merges `changes`, saves, and tells every view. */
export function update(changes) {
  state = { ...state, ...changes };
  save();
  for (const listener of listeners) listener(state);
}

/** A new visitor in a new account. */
export const startOver = () => update(fresh());

/** Calls `listener` now and after every change, also one made in another tab. */
export function watch(listener) {
  listeners.add(listener);
  listener(state);
}

addEventListener('storage', ({ key }) => {
  if (key !== KEY) return;
  state = load();
  for (const listener of listeners) listener(state);
});
