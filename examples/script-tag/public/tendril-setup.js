// Runs before the SDK has loaded. The stub keeps the calls made until then; the SDK takes them over in order.
window.tendril ??= ((queue) => {
  const stub = (path) =>
    new Proxy((...args) => void queue.push([path, ...args]), {
      get: (_, name) => (path || name !== 'q' ? stub(path ? `${path}.${name}` : name) : queue),
    });
  return stub('');
})([]);

// What a data attribute can not hold: Acme's own functions, which Tendril's buttons call.
window.tendril.init({
  actions: {
    invite: async (request) => (await import('/nudge-actions.js')).invite(request),
    inviteLink: async (request) => (await import('/nudge-actions.js')).inviteLink(request),
    quote: async (request) => (await import('/nudge-actions.js')).quote(request),
    upgrade: async (request) => (await import('/nudge-actions.js')).upgrade(request),
  },
});

// Calls work at once. This one counts visits that end before the page is ready.
window.tendril.track('app-opened', { path: location.pathname });
