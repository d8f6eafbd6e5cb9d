import { pickDevice } from "../devices";
import { about, type Deed, type Draft, type Scene } from "../story";
import { changeValue } from "../world";
import { pickContact } from "./contacts";

const documents = [
  "Network diagram",
  "Backup plan",
  "Door codes",
  "Printer setup",
] as const;
const credentials = ["Firewall admin", "Domain admin", "ISP portal", "Wi-Fi controller"];

function assignAsset(scene: Scene): Draft {
  const { client, random, world } = scene;
  const device = pickDevice(client, random);
  const before = world.values.get(`owner/${device.id}`) ?? null;
  const after = pickContact(scene).name;
  world.values.set(`owner/${device.id}`, after);
  return about(client, {
    action: "asset.assigned",
    target: { ...device, type: "asset" },
    changes: [{ path: "/assigned_to", before, after }],
  });
}

function editDocument({ client, random, world }: Scene): Draft {
  const name = random.pick(documents);
  const id = `doc_${client.slug}_${documents.indexOf(name) + 1}`;
  const change = changeValue(world, `${id}/status`, ["Draft", "Reviewed", "Outdated"]);
  return about(client, {
    action: "document.updated",
    target: { type: "document", id, name },
    changes: [{ path: "/status", ...change }],
  });
}

function revealCredential({ client, random }: Scene): Draft {
  const name = random.pick(credentials);
  return about(client, {
    action: "credential.revealed",
    target: { type: "credential", id: `crd_${client.slug}_${name.length}`, name },
    reason: random.pick(["Ticket work", "Supplier on the phone", "On-site visit"]),
  });
}

export const assetDeeds: Deed[] = [
  { weight: 0.6, perform: assignAsset },
  { weight: 0.6, perform: editDocument },
  { weight: 0.6, perform: revealCredential },
];
