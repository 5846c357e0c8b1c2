import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { watchExposure } from './watch-exposure.js';

beforeEach(() => {
  // Only these: the rest of the page, the observer among it, keeps its own time.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** A block in a page that is 5000 px high; it is gone when the test ends. */
function block({ top = 0, height = 100 } = {}): HTMLElement {
  const page = document.body.appendChild(document.createElement('main'));
  page.style.height = '5000px';
  const element = page.appendChild(document.createElement('div'));
  Object.assign(element.style, {
    position: 'absolute',
    insetBlockStart: `${top}px`,
    height: `${height}px`,
    inlineSize: '200px',
  });
  onTestFinished(() => {
    page.remove();
    window.scrollTo(0, 0);
  });
  return element;
}

/** Resolves when observers that were there before have been told how the element lies now: a frame later at most. */
async function observed(element: Element): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1)
    await new Promise<void>((resolve) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        resolve();
      });
      observer.observe(element);
    });
}

function watch(element: Element) {
  const onSeen = vi.fn();
  const stop = watchExposure(element, onSeen);
  onTestFinished(stop);
  return { onSeen, stop };
}

function showTab(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
  onTestFinished(() => void Reflect.deleteProperty(document, 'visibilityState'));
  document.dispatchEvent(new Event('visibilitychange'));
}

it('is seen once, after a second in view', async () => {
  const element = block();
  const { onSeen } = watch(element);
  await observed(element);
  vi.advanceTimersByTime(999);
  expect(onSeen).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSeen).toHaveBeenCalledTimes(1);
  window.scrollTo(0, 2000);
  await observed(element);
  window.scrollTo(0, 0);
  await observed(element);
  vi.advanceTimersByTime(5000);
  expect(onSeen).toHaveBeenCalledTimes(1);
});

it('is not seen while it is out of view, and a second after it came into it', async () => {
  const element = block({ top: 4000 });
  const { onSeen } = watch(element);
  await observed(element);
  vi.advanceTimersByTime(5000);
  expect(onSeen).not.toHaveBeenCalled();
  element.scrollIntoView();
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(onSeen).toHaveBeenCalledTimes(1);
});

it('starts anew when it leaves before the second is over', async () => {
  const element = block();
  const { onSeen } = watch(element);
  await observed(element);
  vi.advanceTimersByTime(900);
  window.scrollTo(0, 2000);
  await expect.poll(() => vi.getTimerCount()).toBe(0);
  window.scrollTo(0, 0);
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(900);
  expect(onSeen).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(onSeen).toHaveBeenCalledTimes(1);
});

it.each([
  [0.4, 0],
  [0.6, 1],
])('with %s of it in view: seen %d times', async (share, times) => {
  const element = block({ top: -100 * (1 - share) });
  const { onSeen } = watch(element);
  await observed(element);
  vi.advanceTimersByTime(1000);
  expect(onSeen).toHaveBeenCalledTimes(times);
});

it('counts the second in a visible tab only', async () => {
  const element = block();
  const { onSeen } = watch(element);
  await observed(element);
  vi.advanceTimersByTime(500);
  showTab('hidden');
  vi.advanceTimersByTime(5000);
  expect(onSeen).not.toHaveBeenCalled();
  showTab('visible');
  vi.advanceTimersByTime(999);
  expect(onSeen).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSeen).toHaveBeenCalledTimes(1);
});

it('stopped, it leaves no timer and hears nothing', async () => {
  const element = block();
  const { onSeen, stop } = watch(element);
  await observed(element);
  expect(vi.getTimerCount()).toBe(1);
  stop();
  expect(vi.getTimerCount()).toBe(0);
  showTab('visible');
  expect(vi.getTimerCount()).toBe(0);
  expect(onSeen).not.toHaveBeenCalled();
});
