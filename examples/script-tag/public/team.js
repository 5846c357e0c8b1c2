import { byId, element } from './element.js';
import { reportSeats } from './introduction.js';
import { notice } from './notice.js';
import { emailOf, update, watch, workspace } from './workspace.js';

const candidates = [
  ...['Farid Nasser', 'Grace Lin', 'Hugo Weber', 'Ines Costa', 'Jonas Berg', 'Kira Novak', 'Liam Byrne'],
  ...['Mona Haddad', 'Nils Larsen', 'Oscar Ruiz', 'Priya Shah', 'Quinn Moore', 'Rosa Conti', 'Sami Laine'],
  ...['Tara Singh', 'Uma Rao', 'Viktor Hahn', 'Wanda Kos', 'Yara Silva', 'Zane Cole'],
];

/** The team view: members, and the button that adds one. */
export function showTeam() {
  watch(({ members }) => byId('members').replaceChildren(...members.map(row)));
  byId('add-teammate').onclick = addTeammate;
}

function row(member) {
  const { name, email, role, status } = member;
  const remove = {
    type: 'button',
    className: 'quiet',
    ariaLabel: `Remove ${name}`,
    onclick: () => removeTeammate(member),
  };
  return element(
    'li',
    {},
    element('span', { className: 'avatar', ariaHidden: 'true' }, name[0].toUpperCase()),
    element('span', { className: 'who' }, element('strong', {}, name), element('span', {}, email)),
    element('span', { className: 'tag' }, status === 'Active' ? role : status),
    ...(role === 'Owner' ? [] : [element('button', remove, 'Remove')]),
  );
}

/** The next teammate takes a seat at once; people invited by mail come through nudge-actions.js. */
function addTeammate() {
  const { members, seatLimit } = workspace();
  if (members.length >= seatLimit) {
    notice(`All ${seatLimit} seats are in use. Remove someone or change the plan to add more.`);
    return;
  }
  const name =
    candidates.find((each) => members.every((member) => member.name !== each)) ?? `Guest ${members.length}`;
  update({ members: [...members, { name, email: emailOf(name), role: 'Member', status: 'Active' }] });
  window.tendril.track('teammate-added', { name, seats: members.length + 1 });
  reportSeats();
  notice(`${name} has joined the team.`);
}

function removeTeammate(gone) {
  const members = workspace().members.filter((member) => member.email !== gone.email);
  update({ members });
  window.tendril.track('teammate-removed', { name: gone.name, seats: members.length });
  reportSeats();
  notice(`${gone.name} has left the team.`);
}
