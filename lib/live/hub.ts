import type { TailEntry } from "./model";

export type HubSources = {
  /** The place of the newest entry. */
  findHead: (organizationId: string) => Promise<number>;
  /** Entries past a place, oldest first, some of them: nothing when there are none. */
  listTail: (organizationId: string, after: number) => Promise<TailEntry[]>;
  /** Calls back when a log may have grown; answers how to stop. */
  listen: (onAppend: (organizationId: string) => void) => Promise<() => Promise<void>>;
  report: (error: unknown) => void;
};

/** `check` tells whether the reader still may: asked again and again while it reads. */
export type Reader = { id: string; check: () => Promise<boolean> };

export type Subscriber = {
  organizationId: string;
  reader: Reader;
  deliver: (entries: TailEntry[]) => void;
  end: (why: string) => void;
};

type Room = {
  cursor: number;
  subscribers: Set<Subscriber>;
  isReading: boolean;
  isDue: boolean;
};

export type Hub = ReturnType<typeof createHub>;

const pollMs = 1_000;
const checkMs = 700;

/**
 * Everybody who reads live in this process. A log is read once for all its readers, each
 * entry exactly once and in order: the cursor moves only past what was delivered. Notices
 * make it quick; the poll makes it certain.
 */
export function createHub(sources: HubSources) {
  const rooms = new Map<string, Room>();
  let timers: ReturnType<typeof setInterval>[] = [];
  let stopListening: Promise<() => Promise<void>> | null = null;

  async function enter(subscriber: Subscriber): Promise<number> {
    const { organizationId } = subscriber;
    const head = rooms.has(organizationId) ? 0 : await sources.findHead(organizationId);
    const room = rooms.get(organizationId) ?? openRoom(head);
    rooms.set(organizationId, room);
    room.subscribers.add(subscriber);
    start();
    return room.cursor;
  }

  function leave(subscriber: Subscriber): void {
    const room = rooms.get(subscriber.organizationId);
    room?.subscribers.delete(subscriber);
    if (room?.subscribers.size === 0) rooms.delete(subscriber.organizationId);
    if (rooms.size === 0) stop();
  }

  function start(): void {
    if (timers.length > 0) return;
    timers = [setInterval(pollAll, pollMs), setInterval(checkAll, checkMs)];
    stopListening = sources.listen(wake);
    stopListening.catch(sources.report);
  }

  function stop(): void {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    stopListening?.then((end) => end()).catch(sources.report);
    stopListening = null;
  }

  function pollAll(): void {
    for (const organizationId of rooms.keys()) wake(organizationId);
  }

  function wake(organizationId: string): void {
    const room = rooms.get(organizationId);
    if (!room) return;
    room.isDue = true;
    if (room.isReading) return;
    room.isReading = true;
    readOn(organizationId, room)
      .catch(sources.report)
      .finally(() => {
        room.isReading = false;
        if (room.isDue) wake(organizationId);
      });
  }

  async function readOn(organizationId: string, room: Room): Promise<void> {
    while (room.isDue && room.subscribers.size > 0) {
      room.isDue = false;
      const entries = await sources.listTail(organizationId, room.cursor);
      const last = entries.at(-1);
      if (!last) continue;
      room.cursor = last.entry.idx;
      room.isDue = true;
      for (const subscriber of room.subscribers) subscriber.deliver(entries);
    }
  }

  function checkAll(): void {
    const asked = new Map<string, Promise<boolean>>();
    for (const subscriber of listSubscribers()) {
      const { reader } = subscriber;
      const answer = asked.get(reader.id) ?? reader.check();
      asked.set(reader.id, answer);
      answer
        .then((isAllowed) => {
          if (!isAllowed) subscriber.end("what the reader may see has changed");
        })
        .catch(sources.report);
    }
  }

  function listSubscribers(): Subscriber[] {
    return [...rooms.values()].flatMap((room) => [...room.subscribers]);
  }

  return { enter, leave };
}

function openRoom(cursor: number): Room {
  return { cursor, subscribers: new Set(), isReading: false, isDue: false };
}
