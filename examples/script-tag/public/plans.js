/** What Acme sells; `entitlements` are the features that a plan unlocks. */
export const plans = {
  team: {
    name: 'Team',
    price: '€49 a month',
    monthly: 49,
    seats: 10,
    entitlements: [],
    note: 'Reports and dashboards.',
  },
  business: {
    name: 'Business',
    price: '€119 a month',
    monthly: 119,
    seats: 25,
    entitlements: ['advanced-reports'],
    note: 'Adds advanced reports and audit logs.',
  },
};
