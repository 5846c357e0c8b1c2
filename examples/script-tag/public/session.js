import { byId } from './element.js';
import { introduce } from './introduction.js';
import { startOver, update, watch } from './workspace.js';

/** Who is signed in, and the way to begin again. */
export function showSession() {
  const role = byId('role');
  watch((workspace) => {
    role.value = workspace.role;
  });
  role.onchange = () => {
    update({ role: role.value });
    introduce();
  };
  byId('reset-demo').onclick = () => {
    window.tendril.reset();
    startOver();
    location.assign('/');
  };
}
