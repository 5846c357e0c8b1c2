import { notice } from './notice.js';

const links = [...document.querySelectorAll('nav a')];
const titles = new Map(links.map((link) => [link.pathname, link.textContent.trim()]));

/** Shows the view of the address, and every later one, without a page load. */
export function startNavigation() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="/"]');
    const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey;
    if (!link || opensElsewhere || !titles.has(link.pathname)) return;
    event.preventDefault();
    if (link.pathname !== location.pathname) history.pushState(null, '', link.pathname);
    show();
    document.getElementById('main').focus({ preventScroll: true });
  });
  addEventListener('popstate', show);
  show();
}

function show() {
  const path = titles.has(location.pathname) ? location.pathname : '/reports';
  document.title = `${titles.get(path)} · Acme Reports`;
  for (const view of document.querySelectorAll('[data-view]')) view.hidden = `/${view.dataset.view}` !== path;
  for (const link of links) link.ariaCurrent = link.pathname === path ? 'page' : null;
  notice('');
  window.tendril.page();
}
