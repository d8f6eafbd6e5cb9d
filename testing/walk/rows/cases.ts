import { createCaseLink } from "@/lib/case-links/mutations";
import { openCase, pinEntries } from "@/lib/cases/mutations";
import { actAs, makeMember, type Place } from "../place";
import { form, json, open, type Prepare, page, type Row, type Subject } from "../row";

async function actAsOwner(place: Place) {
  return actAs(place, await makeMember(place, "owner"));
}

type Sent = Record<string, string> | ((subject: Subject) => Record<string, string>);

/** An open case with one entry pinned to it. */
function ofCase(sent: Sent = {}): Prepare {
  return async (subject, place) => {
    const owner = await actAsOwner(place);
    const { id } = await openCase(owner, { name: "A case" });
    await pinEntries(owner, { id, entryIds: [subject.entryId] });
    return { params: { id }, form: typeof sent === "function" ? sent(subject) : sent };
  };
}

/** A case with a link that nobody has revoked yet. */
const withLink: Prepare = async (_subject, place) => {
  const owner = await actAsOwner(place);
  const { id } = await openCase(owner, { name: "A case" });
  const link = await createCaseLink(owner, { id, reader: "Their insurer", days: "7" });
  return { params: { id }, form: { link: link.id } };
};

const report = {
  name: "A case",
  impact: "Mail was late",
  cause: "",
  resolution: "",
  beganAt: "2026-01-05T08:00",
  detectedAt: "",
  fixedAt: "",
};

/** The incident room. */
export const caseRows: Record<string, Row> = {
  "GET /evidence/cases": page("OAR"),
  "GET /evidence/cases/new": page("OA"),
  "GET /evidence/cases/pin": page("OA"),
  "GET /evidence/cases/[id]": { ...page("OAR", "organization"), prepare: ofCase() },
  "GET /evidence/cases/[id]/report": {
    ...page("OAR", "organization"),
    prepare: ofCase(),
  },
  "GET /case/[token]": open,
  "POST /api/cases": form("OA", () => ({ form: { name: "A case" } })),
  "POST /api/cases/[id]": form("OA", ofCase(report), "organization"),
  "POST /api/cases/[id]/unpin": form(
    "OA",
    ofCase(({ entryId }) => ({ entry: entryId })),
    "organization",
  ),
  "POST /api/cases/[id]/notes": form(
    "OA",
    ofCase({ note: "Somebody called", happenedAt: "2026-01-05T08:00" }),
    "organization",
  ),
  "POST /api/cases/[id]/close": form("OA", ofCase(), "organization"),
  "POST /api/cases/[id]/links": form(
    "OA",
    ofCase({ reader: "Their insurer", days: "7" }),
    "organization",
  ),
  "POST /api/cases/[id]/revoke": form("OA", withLink, "organization"),
  "POST /api/case-pins": form(
    "OA",
    async (subject, place) => {
      const { id } = await openCase(await actAsOwner(place), { name: "A case" });
      return { form: { entry: subject.entryId, case: id, name: "" } };
    },
    "organization",
  ),
  "GET /api/cases/[id]/report": {
    ...json("OAR", "organization"),
    prepare: ofCase(),
  },
  "GET /api/cases/[id]/bundle": {
    ...json("OAR", "organization"),
    prepare: ofCase(),
  },
};
