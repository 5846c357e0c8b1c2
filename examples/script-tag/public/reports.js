import { bars, byId, element } from './element.js';
import { notice } from './notice.js';
import { update, watch, workspace } from './workspace.js';

const figures = [
  { name: 'Revenue', value: '€48,210', change: '+6.4 %', values: [0.35, 0.5, 0.45, 0.62, 0.7, 0.66, 0.9] },
  {
    name: 'Active customers',
    value: '1,284',
    change: '+2.1 %',
    values: [0.6, 0.62, 0.64, 0.7, 0.72, 0.78, 0.8],
  },
  { name: 'Churn', value: '1.8 %', change: '−0.3 %', values: [0.9, 0.85, 0.8, 0.7, 0.72, 0.6, 0.5] },
];

/** The reports view: key figures, and the list of reports. */
export function showReports() {
  byId('figures').replaceChildren(...figures.map(figure));
  watch(({ reports }) => byId('reports').replaceChildren(...reports.map(row)));
  byId('create-report').onclick = createReport;
}

const figure = ({ name, value, change, values }) =>
  element(
    'li',
    { className: 'card' },
    element('h2', {}, name),
    element('p', { className: 'figure' }, value),
    element('p', { className: 'note' }, `${change} on last week`),
    bars(values),
  );

function row({ name, updated }) {
  const exportButton = element(
    'button',
    { type: 'button', ariaLabel: `Export ${name}`, onclick: () => exportReport(name) },
    'Export',
  );
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', {}, updated),
    element('td', {}, exportButton),
  );
}

function createReport() {
  const { reports } = workspace();
  const name = `Report ${reports.length + 1}`;
  update({ reports: [{ name, updated: 'Just now' }, ...reports] });
  window.tendril.track('report-created', { name, reports: reports.length + 1 });
  notice(`${name} is ready.`);
}

function exportReport(name) {
  window.tendril.track('report-exported', { name, format: 'pdf' });
  notice(`${name} is on its way as a PDF.`);
}
