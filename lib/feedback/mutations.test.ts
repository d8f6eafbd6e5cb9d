import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { sentPerHourMax } from "./model";
import { deleteFeedback, sendFeedback } from "./mutations";
import { listFeedback } from "./queries";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
});

afterAll(async () => {
  await database.drop();
});

const owner = () => actingAs(organization, "owner");
const idea = { topic: "idea" as const, message: "Show the client's logo in the list" };

const listMessages = async (action: string) =>
  (await listTold(database, organization, action)).map(({ changes }) => changes);

it("what is sent is an entry too, which stays when an owner deletes it", async () => {
  const sender = actingAs(organization, "technician");
  const { id } = await sendFeedback(sender, idea);
  expect(await listFeedback(owner().scope, null)).toMatchObject([{ id, ...idea }]);
  await deleteFeedback(owner(), { id });
  expect(await listFeedback(owner().scope, null)).toEqual([]);
  const [sent] = await listMessages("feedback.submitted");
  expect(sent).toContainEqual(
    expect.objectContaining({ path: "/message", after: idea.message }),
  );
  expect(await listMessages("feedback.deleted")).toHaveLength(1);
});

it("the entry stays also when somebody empties the table by hand", async () => {
  await sendFeedback(owner(), { topic: "problem", message: "The export was slow" });
  await database.admin`delete from custody.feedback`;
  const told = (await listMessages("feedback.submitted")).flat();
  expect(told).toContainEqual(expect.objectContaining({ after: "The export was slow" }));
});

it("a secret in the message is in neither the entry nor the list", async () => {
  const secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
  await sendFeedback(owner(), { topic: "question", message: `my token is ${secret}` });
  const told = JSON.stringify(await listMessages("feedback.submitted"));
  expect(told).toContain("my token is");
  expect(told).not.toContain(secret);
  const [kept] = await listFeedback(owner().scope, null);
  expect(kept?.message).toContain("my token is");
  expect(kept?.message).not.toContain(secret);
});

it("who may not see or delete it is refused, and another organization finds nothing", async () => {
  const { id } = await sendFeedback(owner(), idea);
  const auditor = actingAs(organization, "auditor");
  await expect(deleteFeedback(auditor, { id })).rejects.toMatchObject({
    code: "access.denied",
  });
  const other = await makeOrganization(`other-${randomUUID().slice(0, 8)}`);
  const stranger = actingAs(other, "owner");
  expect(await listFeedback(stranger.scope, null)).toEqual([]);
  await expect(deleteFeedback(stranger, { id })).rejects.toMatchObject({
    code: "resource.not_found",
  });
});

it("a flood of one person is stopped, and others are still heard", async () => {
  const eager = actingAs(organization, "technician");
  for (let sent = 0; sent < sentPerHourMax; sent += 1) await sendFeedback(eager, idea);
  await expect(sendFeedback(eager, idea)).rejects.toMatchObject({
    code: "request.rate_limited",
  });
  await sendFeedback(owner(), idea);
});
