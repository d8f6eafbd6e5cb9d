import type { Row } from "./row";
import { accountRows } from "./rows/account";
import { alertRows } from "./rows/alerts";
import { caseRows } from "./rows/cases";
import { clientRows } from "./rows/clients";
import { doorRows } from "./rows/door";
import { evidenceRows } from "./rows/evidence";
import { exportRows } from "./rows/exports";
import { peopleRows } from "./rows/people";
import { portalRows } from "./rows/portal";
import { readRows } from "./rows/reads";
import { settingsRows } from "./rows/settings";

/**
 * The policy table of the authorization walk (T-01): every built route has a row here or
 * the tests fail. Statuses follow from it, see `expectAnswer`.
 */
export const walkRows: Record<string, Row> = {
  ...readRows,
  ...accountRows,
  ...alertRows,
  ...caseRows,
  ...clientRows,
  ...doorRows,
  ...evidenceRows,
  ...exportRows,
  ...peopleRows,
  ...portalRows,
  ...settingsRows,
};
