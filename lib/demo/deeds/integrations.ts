import type { Change } from "@/lib/entries/model";
import { about, type Deed, type Draft, internal, type Scene } from "../story";
import { type Ticket, ticketTarget } from "../ticket";
import { changeValue, listOf } from "../world";

export const integrations = [
  { id: "int_psa", name: "Halcyon PSA", host: "api.halcyon-psa.example" },
  { id: "int_rmm", name: "Beacon RMM", host: "api.beacon-rmm.example" },
  { id: "int_backup", name: "Vaultline Backup", host: "api.vaultline.example" },
  { id: "int_identity", name: "Entrance Identity", host: "graph.entrance.example" },
  { id: "int_billing", name: "Ledgerly", host: "api.ledgerly.example" },
] as const;

type Integration = (typeof integrations)[number];

export function integrationTarget({ id, name }: Integration) {
  return { type: "integration", id, name };
}

export function sync(integration: Integration): (scene: Scene) => Draft {
  return ({ random }) => {
    const isFailed = random.chance(0.03);
    return internal({
      action: isFailed ? "integration.sync_failed" : "integration.synced",
      target: integrationTarget(integration),
      outcome: isFailed ? "failed" : "success",
      reason: isFailed ? random.pick(["429 Too Many Requests", "timed out"]) : undefined,
      metadata: {
        records: isFailed ? 0 : random.int(3, 900),
        changed: random.int(0, 40),
      },
    });
  };
}

function test({ random }: Scene): Draft {
  const integration = random.pick(integrations);
  const isFailed = random.chance(0.15);
  return internal({
    action: "integration.tested",
    target: integrationTarget(integration),
    outcome: isFailed ? "failed" : "success",
    reason: isFailed ? "401 Unauthorized" : undefined,
    request: { method: "GET", url: `https://${integration.host}/v1/ping` },
    response: { status: isFailed ? 401 : 200, duration_ms: random.int(40, 900) },
  });
}

function configure({ world, random }: Scene): Draft {
  const integration = random.pick(integrations);
  const change = changeValue(world, `${integration.id}/interval`, [15, 5, 30, 60]);
  return internal({
    action: "integration.updated",
    target: integrationTarget(integration),
    changes: [{ path: "/sync_minutes", ...change }],
  });
}

export function rotateCredentials(integration: Integration, reason: string): Draft {
  return internal({
    action: "integration.credentials_rotated",
    target: integrationTarget(integration),
    reason,
    changes: [{ path: "/credentials", before: "[REDACTED]", after: "[REDACTED]" }],
  });
}

function rotate({ random }: Scene): Draft {
  return rotateCredentials(random.pick(integrations), "Yearly rotation");
}

/** What was sent to the vendor and what came back, as it was, without secrets. */
export function writeBack(scene: Scene): Draft | null {
  const { world, client, random } = scene;
  const ticket = listOf(world.openTickets, client).at(-1);
  if (!ticket) return null;
  const isFailed = random.chance(0.02);
  const [psa] = integrations;
  return about(client, {
    action: "integration.ticket_status_changed",
    target: integrationTarget(psa),
    targets: [ticketTarget(ticket, client)],
    outcome: isFailed ? "failed" : "success",
    reason: isFailed ? "409 Conflict: the ticket was changed meanwhile" : undefined,
    request: requestOf(ticket, psa.host),
    response: {
      status: isFailed ? 409 : 200,
      body: isFailed ? { error: "conflict" } : { id: ticket.id, status: ticket.status },
      duration_ms: random.int(60, 1800),
    },
  });
}

function requestOf(ticket: Ticket, host: string) {
  return {
    method: "PATCH",
    url: `https://${host}/v3/tickets/${ticket.id}`,
    headers: { authorization: "[REDACTED]", "content-type": "application/json" },
    body: { status: ticket.status, priority: ticket.priority },
  };
}

export function acknowledgeAlert({ client, random }: Scene): Draft {
  const alert = `al_${random.hex(8)}`;
  const changes: Change[] = [{ path: "/acknowledged", before: false, after: true }];
  return about(client, {
    action: "integration.alert_acknowledged",
    target: integrationTarget(integrations[1]),
    changes,
    request: {
      method: "POST",
      url: `https://${integrations[1].host}/alerts/${alert}/ack`,
    },
    response: { status: 204, duration_ms: random.int(30, 400) },
  });
}

export const integrationDeeds: Deed[] = [
  { weight: 1, perform: test },
  { weight: 0.5, perform: configure },
  { weight: 0.15, perform: rotate },
];
