import { TendrilSlot, useNudge, useTendril } from '@tendril/react';
import { useEffect, useState } from 'react';

const LIMIT = 10;

/** The team's seats, and a slot for what the ruleset has to say about them. */
export function Team() {
  const tendril = useTendril();
  const nudge = useNudge('app-banner');
  const [seats, setSeats] = useState(5);

  useEffect(() => {
    tendril.usage('seats', { used: seats, limit: LIMIT });
  }, [tendril, seats]);

  function add() {
    tendril.track('teammate-added', { seats: seats + 1 });
    setSeats(seats + 1);
  }

  return (
    <main>
      <h1>Acme Reports in React</h1>
      <TendrilSlot name="app-banner" />
      <section className="card">
        <p id="seats">
          {seats} of {LIMIT} seats in use
        </p>
        <button type="button" onClick={add} disabled={seats === LIMIT}>
          Add teammate
        </button>
      </section>
      <p id="says">{nudge ? `The banner says: ${nudge.text.title}` : 'No banner now.'}</p>
    </main>
  );
}
