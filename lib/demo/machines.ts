import type { Actor, ActorType, Source } from "@/lib/entries/model";
import { installPatch, runScript, updateAgent } from "./deeds/agents";
import { createInvoice, payInvoice, sendInvoice } from "./deeds/billing";
import { pickContact } from "./deeds/contacts";
import { acknowledgeAlert, integrations, sync, writeBack } from "./deeds/integrations";
import { runWorkflow } from "./deeds/projects";
import { backUp, failSignIn, submit, useKey, verifyNightly } from "./deeds/routine";
import { fireRule, violatePolicy } from "./deeds/rules";
import { moveTicket, openTicket } from "./deeds/tickets";
import type { Doer } from "./doer";
import { contextOf } from "./session";
import type { Deed } from "./story";
import type { World } from "./world";

export type Hours = "night" | "day" | "always";

/** What acts without a person, and when. */
export type Machine = Doer & { weight: number; hours: Hours };

type Row = {
  id: string;
  name: string;
  type: ActorType;
  source: Source;
  keyId: string | null;
  ip: string | null;
  weight: number;
  hours: Hours;
  deeds: Deed[];
};

const rows: Row[] = [
  {
    ...named("rmm", "Beacon RMM", "agent", "agent"),
    ...{ keyId: "key_3", ip: "203.0.113.80", weight: 4, hours: "always" },
    deeds: [
      { weight: 4, perform: runScript },
      { weight: 3, perform: installPatch },
      { weight: 2, perform: updateAgent },
      { weight: 0.3, perform: violatePolicy },
    ],
  },
  {
    ...named("psa", "Halcyon PSA", "integration", "api"),
    ...{ keyId: "key_7", ip: "203.0.113.91", weight: 3, hours: "always" },
    deeds: [
      { weight: 1.2, perform: (scene) => openTicket(scene) },
      { weight: 4, perform: moveTicket },
      { weight: 2, perform: writeBack },
      { weight: 1, perform: acknowledgeAlert },
      { weight: 1.2, perform: sync(integrations[0]) },
    ],
  },
  {
    ...named("backup", "Vaultline Backup", "integration", "api"),
    ...{ keyId: "key_9", ip: "203.0.113.95", weight: 2, hours: "night" },
    deeds: [
      { weight: 5, perform: backUp },
      { weight: 0.4, perform: sync(integrations[2]) },
    ],
  },
  {
    ...named("rule", "Nightly maintenance", "rule", "rule"),
    ...{ keyId: null, ip: null, weight: 1.2, hours: "night" },
    deeds: [
      { weight: 2, steps: 1, perform: fireRule },
      { weight: 2, steps: 1, perform: runWorkflow },
    ],
  },
  {
    ...named("billing", "Ledgerly", "api_key", "api"),
    ...{ keyId: "key_12", ip: "203.0.113.102", weight: 0.7, hours: "day" },
    deeds: [
      { weight: 1, perform: createInvoice },
      { weight: 1, perform: sendInvoice },
      { weight: 1, perform: payInvoice },
    ],
  },
  {
    ...named("custody", "Custody", "system", "system"),
    ...{ keyId: null, ip: null, weight: 0.5, hours: "always" },
    deeds: [
      { weight: 1, perform: verifyNightly },
      { weight: 3, perform: useKey },
    ],
  },
];

function named(id: string, name: string, type: ActorType, source: Source) {
  return { id, name, type, source };
}

export function listMachines(world: World): Machine[] {
  return [...rows.map((row) => machineOf(world, row)), portalOf(world), noiseOf(world)];
}

function machineOf(world: World, row: Row): Machine {
  const { id, name, type, source, keyId, ip, weight, hours, deeds } = row;
  const actor: Actor = { type, id, name, email: null, role: null };
  const userAgent = ip === null ? null : `${name.replace(" ", "-")}/4.2`;
  return {
    actor: () => actor,
    staff: null,
    source,
    keyId,
    context: (random) => contextOf(random, { ip, session: null, userAgent }),
    deeds,
    clients: world.cast.clients,
    waiting: [],
    weight,
    hours,
  };
}

/** The clients' own people, in the portal. */
function portalOf(world: World): Machine {
  return {
    ...visitor(world),
    actor: (scene) => {
      const { id, email, name } = pickContact(scene);
      return { type: "user", id, email, name, role: "portal" };
    },
    deeds: [{ weight: 1, perform: submit }],
    weight: 0.4,
    hours: "day",
  };
}

/** Strangers who try addresses that leaked somewhere. */
function noiseOf(world: World): Machine {
  return {
    ...visitor(world),
    actor: ({ random }) => {
      const { email } = random.pick(world.cast.staff);
      return { type: "user", id: null, email, name: null, role: null };
    },
    deeds: [{ weight: 1, perform: failSignIn }],
    weight: 0.25,
    hours: "always",
  };
}

const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 " +
  "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

function visitor(world: World) {
  return {
    staff: null,
    source: "web" as const,
    keyId: null,
    context: (random: World["random"]) =>
      contextOf(random, {
        ip: `198.51.100.${random.int(200, 250)}`,
        session: null,
        userAgent: phone,
      }),
    clients: world.cast.clients,
    waiting: [],
  };
}
