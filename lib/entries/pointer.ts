type Segment = string | number;

/** RFC 6901: the empty text points at the whole record. */
export function formatPointer(segments: readonly Segment[]): string {
  return segments.map((segment) => `/${escapeSegment(String(segment))}`).join("");
}

/** Null for a text that is no RFC 6901 pointer. */
export function parsePointer(pointer: string): string[] | null {
  if (pointer === "") return [];
  if (!pointer.startsWith("/") || /~(?![01])/.test(pointer)) return null;
  return pointer.slice(1).split("/").map(unescapeSegment);
}

/** `/address/city` as people read it, `address.city`; for screens, never parsed back. */
export function formatDotted(pointer: string): string {
  const segments = parsePointer(pointer);
  if (!segments) return pointer;
  return segments.map(quoteSegment).join(".");
}

function escapeSegment(segment: string): string {
  if (!/[~/]/.test(segment)) return segment;
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescapeSegment(segment: string): string {
  return segment.includes("~")
    ? segment.replaceAll("~1", "/").replaceAll("~0", "~")
    : segment;
}

function quoteSegment(segment: string): string {
  return segment === "" || segment.includes(".") ? JSON.stringify(segment) : segment;
}
