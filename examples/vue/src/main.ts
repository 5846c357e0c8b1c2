import { tendrilPlugin } from '@tendril/vue';
import { createApp } from 'vue';
import { tendril } from './client';
import './style.css';
import { Team } from './team';

createApp(Team).use(tendrilPlugin, { client: tendril }).mount('#app');
