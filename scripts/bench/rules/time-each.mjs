const WINDOW_US = 20_000;

/** CPU time of this thread: what else the machine does costs the clock more. */
function threadMicroseconds() {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/**
 * Microseconds that one call of a function takes: the mean of as many calls, a power of two, as last for 20 ms. The
 * function gets the number of the call.
 */
export function timeEach(run) {
  for (let calls = 1; ; calls *= 2) {
    const begin = threadMicroseconds();
    for (let call = 0; call < calls; call++) run(call);
    const elapsed = threadMicroseconds() - begin;
    if (elapsed >= WINDOW_US) return elapsed / calls;
  }
}
