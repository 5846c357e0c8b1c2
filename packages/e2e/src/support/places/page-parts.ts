/** What the pages of tests of places hold, and how they are styled. */
export const SURFACES = ['slot', 'anchor', 'corner', 'top', 'bottom', 'center'] as const;
export const BODY = `<main><button id="before">Before</button><button id="share" data-tendril-anchor="share">Share</button>
  <button id="after">After</button><input id="field" aria-label="Name">
  <div id="slot" data-tendril-slot="banner"></div><p id="text">The page.</p></main>`;
export const CSS = `main { padding: 120px 40px } #slot { min-height: 200px } dialog { width: 500px; height: 400px }`;
