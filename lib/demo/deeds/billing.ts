import { formatDate } from "../moment";
import { putOnShelf, shelfOf, takeFromShelf } from "../shelf";
import { about, type Deed, type Draft, type Scene } from "../story";
import { drawNumber, type Piece } from "../world";
import { pickContact } from "./contacts";

const contractKinds = ["Managed workplace", "Backup", "Security", "Telephony"] as const;

export function createInvoice(scene: Scene): Draft {
  const { world, client, random, at } = scene;
  const id = `INV-${drawNumber(world, "invoice") + 3000}`;
  const amount = random.int(12, 900) * 10;
  putOnShelf(world, `invoices/${client.slug}`, { id, name: id, state: "draft", amount });
  return about(client, {
    action: "invoice.created",
    target: { type: "invoice", id, name: id },
    after: {
      status: "Draft",
      amount,
      currency: "GBP",
      period: formatDate(at).slice(0, 7),
    },
  });
}

/** Moves the oldest invoice in a state on; what is sent can still be paid or voided. */
function moveInvoice(
  scene: Scene,
  step: { from: string; to: string; action: string },
): Draft | null {
  const name = `invoices/${scene.client.slug}`;
  const piece = takeFromShelf(scene.world, name, step.from);
  if (!piece) return null;
  if (step.to === "sent") putOnShelf(scene.world, name, { ...piece, state: step.to });
  const [before, after] = [labelOf(step.from), labelOf(step.to)];
  return about(scene.client, {
    action: step.action,
    target: { type: "invoice", id: piece.id, name: piece.name },
    changes: [{ path: "/status", before, after }],
    metadata: { amount: piece.amount, currency: "GBP", ...addresseeOf(scene, step.to) },
  });
}

function labelOf(state: string): string {
  return `${state.charAt(0).toUpperCase()}${state.slice(1)}`;
}

function addresseeOf(scene: Scene, state: string): { to?: string } {
  return state === "sent" ? { to: pickContact(scene).email } : {};
}

export function sendInvoice(scene: Scene): Draft | null {
  return moveInvoice(scene, { from: "draft", to: "sent", action: "invoice.sent" });
}

export function payInvoice(scene: Scene): Draft | null {
  return moveInvoice(scene, { from: "sent", to: "paid", action: "invoice.paid" });
}

function voidInvoice(scene: Scene): Draft | null {
  return moveInvoice(scene, { from: "sent", to: "void", action: "invoice.voided" });
}

function createContract({ world, client, random }: Scene): Draft {
  const kind = random.pick(contractKinds);
  const id = `CON-${drawNumber(world, "contract") + 400}`;
  const piece: Piece = {
    id,
    name: kind,
    state: "active",
    amount: random.int(20, 400) * 10,
  };
  putOnShelf(world, `contracts/${client.slug}`, piece);
  return about(client, {
    action: "contract.created",
    target: { type: "contract", id, name: kind },
    after: { name: kind, monthly_amount: piece.amount, currency: "GBP", term_months: 12 },
  });
}

function changeContract({ world, client, random }: Scene): Draft | null {
  const contract = shelfOf(world, `contracts/${client.slug}`).at(-1);
  if (!contract) return null;
  const before = contract.amount;
  contract.amount = before + random.int(1, 12) * 10;
  return about(client, {
    action: "contract.updated",
    target: { type: "contract", id: contract.id, name: contract.name },
    changes: [{ path: "/monthly_amount", before, after: contract.amount }],
  });
}

function voidContract({ world, client }: Scene): Draft | null {
  const shelf = shelfOf(world, `contracts/${client.slug}`);
  const contract = shelf.length > 2 ? shelf.shift() : undefined;
  if (!contract) return null;
  return about(client, {
    action: "contract.voided",
    target: { type: "contract", id: contract.id, name: contract.name },
    reason: "Replaced by a new contract",
    changes: [{ path: "/status", before: "Active", after: "Void" }],
  });
}

function sendQuote({ world, client, random }: Scene): Draft {
  const id = `QUO-${drawNumber(world, "quote") + 900}`;
  return about(client, {
    action: "quote.sent",
    target: {
      type: "quote",
      id,
      name: random.pick(["Laptops", "Firewall", "Wi-Fi survey"]),
    },
    metadata: { amount: random.int(3, 240) * 100, currency: "GBP" },
  });
}

function downloadInvoice({ world, client }: Scene): Draft | null {
  const invoice = shelfOf(world, `invoices/${client.slug}`).at(-1);
  if (!invoice) return null;
  return about(client, {
    action: "invoice.downloaded",
    target: { type: "invoice", id: invoice.id, name: invoice.name },
    metadata: { format: "pdf" },
  });
}

export const billingDeeds: Deed[] = [
  { weight: 2, perform: createInvoice },
  { weight: 2, perform: sendInvoice },
  { weight: 1.4, perform: payInvoice },
  { weight: 0.15, perform: voidInvoice },
  { weight: 0.3, perform: createContract },
  { weight: 0.4, perform: changeContract },
  { weight: 0.1, perform: voidContract },
  { weight: 0.5, perform: sendQuote },
  { weight: 0.6, perform: downloadInvoice },
];
