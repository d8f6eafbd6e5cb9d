/** Server-sent events (HTML Living Standard, section 9.2): what is written for each. */

/** An event with its place, which a reader sends back as Last-Event-ID. */
export function formatEvent(event: string, id: number | null, data: unknown): string {
  const place = id === null ? "" : `id: ${id}\n`;
  return `${place}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Moves a reader's place on without telling it anything. */
export function formatPlace(id: number): string {
  return `id: ${id}\n\n`;
}

/** Keeps proxies from closing a quiet stream; readers skip it. */
export function formatHeartbeat(): string {
  return ": still here\n\n";
}

/** How long a reader waits before it comes back. */
export function formatRetry(milliseconds: number): string {
  return `retry: ${milliseconds}\n\n`;
}
