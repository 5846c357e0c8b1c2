export const OFFER_WORDS = {
  yourPlan: 'Your plan',
  fits: 'Fits you',
  block: 'Nothing more can be added until there is room.',
  grace: 'You can go on until {until,date}.',
  adjust: 'You agreed that your plan is raised automatically at the limit.',
};
