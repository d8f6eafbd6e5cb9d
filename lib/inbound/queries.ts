import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { openSecret } from "@/lib/runtime/secret-box";

export type Inbound = {
  organizationId: string;
  id: string;
  name: string;
  isEnabled: boolean;
  /** The newest first. */
  secrets: string[];
};

type Row = {
  organizationId: string;
  name: string;
  isEnabled: boolean;
  secret: Buffer;
  previous: Buffer | null;
};

/** Whose address a message came to; null where nobody's is, or it may send none. */
export async function findInbound(id: string): Promise<Inbound | null> {
  const [row] = await getDatabase().execute<Row>(sql`
    select organization_id as "organizationId", name, is_enabled as "isEnabled",
      sealed_secret as secret, sealed_previous_secret as previous
    from custody.find_inbound(${id})`);
  if (!row) return null;
  const { organizationId, name, isEnabled, secret, previous } = row;
  const sealed = [secret, previous].filter((one) => one !== null);
  const secrets = sealed.map((one) => openSecret(one, `${id}/inbound`));
  return { organizationId, id, name, isEnabled, secrets };
}
