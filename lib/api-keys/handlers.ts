import type { KeyScope } from "@/lib/access/policy";
import { requireProofFor } from "@/lib/access/proof";
import { apiRoute } from "@/lib/access/wrap";
import { handleStaffForm, type Place } from "@/lib/forms/handlers";
import { type overlapHours, parseNetworkLines } from "./model";
import {
  createApiKey,
  revokeApiKey,
  revokeLeakedKey,
  revokeOwnKey,
  rotateApiKey,
} from "./mutations";

const list = "/settings/api-keys";
const why = ["reason", "ticket"];

function readReason({ optional }: Place) {
  return { reason: optional("reason"), ticket: optional("ticket") };
}

export const handleCreateKey = handleStaffForm(
  {
    form: "api-key",
    page: `${list}/new`,
    fields: ["name", "scopes", "clientSlug", "expiresAt", "allowedIps", ...why],
  },
  async ({ ctx, ...place }) => {
    requireProofFor(ctx, "api_keys:create");
    const day = place.optional("expiresAt");
    const name = place.field("name");
    const { key } = await createApiKey(ctx, {
      name,
      scopes: place.list("scopes") as KeyScope[],
      clientSlug: place.optional("clientSlug"),
      expiresAt: day === null ? null : `${day}T23:59:59Z`,
      allowedIps: parseNetworkLines(place.field("allowedIps")),
      ...readReason(place),
    });
    return { to: list, notice: `Key ${name} created.`, reveal: { key } };
  },
);

export const handleRotateKey = handleStaffForm(
  { form: "key-rotate", page: list, fields: ["of", "overlap", ...why] },
  async ({ ctx, ...place }) => {
    requireProofFor(ctx, "api_keys:create");
    const overlap = Number(place.field("overlap")) as (typeof overlapHours)[number];
    const id = place.params.id ?? "";
    const made = await rotateApiKey(ctx, { id, overlap, ...readReason(place) });
    return { to: list, notice: `Key ${made.name} rotated.`, reveal: { key: made.key } };
  },
);

export const handleRevokeKey = handleStaffForm(
  { form: "key-revoke", page: list, fields: ["of", ...why] },
  async ({ ctx, ...place }) => {
    requireProofFor(ctx, "api_keys:revoke");
    const id = place.params.id ?? "";
    const { name } = await revokeApiKey(ctx, { id, ...readReason(place) });
    return { to: list, notice: `Key ${name} revoked; it stopped working.` };
  },
);

/** No proof is asked: who found a key stops it at once. */
export const handleLeakedKey = handleStaffForm(
  { form: "key-leaked", page: list, fields: ["value"], secrets: ["value"] },
  async ({ ctx, field }) => {
    const { name } = await revokeLeakedKey(ctx, { value: field("value") });
    return { to: list, notice: `That was key ${name}. It stopped working.` };
  },
);

export const handleRevokeOwnKey = apiRoute(
  "api_keys:revoke_own",
  "/api/v1/keys/revoke",
  async (ctx) => {
    const { id } = await revokeOwnKey(ctx, {});
    return Response.json({ id, revoked: true });
  },
);
