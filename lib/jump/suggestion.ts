import type { Place } from "@/lib/access/places";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeEntity } from "@/lib/catalogue/entities";
import { labelTarget } from "@/lib/catalogue/target-label";
import type { Entry, Target } from "@/lib/entries/model";
import {
  formatActorPath,
  formatRecordPath,
  formatSessionPath,
} from "@/lib/histories/addresses";

export type Suggestion = {
  kind: "page" | "entry" | "person" | "client" | "record" | "session" | "log";
  label: string;
  /** What tells two of the same name apart. */
  detail: string | null;
  href: string;
  /** It is what was asked for, not only like it. */
  isExact: boolean;
};

const log = "/admin/audit-logs";
const perKindMax = 6;

export function suggestEntry({ id, idx }: Entry): Suggestion {
  const label = `Entry #${idx.toLocaleString("en-GB")}`;
  return { kind: "entry", label, detail: id, href: `${log}/${id}`, isExact: true };
}

export function suggestSearch(text: string): Suggestion {
  const query = new URLSearchParams({ q: text, range: "all" });
  return {
    kind: "log",
    label: `Search the log for “${text}”`,
    detail: null,
    href: `${log}?${query}`,
    isExact: false,
  };
}

export function suggestNetwork(text: string): Suggestion {
  const query = new URLSearchParams({ range: "all", ip: text });
  return {
    kind: "log",
    label: `Everything from ${text}`,
    detail: null,
    href: `${log}?${query}`,
    isExact: true,
  };
}

export function suggestPages(words: string, open: Place[]): Suggestion[] {
  const asked = fold(words);
  return open
    .filter(({ label }) => fold(label).includes(asked))
    .map(({ label, href }) => ({
      kind: "page",
      label,
      detail: href.startsWith("/settings") ? "Settings" : null,
      href,
      isExact: fold(label) === asked,
    }));
}

export function suggestPeople(
  people: { id: string; name: string; email: string }[],
  words: string,
): Suggestion[] {
  const asked = fold(words);
  return people.map(({ id, name, email }) => ({
    kind: "person",
    label: name,
    detail: email,
    href: `/people/${id}`,
    isExact: fold(name) === asked || fold(email) === asked,
  }));
}

export function suggestClients(
  clients: { slug: string; name: string }[],
  words: string,
): Suggestion[] {
  const asked = fold(words);
  return clients
    .filter(({ slug, name }) => [slug, name].some((text) => fold(text).includes(asked)))
    .map(({ slug, name }) => ({
      kind: "client",
      label: name,
      detail: slug,
      href: `/clients/${slug}/audit`,
      isExact: fold(slug) === asked || fold(name) === asked,
    }));
}

export function suggestSession(entries: Entry[], id: string): Suggestion[] {
  const [newest] = entries;
  const href = formatSessionPath(id);
  if (!newest || href === null) return [];
  const label = `Session of ${labelActor(newest.actor)}`;
  return [{ kind: "session", label, detail: id, href, isExact: true }];
}

/** The records and actors that entries name, and that the words name too. */
export function suggestFromEntries(entries: Entry[], words: string): Suggestion[] {
  const asked = fold(words);
  const found = entries.flatMap(({ actor, target }) => [
    ...(target === null ? [] : suggestRecord(target, asked)),
    ...suggestActor(actor, asked),
  ]);
  return limitKinds(found);
}

/** People and clients are suggested as such; the other two are no records of anybody's. */
const hasOwnKind = new Set(["user", "client", "entry", "permission"]);

function suggestRecord(target: Target, asked: string): Suggestion[] {
  const { type, id, name } = target;
  const href = formatRecordPath(target);
  const isNamed = [id, name].some((text) => text !== null && fold(text).includes(asked));
  if (href === null || !isNamed || hasOwnKind.has(type)) return [];
  const isExact = [id, name].some((text) => text !== null && fold(text) === asked);
  const detail = id !== null && id !== name ? `${describeEntity(type)} ${id}` : null;
  return [{ kind: "record", label: labelTarget(target), detail, href, isExact }];
}

function suggestActor(actor: Entry["actor"], asked: string): Suggestion[] {
  const { id, name, email } = actor;
  const href = formatActorPath(actor);
  const texts = [id, name, email].filter((text) => text !== null);
  if (href === null || !texts.some((text) => fold(text).includes(asked))) return [];
  const isExact = texts.some((text) => fold(text) === asked);
  return [{ kind: "person", label: labelActor(actor), detail: email, href, isExact }];
}

/** Each address once, the exact ones first, and no kind crowds out the others. */
export function limitKinds(suggestions: Suggestion[]): Suggestion[] {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  return [...suggestions]
    .sort((left, right) => Number(right.isExact) - Number(left.isExact))
    .filter(({ href, kind }) => {
      const count = counts.get(kind) ?? 0;
      if (seen.has(href) || count >= perKindMax) return false;
      seen.add(href);
      counts.set(kind, count + 1);
      return true;
    });
}

/** Where to go at once: the one thing that was asked for, or the only thing there is. */
export function chooseDestination(suggestions: Suggestion[]): string | null {
  const exact = suggestions.filter(({ isExact }) => isExact);
  if (exact.length === 1) return exact[0]?.href ?? null;
  return suggestions.length === 1 ? (suggestions[0]?.href ?? null) : null;
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
