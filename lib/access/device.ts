import { encodeText, formatHex } from "@/lib/proof/bytes";
import { drawToken } from "./token";

/**
 * A browser that has signed in to an account before carries a mark of it. Failures of
 * strangers never count against such a browser, so nobody can lock its owner out (T-62).
 */
export async function createDeviceMark(secret: string, userId: string): Promise<string> {
  const nonce = drawToken().slice(0, 32);
  return `${nonce}.${await sign(secret, userId, nonce)}`;
}

/** The name of a browser that this account knows, or null for a stranger's. */
export async function readDeviceMark(
  secret: string,
  userId: string,
  mark: string,
): Promise<string | null> {
  const [, nonce = "", signature = ""] =
    /^([0-9a-f]{32})\.([0-9a-f]{64})$/.exec(mark) ?? [];
  return nonce !== "" && (await sign(secret, userId, nonce)) === signature ? nonce : null;
}

async function sign(secret: string, userId: string, nonce: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const bytes = Uint8Array.from(encodeText(secret));
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const text = Uint8Array.from(encodeText(`custody-device ${userId} ${nonce}`));
  return formatHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, text)));
}
