export type LiveEvent = { id: number | null; event: string; data: unknown };

export type LiveReader = {
  /** The next `count` events, as they come; heartbeats and bare places are none. */
  take: (count: number) => Promise<LiveEvent[]>;
  /** All that still comes until the stream ends. */
  drain: () => Promise<LiveEvent[]>;
};

/**
 * Reads server-sent events the way a browser does, from any answer's body. The body is locked
 * at once: Node cancels one that nobody reads as soon as its answer is collected.
 */
export function readLive(body: ReadableStream<Uint8Array> | null): LiveReader {
  if (body === null) throw new Error("the answer has no body");
  const events = parseEvents(body.getReader());
  const take = async (count: number) => {
    const taken: LiveEvent[] = [];
    while (taken.length < count) {
      const next = await events.next();
      if (next.done) break;
      taken.push(next.value);
    }
    return taken;
  };
  return { take, drain: () => take(Number.POSITIVE_INFINITY) };
}

async function* parseEvents(
  body: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<LiveEvent> {
  const decoder = new TextDecoder();
  let buffered = "";
  for (;;) {
    const { done, value } = await body.read();
    if (done) return;
    buffered += decoder.decode(value, { stream: true });
    const blocks = buffered.split("\n\n");
    buffered = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event !== null) yield event;
    }
  }
}

function parseBlock(block: string): LiveEvent | null {
  const fields = new Map(
    block.split("\n").map((line) => {
      const at = line.indexOf(": ");
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  const data = fields.get("data");
  if (data === undefined) return null;
  const id = fields.get("id");
  const event = fields.get("event") ?? "message";
  return { id: id === undefined ? null : Number(id), event, data: JSON.parse(data) };
}
