import { TendrilProvider } from '@tendril/react';
import { createRoot } from 'react-dom/client';
import { tendril } from './client';
import './style.css';
import { Team } from './team';

createRoot(document.getElementById('app')!).render(
  <TendrilProvider client={tendril}>
    <Team />
  </TendrilProvider>,
);
