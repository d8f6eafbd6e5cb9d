import type { KeyScope } from "@/lib/access/policy";
import { requestIdHeader } from "@/lib/access/request";
import { createApiKey } from "@/lib/api-keys/mutations";
import { handleAppend, handleFind, handleList } from "@/lib/entries/handlers";
import type { Entry } from "@/lib/entries/model";
import type { FieldError } from "@/lib/kit/errors";
import type { TestOrganization } from "./organization";

export type EntryReceipt = {
  id: string;
  idx: number;
  client: string | null;
  sidx: number;
  recorded_at: string;
  hash: string;
};

/** The union of what the API's answers hold; a test says which part it expects. */
export type AnswerBody = {
  entries: EntryReceipt[];
  data: Entry[];
  total: number;
  next_cursor: string | null;
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors: FieldError[];
  request_id: string;
};

export type Answer = { status: number; headers: Headers; text: string; body: AnswerBody };

type Sendable = string | Uint8Array<ArrayBuffer> | object;

const base = "http://localhost:3000/api/v1";

/** A key made the way the product makes it; the whole text of it. */
export async function makeKey(
  { ctx }: TestOrganization,
  scopes: KeyScope[] = ["events:write", "audit:read"],
  clientSlug: string | null = null,
): Promise<string> {
  const name = `test key ${scopes.join(" ")}`;
  const { key } = await createApiKey(ctx, { name, scopes, clientSlug, expiresAt: null });
  return key;
}

/** The id of the row a key belongs to, which entries name. */
export function keyIdOf(key: string): string {
  return `key_${key.split("_")[2]?.slice(0, 8)}`;
}

/** POST /events; an object is sent as JSON, text and bytes as they are. */
export function sendEvents(
  key: string,
  body: Sendable,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const request = new Request(`${base}/events`, {
    method: "POST",
    headers: { ...headersOf(key), "content-type": "application/json", ...headers },
    body: isRaw ? body : JSON.stringify(body),
  });
  return answerOf(handleAppend(request, { params: Promise.resolve({}) }));
}

/** GET /audit-logs. */
export function listEntries(
  key: string,
  query: Record<string, string> | string = "",
): Promise<Answer> {
  const search = new URLSearchParams(query).toString();
  const request = new Request(`${base}/audit-logs?${search}`, {
    headers: headersOf(key),
  });
  return answerOf(handleList(request, { params: Promise.resolve({}) }));
}

/** GET /audit-logs/{id}, with the entry in `data` when there is one. */
export async function findEntryById(key: string, id: string): Promise<Answer> {
  const request = new Request(`${base}/audit-logs/x`, { headers: headersOf(key) });
  const answer = await answerOf(handleFind(request, { params: Promise.resolve({ id }) }));
  if (answer.status !== 200) return answer;
  const entry = JSON.parse(answer.text) as Entry;
  return { ...answer, body: { ...answer.body, data: [entry] } };
}

function headersOf(key: string): Record<string, string> {
  return {
    authorization: `Bearer ${key}`,
    [requestIdHeader]: `req_${crypto.randomUUID()}`,
  };
}

async function answerOf(answered: Promise<Response>): Promise<Answer> {
  const response = await answered;
  const text = await response.text();
  const body = JSON.parse(text) as AnswerBody;
  return { status: response.status, headers: response.headers, text, body };
}
