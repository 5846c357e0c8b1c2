import { defineComponent, h } from 'vue';

/** A place for nudges: an empty element that Tendril fills and Vue leaves alone. */
export const TendrilSlot = defineComponent({
  name: 'TendrilSlot',
  props: { name: { type: String, required: true } },
  setup: (props) => () => h('div', { 'data-tendril-slot': props.name }),
});
