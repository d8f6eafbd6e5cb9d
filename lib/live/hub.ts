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

const pollMs = 1_000;
const checkMs = 700;

/**
 * Everybody who reads live in this process. A log is read once for all its readers, each
 * entry exactly once and in order: the cursor moves only past what was delivered. Notices
 * make it quick; the poll makes it certain.
 */
export class Hub {
  private readonly rooms = new Map<string, Room>();
  private timers: ReturnType<typeof setInterval>[] = [];
  private stopListening: Promise<() => Promise<void>> | null = null;

  constructor(private readonly sources: HubSources) {}

  /** Answers the place after which everything is delivered. */
  async enter(subscriber: Subscriber): Promise<number> {
    const { rooms, sources } = this;
    const { organizationId } = subscriber;
    const head = rooms.has(organizationId) ? 0 : await sources.findHead(organizationId);
    const room = rooms.get(organizationId) ?? openRoom(head);
    rooms.set(organizationId, room);
    room.subscribers.add(subscriber);
    this.start();
    return room.cursor;
  }

  leave(subscriber: Subscriber): void {
    const room = this.rooms.get(subscriber.organizationId);
    room?.subscribers.delete(subscriber);
    if (room?.subscribers.size === 0) this.rooms.delete(subscriber.organizationId);
    if (this.rooms.size === 0) this.stop();
  }

  private start(): void {
    if (this.timers.length > 0) return;
    this.timers = [
      setInterval(() => this.pollAll(), pollMs),
      setInterval(() => this.checkAll(), checkMs),
    ];
    this.stopListening = this.sources.listen((organizationId) =>
      this.wake(organizationId),
    );
    this.stopListening.catch(this.sources.report);
  }

  private stop(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    this.stopListening?.then((end) => end()).catch(this.sources.report);
    this.stopListening = null;
  }

  private pollAll(): void {
    for (const organizationId of this.rooms.keys()) this.wake(organizationId);
  }

  private wake(organizationId: string): void {
    const room = this.rooms.get(organizationId);
    if (!room) return;
    room.isDue = true;
    if (room.isReading) return;
    room.isReading = true;
    this.readOn(organizationId, room)
      .catch(this.sources.report)
      .finally(() => {
        room.isReading = false;
        if (room.isDue) this.wake(organizationId);
      });
  }

  private async readOn(organizationId: string, room: Room): Promise<void> {
    while (room.isDue && room.subscribers.size > 0) {
      room.isDue = false;
      const entries = await this.sources.listTail(organizationId, room.cursor);
      const last = entries.at(-1);
      if (!last) continue;
      room.cursor = last.entry.idx;
      room.isDue = true;
      for (const subscriber of room.subscribers) subscriber.deliver(entries);
    }
  }

  private checkAll(): void {
    const asked = new Map<string, Promise<boolean>>();
    for (const subscriber of this.listSubscribers()) {
      const { reader } = subscriber;
      const answer = asked.get(reader.id) ?? reader.check();
      asked.set(reader.id, answer);
      answer
        .then((isAllowed) => {
          if (!isAllowed) subscriber.end("what the reader may see has changed");
        })
        .catch(this.sources.report);
    }
  }

  private listSubscribers(): Subscriber[] {
    return [...this.rooms.values()].flatMap((room) => [...room.subscribers]);
  }
}

function openRoom(cursor: number): Room {
  return { cursor, subscribers: new Set(), isReading: false, isDue: false };
}
