/** What an entry's parts hold is its sender's; only their names are ours. */
const opaque = new Set(["request", "response", "metadata", "vendor_record"]);
const valuesOfChanges = /^(changes\.(before|after)|told\.changes)$/;

const ofOrganization = ["idx", "org_hash", "org_prev_hash"];

const ofStream = [
  "action",
  "actor.email",
  "actor.id",
  "actor.name",
  "actor.role",
  "actor.type",
  "category",
  "changes.after",
  "changes.before",
  "changes.path",
  "client",
  "context.ip",
  "context.request_id",
  "context.session_id",
  "context.user_agent",
  "hash",
  "id",
  "key_id",
  "metadata",
  "occurred_at",
  "outcome",
  "prev_hash",
  "reason",
  "recorded_at",
  "request",
  "response",
  "sidx",
  "source",
  "target.id",
  "target.name",
  "target.type",
  "target.url",
  "targets.id",
  "targets.name",
  "targets.type",
  "targets.url",
  "vendor",
  "vendor_record",
  "verb",
];

/** The fields of an entry that each reader may see; another one fails the tests (T-09). */
export const visibleFields = {
  staff: [...ofStream, ...ofOrganization].sort(),
  "key of the organization": [...ofStream, ...ofOrganization].sort(),
  "key of one client": ofStream,
} as const;

/** Beside the entry itself, what pages tell the browser of it. */
export const besideEntry = [
  "clientName",
  "deletedSince",
  "device",
  "explanations",
  "mayPin",
  "seal",
  "zone",
];
/** What a row of a list says of its entry in words, so that it needs no catalogue. */
export const onRow = [
  "told.changes",
  "told.claim.text",
  "told.claim.title",
  "told.entity.label",
  "told.entity.name",
  "told.extent",
  "told.isAltered",
  "told.isDeletedSince",
  "told.isRecent",
  "told.reason",
  "told.restCount",
  "told.sentence",
  "told.source",
  "told.verb.group",
  "told.verb.name",
  "told.verb.words",
  "told.when.clock",
  "told.when.date",
  "told.when.iso",
  "told.when.title",
  "told.who",
];

/** The names of all fields of an entry, dotted; items of a list share theirs. */
export function listFields(entry: object): string[] {
  return [...new Set(collect(entry, ""))].sort();
}

function collect(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, path));
  const isEnd = opaque.has(path) || valuesOfChanges.test(path);
  if (isEnd || typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, part]) =>
    collect(part, path === "" ? name : `${path}.${name}`),
  );
}

const flight = /self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g;

/** Every entry in what React was sent, inside a page or by itself. */
export function findEntries(text: string): object[] {
  const pushed = [...text.matchAll(flight)].map(([, json = '""']) => JSON.parse(json));
  const sent = Buffer.from(pushed.length > 0 ? pushed.join("") : text);
  return listRows(sent).flatMap((row) => findIn(parse(row) ?? null));
}

/** A row is `id:json` and a line's end, or `id:Tlength,` and so many bytes of text. */
function listRows(sent: Buffer): string[] {
  const rows: string[] = [];
  for (let at = 0; at < sent.length; ) {
    const begin = sent.indexOf(":", at) + 1;
    const text = /^T([0-9a-f]+),/.exec(sent.toString("latin1", begin, begin + 12));
    if (begin === 0) break;
    if (text) {
      at = begin + text[0].length + Number.parseInt(text[1] ?? "0", 16);
      continue;
    }
    const end = sent.indexOf("\n", begin);
    rows.push(sent.toString("utf8", begin, end === -1 ? sent.length : end));
    at = end === -1 ? sent.length : end + 1;
  }
  return rows;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findIn(value: unknown): object[] {
  if (typeof value === "string" && /^[[{]/.test(value)) return findIn(parse(value) ?? 0);
  if (typeof value !== "object" || value === null) return [];
  if ("recorded_at" in value && "action" in value) return [value];
  return Object.values(value).flatMap(findIn);
}
