// A page of 3,000 elements and ten slots that changes with every frame: rows come and go, texts and classes change.
const ROWS = 500;
const CHANGES = 20;

function row(at) {
  const element = document.createElement('section');
  element.innerHTML = '<h3></h3><p><b></b> <i></i></p><button></button>';
  element.querySelector('h3').textContent = `Row ${at}`;
  return element;
}

const main = document.body.appendChild(document.createElement('main'));
for (let at = 0; at < ROWS; at++) {
  if (at % 50 === 0) main.appendChild(document.createElement('div')).dataset.tendrilSlot = `slot-${at / 50}`;
  main.append(row(at));
}

function change(frame) {
  for (let at = 0; at < CHANGES; at++) {
    const old = main.children[(frame * 7 + at * 13) % ROWS];
    if (old.localName === 'section') old.replaceWith(row(frame));
    const other = main.children[(frame * 11 + at * 17) % ROWS];
    other.className = `f${frame}`;
    other.querySelector('b')?.replaceChildren(`${frame}`);
  }
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

globalThis.workload = {
  /** Changes the page in each of so many frames. */
  async change(frames) {
    for (let at = 0; at < frames; at++) {
      await frame();
      change(at);
    }
  },
  /** Why nudges do not show: how many for each reason. */
  reasons() {
    const reasons = {};
    for (const { reason } of globalThis.tendril.explain()) reasons[reason] = (reasons[reason] ?? 0) + 1;
    return reasons;
  },
  /** Sends all. @returns how many events the collector has acknowledged: one session in ten tells what does not show */
  async sent() {
    if (!globalThis.tendril) return 0;
    await globalThis.tendril.flush();
    return globalThis.tendril.stats().sent;
  },
};
