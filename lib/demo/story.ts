import type { Actor, EventInput, Source } from "@/lib/entries/model";
import type { Client, Staff } from "./cast";
import type { Random, Weighted } from "./random";
import type { World } from "./world";

/** One line of the made-up history, before anyone knows ids of streams. */
export type DemoEvent = {
  /** In the form of `recorded_at`. */
  at: string;
  clientSlug: string | null;
  event: EventInput;
  source: Source;
  keyId: string | null;
};

/** What happened, and to which client; who did it is known from whose turn it is. */
export type Draft = { client: Client | null; event: EventInput };

export type Telling = Draft & { source: Source; keyId: string | null };

/** A moment that will be told when the story gets there, in microseconds since 1970. */
export type Beat = { at: number; tell: (world: World) => Telling };

/** What a deed sees when its moment comes. */
export type Scene = {
  at: number;
  world: World;
  random: Random;
  client: Client;
  actor: Actor;
  staff: Staff | null;
  /** Keeps the rest of a longer deed for a later moment of the same session. */
  later: (step: Step) => void;
};

export type Step = (scene: Scene) => Draft;

/** `steps` more moments are needed after it; null says that it cannot be done now. */
export type Deed = Weighted & { steps?: number; perform: (scene: Scene) => Draft | null };

export function actorOfStaff(staff: Staff, role: string = staff.role): Actor {
  const { id, email, name } = staff;
  return { type: "user", id, email, name, role };
}

export function about(client: Client, event: EventInput): Draft {
  return { client, event };
}

export function internal(event: EventInput): Draft {
  return { client: null, event };
}
