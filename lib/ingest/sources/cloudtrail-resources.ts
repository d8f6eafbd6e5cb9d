import type { TargetDraft } from "@/lib/ingest/draft";
import { objectAt, objectsAt, textAt } from "@/lib/ingest/lookup";
import type { JsonObject } from "@/lib/proof/json-value";

const nameLike = /^(.+?)(Name|Id|ID|Arn|ARN|Identifier)$/;
/** Parameters that end like a name and name no resource. */
const notResources = new Set([
  "roleSession",
  "account",
  "nextToken",
  "clientRequest",
  "request",
  "parameterGroupFamily",
  "owner",
]);

/** `resources` when AWS lists them, else what the request parameters name. */
export function resourcesOf(record: JsonObject, action: string): TargetDraft[] {
  const listed = listedResources(record);
  if (listed.length > 0) return listed;
  const parameters = objectAt(record, "requestParameters") ?? {};
  const named = [...namedResources(parameters, action), ...itemResources(parameters)];
  if (named.length > 0) return named;
  const own = textAt(parameters, "name");
  if (own !== null) return [ownResource(own, action)];
  const account = textAt(record, "recipientAccountId");
  const isSignIn = textAt(record, "eventType") === "AwsConsoleSignIn";
  return isSignIn && account !== null ? [{ type: "account", id: account }] : [];
}

function listedResources(record: JsonObject): TargetDraft[] {
  return objectsAt(record, "resources").flatMap((resource) => {
    const id = textAt(resource, "ARN", "resourceName");
    if (id === null) return [];
    const type = textAt(resource, "type") ?? typeInArn(id);
    return [{ type, id, name: id.split(/[:/]/).at(-1) ?? null }];
  });
}

/** Ordered as the action speaks of them: AttachUserPolicy is about the user first. */
function namedResources(parameters: JsonObject, action: string): TargetDraft[] {
  const found = Object.entries(parameters).flatMap(([key, value]) => {
    const noun = nameLike.exec(key)?.[1];
    if (noun === undefined || notResources.has(noun)) return [];
    if (typeof value !== "string" || value === "") return [];
    const place = action.toLowerCase().indexOf(noun.toLowerCase());
    const name = value.startsWith("arn:") ? value.split(/[:/]/).at(-1) : value;
    return [{ noun, place: place === -1 ? action.length : place, id: value, name }];
  });
  found.sort((left, right) => left.place - right.place);
  return found.map(({ noun, id, name }) => ({ type: snake(noun), id, name }));
}

/** A bare `name` is of the kind that the action ends with: CreateTrail names a trail. */
function ownResource(name: string, action: string): TargetDraft {
  if (name.startsWith("arn:")) {
    return { type: typeInArn(name), id: name, name: name.split(/[:/]/).at(-1) };
  }
  return { type: snake(action.replace(/^[A-Z][a-z]+/, "")) || "resource", name };
}

/** EC2 lists: `{"instancesSet": {"items": [{"instanceId": "i-1"}]}}`. */
function itemResources(parameters: JsonObject): TargetDraft[] {
  const keys = Object.keys(parameters).filter((key) => !/^filter/i.test(key));
  return keys.flatMap((key) =>
    objectsAt(parameters, `${key}.items`).flatMap((item) => namedResources(item, key)),
  );
}

function typeInArn(arn: string): string {
  const [, , service = "", , , resource = ""] = arn.split(":");
  const kind = resource.includes("/") ? resource.split("/")[0] : "";
  return kind === "" ? service || "resource" : `${service}:${kind}`;
}

function snake(noun: string): string {
  return noun.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
