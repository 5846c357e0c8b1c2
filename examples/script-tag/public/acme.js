// Acme Reports: a page that knows nothing of Tendril but the calls in this folder that begin with `tendril.`.
import { showBilling } from './billing.js';
import { showDashboards } from './dashboards.js';
import { showDeliveryStatus } from './delivery-status.js';
import { introduce } from './introduction.js';
import { showLiveEvents } from './live-events.js';
import { startNavigation } from './navigation.js';
import { showReports } from './reports.js';
import { showSeats } from './seats.js';
import { showSession } from './session.js';
import { showTeam } from './team.js';

introduce();
startNavigation();
showSession();
showReports();
showDashboards();
showTeam();
showBilling();
showSeats();
showLiveEvents();
showDeliveryStatus();
