import { formatDate, microsPerDay } from "../moment";
import { about, type Deed, type Draft, internal, type Scene } from "../story";
import { drawNumber } from "../world";
import { pickContact } from "./contacts";

const daysBack = 30;

function exportEntries({ client, random, at }: Scene): Draft {
  const from = formatDate(at - random.int(7, daysBack) * microsPerDay);
  return about(client, {
    action: "export.completed",
    target: {
      type: "export",
      id: `exp_${random.hex(8)}`,
      name: `${client.name} entries`,
    },
    metadata: {
      format: random.pick(["csv", "json", "pdf"]),
      entries: random.int(40, 9_000),
      from,
      to: formatDate(at),
    },
  });
}

function exportList({ client, random }: Scene): Draft {
  const list = random.pick(["contacts", "tickets", "devices"]);
  return about(client, {
    action: "export.list_exported",
    target: {
      type: "export",
      id: `exp_${random.hex(8)}`,
      name: `${client.name} ${list}`,
    },
    metadata: { list, format: "csv", rows: random.int(12, 400) },
  });
}

function viewClientTab({ client }: Scene): Draft {
  return about(client, {
    action: "client.audit_viewed",
    target: { type: "client", id: client.id, name: client.name },
  });
}

function viewHistory(scene: Scene): Draft {
  const { id, name } = pickContact(scene);
  return about(scene.client, {
    action: "record.history_viewed",
    target: { type: "contact", id, name },
  });
}

function createPack({ world, random, at }: Scene): Draft {
  const id = `EVP-${drawNumber(world, "pack") + 10}`;
  return internal({
    action: "evidence_pack.created",
    target: {
      type: "evidence_pack",
      id,
      name: random.pick(["Access review", "Change management", "Incident response"]),
    },
    metadata: { until: formatDate(at), entries: random.int(200, 6_000) },
  });
}

function signReview({ random, at }: Scene): Draft {
  return internal({
    action: "review.signed_off",
    target: {
      type: "review",
      id: `rev_${random.hex(6)}`,
      name: `Week of ${formatDate(at)}`,
    },
    metadata: { findings: random.int(0, 3), coverage_percent: 100 },
  });
}

function verify({ random }: Scene): Draft {
  return internal({
    action: "security.verification_run",
    target: { type: "organization", name: "The whole log" },
    metadata: { entries_checked: random.int(2_000, 90_000), verdict: "intact" },
  });
}

export const exportDeeds: Deed[] = [
  { weight: 0.5, perform: exportEntries },
  { weight: 0.4, perform: exportList },
  { weight: 0.6, perform: viewClientTab },
];

export const auditDeeds: Deed[] = [
  { weight: 2, perform: exportEntries },
  { weight: 2, perform: viewClientTab },
  { weight: 2, perform: viewHistory },
  { weight: 0.8, perform: createPack },
  { weight: 0.6, perform: signReview },
  { weight: 1, perform: verify },
];
