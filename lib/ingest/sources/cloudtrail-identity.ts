import type { ActorType } from "@/lib/entries/model";
import type { ActorDraft } from "@/lib/ingest/draft";
import { textAt, wordIn } from "@/lib/ingest/lookup";
import type { JsonObject } from "@/lib/proof/json-value";

const actorTypes: Record<string, ActorType> = {
  AWSService: "system",
  AWSAccount: "integration",
};

/** userIdentity: a role's session name is the person, the role itself is the role. */
export function identityOf(record: JsonObject): ActorDraft {
  const type = textAt(record, "userIdentity.type");
  const arn = textAt(record, "userIdentity.arn");
  const id =
    arn ??
    textAt(record, "userIdentity.principalId", "userIdentity.credentialId") ??
    textAt(record, "userIdentity.accountId");
  const name = nameOf(record, type, arn);
  if (name === null && id === null) {
    const isService = textAt(record, "eventType") === "AwsServiceEvent";
    if (!isService) return { type: "user", name: "unknown" };
    return { type: "system", name: textAt(record, "eventSource") ?? "AWS" };
  }
  return {
    type: actorTypeOf(record, type),
    id,
    email: name?.includes("@") ? name : null,
    name,
    role: roleOf(record, type, arn),
  };
}

function actorTypeOf(record: JsonObject, type: string | null): ActorType {
  const issuer = textAt(record, "userIdentity.sessionContext.sessionIssuer.arn") ?? "";
  const service = textAt(record, "userIdentity.invokedBy");
  if (issuer.includes(":role/aws-service-role/")) return "system";
  if (type === null && service !== null) return "system";
  return wordIn(actorTypes, type) ?? "user";
}

function nameOf(record: JsonObject, type: string | null, arn: string | null) {
  if (type === "Root") return "root";
  if (type === "AWSService") return textAt(record, "userIdentity.invokedBy");
  const session = arn?.split("/").at(-1) ?? null;
  const principal = textAt(record, "userIdentity.principalId")?.split(":")[1] ?? null;
  const named = textAt(record, "userIdentity.userName");
  const issuer = textAt(record, "userIdentity.sessionContext.sessionIssuer.userName");
  const invokedBy = textAt(record, "userIdentity.invokedBy");
  const account = textAt(record, "userIdentity.accountId");
  if (type === "AssumedRole") return session ?? principal ?? named ?? issuer;
  const last = arn?.includes("/") ? session : null;
  return named ?? last ?? principal ?? invokedBy ?? account;
}

function roleOf(record: JsonObject, type: string | null, arn: string | null) {
  if (type !== "AssumedRole") return null;
  const issuer = textAt(record, "userIdentity.sessionContext.sessionIssuer.userName");
  return issuer ?? (arn?.split(":assumed-role/")[1]?.split("/")[0] || null);
}
