import { TendrilSlot, useNudge, useTendril } from '@tendril/vue';
import { defineComponent, h, ref, watchEffect } from 'vue';

const LIMIT = 10;

/** The team's seats, and a slot for what the ruleset has to say about them. */
export const Team = defineComponent(() => {
  const tendril = useTendril();
  const nudge = useNudge('app-banner');
  const seats = ref(5);

  watchEffect(() => {
    tendril.usage('seats', { used: seats.value, limit: LIMIT });
  });

  function add() {
    tendril.track('teammate-added', { seats: seats.value + 1 });
    seats.value += 1;
  }

  return () =>
    h('main', [
      h('h1', 'Acme Reports in Vue'),
      h(TendrilSlot, { name: 'app-banner' }),
      h('section', { class: 'card' }, [
        h('p', { id: 'seats' }, `${seats.value} of ${LIMIT} seats in use`),
        h('button', { type: 'button', onClick: add, disabled: seats.value === LIMIT }, 'Add teammate'),
      ]),
      h('p', { id: 'says' }, nudge.value ? `The banner says: ${nudge.value.text.title}` : 'No banner now.'),
    ]);
});
