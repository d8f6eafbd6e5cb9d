import { putOnShelf, shelfOf } from "../shelf";
import { type Deed, type Draft, internal, type Scene } from "../story";
import { changeValue, drawNumber, isEmployed, type Piece } from "../world";

const keyNames = [
  "Reporting export",
  "RMM ingest",
  "Billing sync",
  "Status page",
] as const;

function pickColleague({ world, random, at, actor }: Scene) {
  const others = world.cast.staff.filter(
    (person) => person.id !== actor.id && isEmployed(world, person, at),
  );
  const { id, name } = random.pick(others);
  return { type: "user", id, name };
}

function requestReset(scene: Scene): Draft {
  return internal({
    action: "user.password_reset_requested",
    target: pickColleague(scene),
    reason: "Forgotten password, asked by phone",
  });
}

function changePreferences({ world, actor }: Scene): Draft {
  const change = changeValue(world, `density/${actor.id}`, ["compact", "comfortable"]);
  return internal({
    action: "user.preferences_changed",
    target: { type: "user", id: actor.id, name: actor.name },
    changes: [{ path: "/density", ...change }],
  });
}

function changePassword({ actor }: Scene): Draft {
  return internal({
    action: "user.password_changed",
    target: { type: "user", id: actor.id, name: actor.name },
    changes: [{ path: "/password", before: "[REDACTED]", after: "[REDACTED]" }],
  });
}

function createKey({ world, random }: Scene): Draft {
  const name = random.pick(keyNames);
  const id = `key_${drawNumber(world, "key") + 20}`;
  const piece: Piece = { id, name, state: "active", amount: 0 };
  putOnShelf(world, "keys", piece);
  const scopes = random.pick([["events:write"], ["audit:read"]]);
  return internal({
    action: "api_key.created",
    target: { type: "api_key", id, name },
    after: { name, scopes, expires_in_days: random.pick([90, 180, 365]) },
  });
}

function rotateKey({ world }: Scene): Draft | null {
  const key = shelfOf(world, "keys").at(-1);
  if (!key) return null;
  const before = key.amount;
  key.amount += 1;
  return internal({
    action: "api_key.rotated",
    target: { type: "api_key", id: key.id, name: key.name },
    changes: [{ path: "/generation", before, after: key.amount }],
  });
}

function revokeKey({ world, random }: Scene): Draft | null {
  const keys = shelfOf(world, "keys");
  const key = keys.length > 2 ? keys.shift() : undefined;
  if (!key) return null;
  return internal({
    action: "api_key.revoked",
    target: { type: "api_key", id: key.id, name: key.name },
    reason: random.pick(["No longer used", "Replaced by a narrower key"]),
    changes: [{ path: "/status", before: "active", after: "revoked" }],
  });
}

function unlock(scene: Scene): Draft {
  return internal({
    action: "user.unlocked",
    target: pickColleague(scene),
    reason: "Locked out after a new phone",
  });
}

export const ownDeeds: Deed[] = [
  { weight: 0.5, perform: changePreferences },
  { weight: 0.15, perform: changePassword },
];

export const peopleDeeds: Deed[] = [
  { weight: 0.6, perform: requestReset },
  { weight: 0.3, perform: unlock },
  { weight: 0.5, perform: createKey },
  { weight: 0.4, perform: rotateKey },
  { weight: 0.25, perform: revokeKey },
];
