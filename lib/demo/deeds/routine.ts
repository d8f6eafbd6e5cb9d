import { about, type Draft, internal, type Scene } from "../story";
import { pickContact } from "./contacts";

const keys = [
  ["key_3", "RMM ingest"],
  ["key_7", "PSA connector"],
  ["key_12", "Billing sync"],
] as const;

export function backUp({ client, random }: Scene): Draft {
  const isFailed = random.chance(0.05);
  const devices = random.int(1, client.deviceCount);
  return about(client, {
    action: isFailed ? "workflow.failed" : "workflow.completed",
    target: { type: "workflow", id: "wf_backup", name: "Nightly backup" },
    outcome: isFailed ? "failed" : "success",
    reason: isFailed ? `${client.prefix}-SRV-006 could not be reached` : undefined,
    metadata: { devices, gigabytes: random.int(4, 900), seconds: random.int(90, 9_000) },
  });
}

export function verifyNightly({ world, random }: Scene): Draft {
  const { organizationId, name } = world.cast;
  return internal({
    action: "security.verification_run",
    target: { type: "organization", id: organizationId, name },
    metadata: { verdict: "intact", seconds: random.int(2, 40) },
  });
}

/** Reads are folded: one entry for a key, a route and a few minutes. */
export function useKey({ random }: Scene): Draft {
  const [id, name] = random.pick(keys);
  return internal({
    action: "api_key.used",
    target: { type: "api_key", id, name },
    metadata: { route: "/api/v1/audit-logs", count: random.int(1, 60) },
  });
}

/** What a client's own people do; the portal says who they are. */
export function submit(scene: Scene): Draft {
  const { client, random } = scene;
  const contact = pickContact(scene);
  const action = random.pick(["feedback.submitted", "support_request.submitted"]);
  const type = action.slice(0, action.indexOf("."));
  return about(client, {
    action,
    target: {
      type,
      id: `${type.slice(0, 3)}_${random.hex(8)}`,
      name: random.pick([
        "Quick help, thank you",
        "New laptop",
        "Question about an invoice",
      ]),
    },
    metadata:
      type === "feedback" ? { stars: random.int(2, 5) } : { copy_to: contact.email },
  });
}

export function failSignIn({ actor }: Scene): Draft {
  return internal({
    action: "user.sign_in_failed",
    target: { type: "user", id: null, name: actor.email },
    outcome: "failed",
    reason: "wrong password",
  });
}
