import { AppError } from "./errors";

const secondsMax = 30;

/**
 * Reads a request body up to a hard cap. Throws 413 past it, 408 when it does not arrive in
 * time, 400 when the connection ended before the announced length, and 415 for a
 * Content-Encoding, since a small body could unpack to a huge one; `mayBeGzip` accepts gzip
 * and holds what it unpacks to against the same cap.
 */
export async function readBody(
  request: Request,
  bytesMax: number,
  { mayBeGzip = false } = {},
): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.toLowerCase() ?? "identity";
  if (encoding !== "identity" && !(mayBeGzip && encoding === "gzip")) {
    throw new AppError("request.unsupported_type", {
      detail: `Content-Encoding ${encoding} is not accepted here.`,
    });
  }
  const announced = Number(request.headers.get("content-length") ?? Number.NaN);
  if (announced > bytesMax) throw tooLarge(bytesMax);
  const bytes = await receive(request.body, bytesMax);
  if (Number.isFinite(announced) && announced !== bytes.length) {
    throw new AppError("request.malformed", {
      detail: `The body has ${bytes.length} bytes, its Content-Length says ${announced}.`,
    });
  }
  return mayBeGzip && isGzip(bytes) ? unpack(bytes, bytesMax) : bytes;
}

async function receive(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Uint8Array> {
  try {
    return await collect(body, bytesMax);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("request.malformed", {
      detail: "The connection ended before the body did.",
      cause,
    });
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function unpack(bytes: Uint8Array, bytesMax: number): Promise<Uint8Array> {
  const packed = new Blob([new Uint8Array(bytes)]).stream();
  try {
    return await collect(packed.pipeThrough(new DecompressionStream("gzip")), bytesMax);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("request.malformed", { detail: "The body is not valid gzip." });
  }
}

async function collect(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const deadline = Date.now() + secondsMax * 1000;
  for (;;) {
    const { done, value } = await readBefore(reader, deadline);
    if (done) break;
    length += value.length;
    if (length > bytesMax) {
      void reader.cancel().catch(() => {});
      throw tooLarge(bytesMax);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

async function readBefore(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  deadline: number,
) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError("request.timed_out")),
      Math.max(0, deadline - Date.now()),
    );
  });
  try {
    return await Promise.race([reader.read(), late]);
  } catch (thrown) {
    void reader.cancel().catch(() => {});
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(bytesMax: number): AppError {
  return new AppError("request.too_large", {
    detail: `The body may have ${bytesMax} bytes.`,
  });
}
