import { liveLimits } from "./model";

export type Outlet = {
  stream: ReadableStream<Uint8Array>;
  write: (text: string) => void;
  /** Settles when little enough is buffered to read more of the past. */
  whenReady: () => Promise<void>;
  /** Once, whoever calls: nothing is written after it. */
  end: () => void;
  isEnded: () => boolean;
};

const encoder = new TextEncoder();
const comfortableBytes = liveLimits.bufferBytesMax / 4;

/**
 * The writing end of one stream. A reader that lets too much pile up is cut off rather
 * than waited for: it comes back with the id of the last event it got.
 */
export function createOutlet(onEnd: () => void): Outlet {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let waiting: (() => void)[] = [];
  let isEnded = false;
  const size = liveLimits.bufferBytesMax;

  function finish(close: (ending: ReadableStreamDefaultController) => void): void {
    if (isEnded) return;
    isEnded = true;
    wake();
    if (controller) close(controller);
    onEnd();
  }
  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const go of woken) go();
  }
  const isRoomy = () => (controller?.desiredSize ?? 0) > size - comfortableBytes;

  const stream = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      pull: () => {
        if (isRoomy()) wake();
      },
      cancel: () => finish(() => {}),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: size }),
  );

  return {
    stream,
    write: (text) => {
      if (isEnded || controller === null) return;
      controller.enqueue(encoder.encode(text));
      if ((controller.desiredSize ?? 0) > 0) return;
      const slow = new DOMException("the reader is too slow", "AbortError");
      finish((ending) => ending.error(slow));
    },
    whenReady: () =>
      isEnded || isRoomy()
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push(resolve)),
    end: () => finish((ending) => ending.close()),
    isEnded: () => isEnded,
  };
}
