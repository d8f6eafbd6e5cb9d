import type { JsonValue } from "@/lib/proof/json-value";
import {
  type Contact,
  contactAt,
  contactsPerClientMax,
  phoneOf,
  titles,
} from "../contacts";
import { about, type Deed, type Draft, type Scene } from "../story";
import { listOf } from "../world";

const goneMax = 6;

type Place = Pick<Scene, "world" | "client" | "random">;

export function pickContact({ world, client, random }: Place): Contact {
  const contacts = listOf(world.contacts, client);
  const found = random.pick(contacts);
  return found.isGone ? (contacts.find(({ isGone }) => !isGone) ?? found) : found;
}

export function contactTarget({ id, name }: Contact) {
  return { type: "contact", id, name };
}

export function describeContact({ name, email, phone, title }: Contact): {
  [field: string]: JsonValue;
} {
  return { name, email, phone, title };
}

function add({ world, client }: Scene): Draft | null {
  const contacts = listOf(world.contacts, client);
  if (contacts.length >= contactsPerClientMax) return null;
  const contact = contactAt(client, contacts.length);
  contacts.push(contact);
  return about(client, {
    action: "contact.created",
    target: contactTarget(contact),
    after: describeContact(contact),
  });
}

function edit(scene: Scene): Draft {
  const contact = pickContact(scene);
  const changes = scene.random.chance(0.6) ? [movePhone(scene, contact)] : [];
  if (changes.length === 0 || scene.random.chance(0.3)) {
    const before = contact.title;
    contact.title = scene.random.pick(titles.filter((title) => title !== before));
    changes.push({ path: "/title", before, after: contact.title });
  }
  return about(scene.client, {
    action: "contact.updated",
    target: contactTarget(contact),
    changes,
  });
}

function movePhone({ random }: Scene, contact: Contact) {
  const before = contact.phone;
  contact.phone = phoneOf(random.int(0, 999));
  return { path: "/phone", before, after: contact.phone };
}

function switchPortal(scene: Scene): Draft {
  const contact = pickContact(scene);
  const before = contact.hasPortal;
  contact.hasPortal = !before;
  return about(scene.client, {
    action: before ? "contact.portal_access_revoked" : "contact.portal_access_granted",
    target: contactTarget(contact),
    changes: [{ path: "/portal_access", before, after: contact.hasPortal }],
  });
}

function remove(scene: Scene): Draft | null {
  const contacts = listOf(scene.world.contacts, scene.client);
  if (contacts.filter(({ isGone }) => isGone).length >= goneMax) return null;
  const contact = pickContact(scene);
  contact.isGone = true;
  return about(scene.client, {
    action: "contact.deleted",
    target: contactTarget(contact),
    before: describeContact(contact),
  });
}

export const contactDeeds: Deed[] = [
  { weight: 1, perform: add },
  { weight: 2, perform: edit },
  { weight: 0.5, perform: switchPortal },
  { weight: 0.2, perform: remove },
];
