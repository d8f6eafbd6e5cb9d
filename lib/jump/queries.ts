import { and, eq, ne, sql } from "drizzle-orm";
import { entries, memberships, users } from "@/db/schema";
import { type Ctx, isAllowed, type Scope } from "@/lib/access/model";
import { listPlaces, type Place, placeGroups } from "@/lib/access/places";
import { listClients } from "@/lib/clients/queries";
import { everything, type Filter } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { findEntry, listPage } from "@/lib/entries/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { parseQuestion } from "./question";
import {
  limitKinds,
  type Suggestion,
  suggestClients,
  suggestEntry,
  suggestFromEntries,
  suggestNetwork,
  suggestPages,
  suggestPeople,
  suggestSearch,
  suggestSession,
} from "./suggestion";

const entriesMax = 60;
const peopleMax = 6;
/** Fewer letters are in most entries: they name nothing. */
const mentionLengthMin = 3;

/** The entry with this place in the organization's chain, if the scope covers it. */
export function findEntryByNumber(scope: Scope, idx: number): Promise<Entry | null> {
  return findWhere(scope, eq(entries.idx, idx));
}

/** The entry that either chain knows by this hash, if the scope covers it. */
export function findEntryByHash(scope: Scope, hash: string): Promise<Entry | null> {
  const bytes = sql`decode(${hash}, 'hex')`;
  return findWhere(
    scope,
    sql`(${entries.orgHash} = ${bytes} or ${entries.hash} = ${bytes})`,
  );
}

async function findWhere(
  scope: Scope,
  condition: ReturnType<typeof eq>,
): Promise<Entry | null> {
  const [row] = await readInScope(scope, (tx) =>
    tx
      .select({ id: entries.id })
      .from(entries)
      .where(and(eq(entries.organizationId, scope.organizationId), condition))
      .limit(1),
  );
  return row ? findEntry(scope, row.id) : null;
}

/** The newest entries about the record, by the actor, or in the session with this id. */
export function listNamed(
  scope: Scope,
  text: string,
): Promise<[Entry[], Entry[], Entry[]]> {
  const named = (name: "id" | "actor" | "session") =>
    listNewest(scope, {
      ...everything,
      terms: { [name]: { include: [text], exclude: [] } },
    });
  return Promise.all([named("id"), named("actor"), named("session")]);
}

/** The newest entries that hold the words, side by side as they were typed. */
export function listMentions(scope: Scope, words: string): Promise<Entry[]> {
  return listNewest(scope, { ...everything, q: `"${words.replaceAll('"', " ")}"` });
}

async function listNewest(scope: Scope, filter: Filter): Promise<Entry[]> {
  const selection = { filter, range: { from: null, to: null } };
  const page = { limit: entriesMax, order: "desc", cursor: null, offset: 0 } as const;
  return (await listPage(scope, selection, page)).entries;
}

export type FoundPerson = { id: string; name: string; email: string };

/** People of the organization whose name or address holds the words. */
export function listPeopleNamed(scope: Scope, words: string): Promise<FoundPerson[]> {
  const asked = words.toLowerCase();
  return readInScope(scope, (tx) =>
    tx
      .select({ id: users.id, name: users.name, email: users.email })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.organizationId, scope.organizationId),
          ne(memberships.role, "portal"),
          sql`(position(${asked} in lower(${users.name})) > 0
            or position(${asked} in ${users.email}) > 0)`,
        ),
      )
      .orderBy(users.name)
      .limit(peopleMax),
  );
}

type Asker = Pick<Ctx, "scope" | "principal">;

/** What the words may mean, the exact ones first, within what the asker may see. */
export async function listSuggestions(
  asker: Asker,
  typed: string,
): Promise<Suggestion[]> {
  const { scope } = asker;
  const question = parseQuestion(typed);
  switch (question.kind) {
    case "nothing":
      return [];
    case "entry":
      return suggestEntries([await findEntry(scope, question.id)]);
    case "hash":
      return suggestEntries([await findEntryByHash(scope, question.hash)]);
    case "network":
      return [suggestNetwork(question.text), suggestSearch(question.text)];
    case "number": {
      const { digits } = question;
      const [about, entry] = await Promise.all([
        listNamed(scope, digits),
        findEntryByNumber(scope, Number(digits)),
      ]);
      const records = suggestFromEntries(about.flat(), digits);
      const numbered = suggestEntries([entry]).map((one) => ({ ...one, isExact: false }));
      return [...limitKinds([...records, ...numbered]), suggestSearch(digits)];
    }
    case "words":
      return [...(await listByWords(asker, question.text)), suggestSearch(question.text)];
  }
}

async function listByWords(asker: Asker, words: string): Promise<Suggestion[]> {
  const { scope, principal } = asker;
  const isLongEnough = words.length >= mentionLengthMin;
  const [people, clients, named, mentions] = await Promise.all([
    isAllowed(principal, "users:read") ? listPeopleNamed(scope, words) : [],
    readInScope(scope, (tx) => listClients(tx, scope)),
    listNamed(scope, words),
    isLongEnough ? listMentions(scope, words) : [],
  ]);
  const open = placeGroups.flatMap((group): Place[] => listPlaces(principal, group));
  return limitKinds([
    ...suggestPages(words, open),
    ...suggestPeople(people, words),
    ...suggestClients(clients, words),
    ...suggestSession(named[2], words),
    ...suggestFromEntries([...named.flat(), ...mentions], words),
  ]);
}

function suggestEntries(found: (Entry | null)[]): Suggestion[] {
  return found.filter((entry) => entry !== null).map(suggestEntry);
}
