import { type KeyScope, keyScopes } from "@/lib/access/policy";
import { createApiKey } from "@/lib/api-keys/mutations";
import {
  type Command,
  CommandError,
  type Given,
  optionalMoment,
  optionalText,
  requireText,
} from "./command";
import { operatorIn, refuseUnknownClient, withDatabase } from "./open";

export const keyCreate: Command = {
  name: "key create",
  summary: "create an API key; it is printed once",
  help: `custody key create --org SLUG --scope ${keyScopes.join(",")} [--client SLUG] [--name N] [--expires ISO]\n\nPrints the key once. A key with --client reads and writes that client only.`,
  options: {
    org: { type: "string" },
    scope: { type: "string" },
    client: { type: "string" },
    name: { type: "string" },
    expires: { type: "string" },
  },
  async run(given, output) {
    const org = requireText(given, "org");
    const scopes = readScopes(requireText(given, "scope"));
    const clientSlug = optionalText(given, "client");
    const name = optionalText(given, "name") ?? `Key for ${scopes.join(", ")}`;
    const expiresAt = readExpiry(given);
    await withDatabase(async () => {
      const ctx = await operatorIn(org);
      await refuseUnknownClient(ctx, clientSlug);
      const created = await createApiKey(ctx, { name, scopes, clientSlug, expiresAt });
      output.result({ ...created, name, scopes, client: clientSlug }, created.key);
    });
  },
};

function readScopes(text: string): KeyScope[] {
  const scopes = text.split(",").map((scope) => scope.trim());
  const unknown = scopes.filter((scope) => !keyScopes.includes(scope as KeyScope));
  if (unknown.length > 0) {
    throw new CommandError(
      `Unknown scope ${unknown.join(", ")}. Scopes: ${keyScopes.join(", ")}.`,
    );
  }
  return [...new Set(scopes)] as KeyScope[];
}

function readExpiry(given: Given): string | null {
  const at = optionalMoment(given, "expires");
  if (at === null) return null;
  if (at.getTime() > Date.now()) return at.toISOString();
  throw new CommandError(`--expires "${at.toISOString()}" is in the past.`);
}
