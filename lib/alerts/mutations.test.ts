import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actingAs, addPerson, listTold } from "@/testing/acting";
import { makeAlert } from "@/testing/alerts";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { addAlertNote, assignAlert, setAlertState } from "./mutations";
import { countAlerts, findAlert, listAlerts } from "./queries";

let database: TestDatabase;
let northwind: TestOrganization;
let contoso: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "globex"]);
  contoso = await makeOrganization("contoso");
});

afterAll(() => database.drop());

const make = (client: string | null, words = "a ticket") =>
  makeAlert(database.admin, northwind, {
    clientId: client === null ? null : (northwind.clients[client] ?? null),
    words,
  });

describe("what people do with an alert", () => {
  it("is in the log with who did it, before and after, and why", async () => {
    const { alertId: id } = await make("acme");
    const admin = actingAs(northwind, "admin");
    await setAlertState(admin, { id, state: "acknowledged", note: "" });
    await setAlertState(admin, { id, state: "resolved", note: "A duplicate" });
    const [resolved] = await listTold(database, northwind, "alert.resolved");
    expect(resolved).toMatchObject({
      actor: { email: "admin@msp.example" },
      target: { type: "alert", id },
      reason: "A duplicate",
      changes: [{ path: "/state", before: "acknowledged", after: "resolved" }],
    });
    const found = await findAlert(admin, id);
    expect(found?.notes.map(({ note }) => note)).toEqual(["A duplicate"]);
  });

  it("is refused twice: an alert is resolved once", async () => {
    const { alertId: id } = await make("acme");
    const admin = actingAs(northwind, "admin");
    await setAlertState(admin, { id, state: "resolved", note: "" });
    const again = setAlertState(admin, { id, state: "resolved", note: "" });
    await expect(again).rejects.toMatchObject({ code: "alert.already" });
  });

  it("gives it to somebody of the organization, and to nobody else", async () => {
    const { alertId: id } = await make("acme");
    const admin = actingAs(northwind, "admin");
    const person = await addPerson(northwind, "technician");
    const stranger = await addPerson(contoso, "owner");
    await assignAlert(admin, { id, ownerId: person.id });
    expect((await findAlert(admin, id))?.alert.owner?.id).toBe(person.id);
    const foreign = assignAlert(admin, { id, ownerId: stranger.id });
    await expect(foreign).rejects.toMatchObject({ code: "input.invalid" });
  });

  it("is not there for technicians, auditors and other organizations", async () => {
    const { alertId: id } = await make("acme");
    for (const role of ["technician", "auditor"] as const) {
      const note = addAlertNote(actingAs(northwind, role), { id, note: "x" });
      await expect(note).rejects.toMatchObject({ code: "access.denied" });
    }
    const foreign = addAlertNote(actingAs(contoso, "owner"), { id, note: "x" });
    await expect(foreign).rejects.toMatchObject({ code: "resource.not_found" });
  });
});

describe("a technician without the whole log", () => {
  it("sees the alerts at their clients' entries, and no trace of others'", async () => {
    const own = await make("acme", "of acme");
    const other = await make("globex", "of globex");
    const nobodys = await make(null, "of no client");
    const clientIds = [northwind.clients.acme ?? ""];
    const technician = actingAs(northwind, "technician", { clientIds });
    const { alerts } = await listAlerts(technician, { state: null, before: null });
    const ids = alerts.map(({ id }) => id);
    expect(ids).toContain(own.alertId);
    expect(ids).not.toContain(other.alertId);
    expect(ids).not.toContain(nobodys.alertId);
    expect(await findAlert(technician, other.alertId)).toBeNull();
    const whole = actingAs(northwind, "owner");
    const seen = await countAlerts(technician);
    expect(seen.open).toBeLessThan((await countAlerts(whole)).open);
  });
});
