/**
 * A new element: properties by name (`onclick`, `className`, `ariaLabel`), then children; text stays text.
 * The page runs under Trusted Types, where building by innerHTML is not allowed.
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** The element of the page with this id. */
export const byId = (id) => document.getElementById(id);

const SVG = 'http://www.w3.org/2000/svg';

/** A small bar chart; `values` are heights from 0 to 1. Decoration: the figure beside it says the same. */
export function bars(values) {
  const chart = document.createElementNS(SVG, 'svg');
  chart.setAttribute('viewBox', `0 0 ${values.length * 10} 40`);
  chart.setAttribute('preserveAspectRatio', 'none');
  chart.setAttribute('aria-hidden', 'true');
  chart.setAttribute('class', 'bars');
  for (const [index, value] of values.entries()) {
    const bar = document.createElementNS(SVG, 'rect');
    const box = { x: index * 10 + 1, y: 40 - value * 40, width: 8, height: value * 40 };
    for (const [name, number] of Object.entries(box)) bar.setAttribute(name, number);
    chart.append(bar);
  }
  return chart;
}
