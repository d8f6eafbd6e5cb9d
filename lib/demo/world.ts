import type { Cast, Client, Staff } from "./cast";
import { type Contact, listContacts } from "./contacts";
import { microsPerDay } from "./moment";
import type { Random } from "./random";
import { type Ticket, ticketNumberFirst } from "./ticket";

/** A record with a life of several steps: an invoice, a contract, a deployment. */
export type Piece = { id: string; name: string; state: string; amount: number };

/** What has become of things so far: bounded, however long the history is. */
export type World = {
  cast: Cast;
  random: Random;
  startAt: number;
  endAt: number;
  openTickets: Map<string, Ticket[]>;
  closedTickets: Map<string, Ticket[]>;
  contacts: Map<string, Contact[]>;
  shelves: Map<string, Piece[]>;
  /** Values of settings and the like, by record and field. */
  values: Map<string, string | number | boolean>;
  counters: Map<string, number>;
};

export function createWorld(
  cast: Cast,
  random: Random,
  span: { startAt: number; endAt: number },
): World {
  return {
    cast,
    random,
    ...span,
    openTickets: new Map(cast.clients.map(({ slug }) => [slug, []])),
    closedTickets: new Map(cast.clients.map(({ slug }) => [slug, []])),
    contacts: new Map(cast.clients.map((client) => [client.slug, listContacts(client)])),
    shelves: new Map(),
    values: new Map(),
    counters: new Map([["ticket", ticketNumberFirst]]),
  };
}

/** The next number of a series: tickets, invoices, deployments. */
export function drawNumber(world: World, series: string): number {
  const number = world.counters.get(series) ?? 1;
  world.counters.set(series, number + 1);
  return number;
}

export function listOf<T>(map: Map<string, T[]>, client: Client): T[] {
  const list = map.get(client.slug);
  if (!list) throw new Error(`the world has no client ${client.slug}`);
  return list;
}

/** Changes a value for good, so that the next "before" is this "after". */
export function changeValue<T extends string | number | boolean>(
  world: World,
  name: string,
  choices: readonly T[],
): { before: T; after: T } {
  const known = world.values.get(name);
  const before = choices.find((choice) => choice === known) ?? choices[0];
  const after = world.random.pick(choices.filter((choice) => choice !== before));
  if (before === undefined) throw new Error("nothing to choose from");
  world.values.set(name, after);
  return { before, after };
}

export function isEmployed(world: World, staff: Staff, at: number): boolean {
  const { leftDaysBeforeEnd } = staff;
  return (
    leftDaysBeforeEnd === null || at < world.endAt - leftDaysBeforeEnd * microsPerDay
  );
}

export function listEngineers(world: World, at: number): Staff[] {
  return world.cast.staff.filter(
    (person) => person.job === "engineer" && isEmployed(world, person, at),
  );
}
