import { about, type Deed, type Draft, internal, type Scene } from "../story";
import { changeValue } from "../world";
import { openTicket } from "./tickets";

const rules = [
  { id: "rul_1", name: "Disk below 10 %" },
  { id: "rul_2", name: "Failed sign-ins from a new country" },
  { id: "rul_3", name: "Backup missed twice" },
  { id: "rul_4", name: "Mass deletion" },
] as const;

const policies = [
  { id: "pol_1", name: "Storage must be encrypted" },
  { id: "pol_2", name: "Second factor for everyone" },
  { id: "pol_3", name: "No local administrators" },
] as const;

function editRule({ world, random }: Scene): Draft {
  const rule = random.pick(rules);
  const change = changeValue(world, `${rule.id}/threshold`, [10, 5, 20, 50]);
  return internal({
    action: "rule.updated",
    target: { type: "rule", ...rule },
    changes: [{ path: "/threshold", ...change }],
  });
}

function switchRule({ world, random }: Scene): Draft {
  const rule = random.pick(rules);
  const change = changeValue(world, `${rule.id}/enabled`, [true, false]);
  return internal({
    action: change.after ? "rule.enabled" : "rule.disabled",
    target: { type: "rule", ...rule },
    changes: [{ path: "/enabled", ...change }],
  });
}

function editPolicy({ world, random }: Scene): Draft {
  const policy = random.pick(policies);
  const change = changeValue(world, `${policy.id}/mode`, ["warn", "enforce"]);
  return internal({
    action: "policy.updated",
    target: { type: "policy", ...policy },
    changes: [{ path: "/mode", ...change }],
  });
}

/** What set it off, what it sent, and the ticket that came of it a moment later. */
export function fireRule(scene: Scene): Draft {
  const { client, random, later } = scene;
  const [rule] = rules;
  const device = `${client.prefix}-SRV-00${random.int(1, 6)}`;
  const free = random.int(1, 9);
  later((then) => openTicket(then, "Disk almost full"));
  return about(client, {
    action: "rule.fired",
    target: { type: "rule", ...rule },
    metadata: {
      trigger: { device, disk_free_percent: free },
      action: { type: "create_ticket", subject: "Disk almost full" },
    },
  });
}

export function violatePolicy({ client, random }: Scene): Draft {
  const policy = random.pick(policies);
  return about(client, {
    action: "policy.violated",
    target: { type: "policy", ...policy },
    outcome: "failed",
    reason: `${client.prefix}-WS-0${random.int(10, 16)} does not meet it`,
  });
}

function acknowledge({ client, random }: Scene): Draft {
  const { name } = random.pick(rules);
  return about(client, {
    action: random.pick(["alert.acknowledged", "alert.resolved"]),
    target: { type: "alert", id: `al_${random.hex(6)}`, name },
  });
}

export const ruleDeeds: Deed[] = [
  { weight: 0.4, perform: editRule },
  { weight: 0.2, perform: switchRule },
  { weight: 0.2, perform: editPolicy },
];

export const alertDeeds: Deed[] = [{ weight: 0.8, perform: acknowledge }];
