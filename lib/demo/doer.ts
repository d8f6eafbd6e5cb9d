import type { Actor, Context, Source } from "@/lib/entries/model";
import type { Client, Staff } from "./cast";
import { openTicket } from "./deeds/tickets";
import type { Random } from "./random";
import type { Deed, Draft, Scene, Step, Telling } from "./story";
import type { World } from "./world";

/** Somebody or something that acts, with what it has begun and not yet ended. */
export type Doer = {
  actor: (scene: { random: Random; world: World; client: Client }) => Actor;
  staff: Staff | null;
  source: Source;
  keyId: string | null;
  context: (random: Random) => Context;
  deeds: readonly Deed[];
  clients: readonly Client[];
  waiting: { client: Client; step: Step }[];
};

const triesMax = 8;
const waitShare = 0.5;

/** One moment of a doer. `room` counts the moments it has left, this one included. */
export function act(world: World, doer: Doer, at: number, room: number): Telling {
  const { random } = world;
  const { waiting, source, keyId } = doer;
  const isDue =
    waiting.length > 0 && (room <= waiting.length || random.chance(waitShare));
  const ended = isDue ? waiting.shift() : undefined;
  const client = ended?.client ?? random.weighted(doer.clients);
  const actor = doer.actor({ random, world, client });
  const later = (step: Step) => waiting.push({ client, step });
  const scene: Scene = { at, world, random, client, actor, staff: doer.staff, later };
  const draft = ended
    ? ended.step(scene)
    : perform(scene, doer.deeds, room - waiting.length);
  const event = { ...draft.event, actor, context: doer.context(random) };
  return { client: draft.client, event, source, keyId };
}

function perform(scene: Scene, deeds: readonly Deed[], room: number): Draft {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const deed = scene.random.weighted(deeds);
    const draft = (deed.steps ?? 0) < room ? deed.perform(scene) : null;
    if (draft) return draft;
  }
  return openTicket(scene);
}

export function drawRequestId(random: Random): string {
  return `req_${random.hex(16)}`;
}
