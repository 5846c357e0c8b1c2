/** What Acme sells; `entitlements` are the features that a plan unlocks. */
export const plans = {
  team: {
    name: 'Team',
    price: '€49 a month',
    seats: 10,
    entitlements: [],
    note: 'Reports and dashboards.',
  },
  business: {
    name: 'Business',
    price: '€119 a month',
    seats: 25,
    entitlements: ['advanced-reports'],
    note: 'Adds advanced reports and audit logs.',
  },
};
