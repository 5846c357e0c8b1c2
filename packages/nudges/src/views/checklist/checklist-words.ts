export const CHECKLIST_WORDS = {
  progress: '{done} of {all} done',
  isDone: 'Done',
  itemDone: 'Done: {item}',
  allDone: 'Everything is done.',
  show: 'Show the list',
  hide: 'Hide the list',
};
