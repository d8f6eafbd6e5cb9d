import { and, eq, sql } from "drizzle-orm";
import { exportRequests } from "@/db/schema";
import { askAddress } from "@/lib/export-addresses/mutations";
import { requestExport } from "@/lib/export-requests/mutations";
import { createSchedule, pauseSchedule } from "@/lib/export-schedules/mutations";
import { inScope } from "@/lib/runtime/transaction";
import {
  actAs,
  draw,
  findStaffOwner,
  makeMember,
  type Place,
  readMailedToken,
} from "../place";
import {
  anybody,
  api,
  everyone,
  form,
  json,
  open,
  type Prepare,
  page,
  type Row,
} from "../row";

const wish = { format: "ndjson", query: "range=all&action=user.*", zone: "UTC" };

/**
 * An export of somebody's own, which no worker takes for a while: who did not ask for it
 * neither fetches nor ends it.
 */
function ofExport(state: "queued" | "failed"): Prepare {
  return async (_subject, place) => {
    const owner = actAs(place, await findStaffOwner(place));
    const held = { state, leasedUntil: sql`now() + interval '1 hour'` };
    for (;;) {
      const { id } = await requestExport(owner, wish);
      const isWaiting = and(
        eq(exportRequests.id, id),
        eq(exportRequests.state, "queued"),
      );
      const rows = await inScope({ ...owner.scope, clientId: null }, (tx) =>
        tx.update(exportRequests).set(held).where(isWaiting).returning(),
      );
      if (rows.length > 0) return { params: { id }, form: {} };
    }
  };
}

const standing = {
  name: "A schedule",
  format: "csv",
  query: "range=all",
  covers: "last-week",
  cadence: "weekly",
  weekday: "0",
  monthday: "1",
  localTime: "07:00",
  zone: "UTC",
};

/** A schedule of an owner, which falls due next week. */
function ofSchedule(
  state: "active" | "paused",
  sent: Record<string, string> = {},
): Prepare {
  return async (_subject, place) => {
    const { email } = await makeMember(place);
    const owner = actAs(place, await makeMember(place, "owner"));
    const { id } = await createSchedule(owner, {
      ...standing,
      format: "csv",
      covers: "last-week",
      cadence: "weekly",
      withManifest: false,
      recipients: [email],
    });
    if (state === "paused") await pauseSchedule(owner, { id });
    return { params: { id }, form: sent.name ? { ...sent, recipients: email } : sent };
  };
}

async function askOutside(place: Place) {
  const email = `${draw()}@${place.mailDomain}`;
  await askAddress(actAs(place, await makeMember(place, "owner")), { email });
  return email;
}

/** Files that leave: asked for, ended, fetched. */
export const exportRows: Record<string, Row> = {
  "POST /api/exports": form(everyone, () => ({ form: wish })),
  "POST /api/exports/[id]/cancel": form(everyone, ofExport("queued"), "self"),
  "POST /api/exports/[id]/retry": form(everyone, ofExport("failed"), "self"),
  "GET /exports/schedules": page("OAR"),
  "GET /exports/schedules/new": page("OA"),
  "GET /exports/schedules/[id]": {
    ...page("OA", "organization"),
    prepare: ofSchedule("active"),
  },
  "POST /api/exports/schedules": form("OA", (_subject, { asker }) => ({
    form: { ...standing, recipients: asker?.email ?? "nobody@msp.example" },
  })),
  "POST /api/exports/schedules/[id]": form(
    "OA",
    ofSchedule("active", { ...standing, name: "Another name" }),
    "organization",
  ),
  "POST /api/exports/schedules/[id]/pause": form(
    "OA",
    ofSchedule("active"),
    "organization",
  ),
  "POST /api/exports/schedules/[id]/resume": form(
    "OA",
    ofSchedule("paused"),
    "organization",
  ),
  "POST /api/exports/schedules/[id]/delete": form(
    "OA",
    ofSchedule("active"),
    "organization",
  ),
  "POST /api/exports/addresses": form("OA", (_subject, place) => ({
    form: { email: `${draw()}@${place.mailDomain}` },
  })),
  "POST /api/exports/addresses/remove": form(
    "OA",
    async (_subject, place) => ({ form: { email: await askOutside(place) } }),
    "organization",
  ),
  "GET /export-address/[token]": {
    ...open,
    ask: () => ({ params: { token: "0".repeat(96) } }),
  },
  "POST /api/exports/addresses/confirm": {
    ...open,
    changesFor: anybody,
    prepare: async (_subject, place) => {
      const token = await readMailedToken(place, await askOutside(place));
      return { form: { token } };
    },
  },
  "GET /api/exports/[id]/file": {
    ...json(everyone, "self"),
    prepare: ofExport("queued"),
  },
  "POST /api/v1/exports": api(""),
  "GET /api/v1/exports/[id]": api(""),
  "GET /api/v1/exports/[id]/download": api(""),
};
