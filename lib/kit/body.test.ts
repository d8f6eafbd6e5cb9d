import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readBody } from "./body";
import type { AppError } from "./errors";

const bytesMax = 1000;

function requestOf(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  const init = { method: "POST", body, headers, duplex: "half" };
  return new Request("http://localhost/", init as RequestInit);
}

async function codeOf(request: Request): Promise<string> {
  try {
    return `${(await readBody(request, bytesMax)).length} bytes`;
  } catch (thrown) {
    return (thrown as AppError).code;
  }
}

/** A body in parts, and whether the reader gave it up. */
function streamOf(parts: (Uint8Array | Error | null)[]) {
  const state = { isCancelled: false, pulls: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const part = parts[state.pulls];
        state.pulls += 1;
        if (part === undefined) return controller.close();
        if (part === null) return new Promise(() => {});
        if (part instanceof Error) return controller.error(part);
        return controller.enqueue(part);
      },
      cancel() {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, state };
}

const bytes = (length: number) => new Uint8Array(length).fill(0x20);

describe("a request body", () => {
  it("is read whole, in whatever parts it comes", async () => {
    const parts = [Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)];
    const read = await readBody(requestOf(streamOf(parts).stream), bytesMax);
    expect([...read]).toEqual([1, 2, 3]);
    expect(await codeOf(requestOf(null))).toBe("0 bytes");
    expect(await codeOf(requestOf(bytes(3), { "content-length": "3" }))).toBe("3 bytes");
  });

  it("is taken at the limit and refused one byte past it (T-55)", async () => {
    expect(await codeOf(requestOf(bytes(bytesMax)))).toBe("1000 bytes");
    expect(await codeOf(requestOf(bytes(bytesMax + 1)))).toBe("request.too_large");
  });

  it("without end is given up at the limit, not read on", async () => {
    const { stream, state } = streamOf(Array.from({ length: 100 }, () => bytes(400)));
    expect(await codeOf(requestOf(stream))).toBe("request.too_large");
    expect(state.isCancelled).toBe(true);
    expect(state.pulls).toBeLessThanOrEqual(4);
  });

  it("announced as too long is refused before any of it is read", async () => {
    const { stream, state } = streamOf([bytes(1)]);
    const headers = { "content-length": String(bytesMax + 1) };
    expect(await codeOf(requestOf(stream, headers))).toBe("request.too_large");
    expect(state.pulls).toBe(0);
  });

  it.each(["2", "4", "0"])("of 3 bytes announced as %s is malformed", async (length) => {
    const headers = { "content-length": length };
    expect(await codeOf(requestOf(bytes(3), headers))).toBe("request.malformed");
  });

  it("that breaks off is malformed, not an error of ours", async () => {
    const { stream } = streamOf([bytes(2), new TypeError("terminated")]);
    expect(await codeOf(requestOf(stream))).toBe("request.malformed");
  });

  it.each(["gzip", "GZIP", "br", "deflate", "zstd", "gzip, identity"])(
    "with Content-Encoding %s is refused unread",
    async (encoding) => {
      const { stream, state } = streamOf([bytes(1)]);
      const request = requestOf(stream, { "content-encoding": encoding });
      expect(await codeOf(request)).toBe("request.unsupported_type");
      expect(state.pulls).toBe(0);
    },
  );

  it("with Content-Encoding identity is read", async () => {
    const request = requestOf(bytes(3), { "content-encoding": "Identity" });
    expect(await codeOf(request)).toBe("3 bytes");
  });
});

describe("a slow request body", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("that never comes is given up in time", async () => {
    const { stream, state } = streamOf([bytes(1), null]);
    const code = codeOf(requestOf(stream));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await code).toBe("request.timed_out");
    expect(state.isCancelled).toBe(true);
  });

  it("that drips a byte at a time has no more time than any other", async () => {
    let dripped = 0;
    const drip = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 10_000));
        dripped += 1;
        controller.enqueue(bytes(1));
      },
    });
    const code = codeOf(requestOf(drip));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(await code).toBe("request.timed_out");
    expect(dripped).toBeLessThan(10);
  });

  it("that comes in time leaves no timer behind", async () => {
    expect(await codeOf(requestOf(bytes(5)))).toBe("5 bytes");
    expect(vi.getTimerCount()).toBe(0);
  });
});
