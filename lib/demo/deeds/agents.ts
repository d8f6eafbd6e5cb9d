import { pickDevice, pickDevices } from "../devices";
import { microsPerSecond } from "../moment";
import { about, type Deed, type Draft, type Scene } from "../story";

const scripts = [
  ["scr_12", "Clear print queue", "Restart-Service Spooler -Force"],
  ["scr_17", "Patch Tuesday", "Install-WindowsUpdate -AcceptAll -IgnoreReboot"],
  ["scr_21", "Free disk space", "cleanmgr.exe /sagerun:1"],
  ["scr_23", "Collect event logs", "wevtutil epl System C:\\Temp\\system.evtx"],
  ["scr_31", "Renew DHCP lease", "ipconfig /renew"],
  ["scr_34", "Check BitLocker", "manage-bde -status C:"],
  ["scr_42", "List local administrators", "Get-LocalGroupMember Administrators"],
] as const;

const failures = [
  "exit code 1: access is denied",
  "exit code 1603 from the installer",
  "timed out after 300 s",
] as const;

const packages = ["KB5066835", "KB5066131", "KB5065426", "KB5064081"] as const;

export function runScript({ client, random }: Scene): Draft {
  const [id, name, command] = random.pick(scripts);
  const isSingle = random.chance(0.55);
  const targets = isSingle
    ? [pickDevice(client, random)]
    : pickDevices(client, random, 24);
  const failedCount = random.chance(0.08) ? 1 : 0;
  return about(client, {
    action: "agent.script_executed",
    target: { type: "script", id, name },
    targets,
    outcome: failedCount > 0 && isSingle ? "failed" : "success",
    reason: failedCount > 0 && isSingle ? random.pick(failures) : undefined,
    metadata: {
      command,
      endpoints: targets.length,
      failed: failedCount,
      duration_ms: random.int(400, 90_000),
    },
  });
}

function runCommand({ client, random }: Scene): Draft {
  const command = random.pick(["ipconfig /flushdns", "gpupdate /force", "sfc /scannow"]);
  return about(client, {
    action: "agent.command_executed",
    target: pickDevice(client, random),
    metadata: { command, exit_code: 0, duration_ms: random.int(90, 20_000) },
  });
}

export function installPatch({ client, random }: Scene): Draft {
  const isFailed = random.chance(0.04);
  return about(client, {
    action: "agent.patch_installed",
    target: pickDevice(client, random),
    outcome: isFailed ? "failed" : "success",
    reason: isFailed ? random.pick(failures) : undefined,
    metadata: { package: random.pick(packages), reboot: random.chance(0.4) },
  });
}

function restart({ client, random }: Scene): Draft {
  return about(client, {
    action: "device.restarted",
    target: pickDevice(client, random),
    reason: random.pick(["Pending updates", "Asked for by the user", "Hung on shutdown"]),
  });
}

export function updateAgent({ client, random, world }: Scene): Draft {
  const device = pickDevice(client, random);
  const known = world.values.get(`agent/${device.id}`);
  const before = typeof known === "number" ? known : agentVersionFirst;
  world.values.set(`agent/${device.id}`, before + 1);
  return about(client, {
    action: "agent.updated",
    target: { ...device, type: "agent" },
    changes: [{ path: "/version", before: `7.${before}`, after: `7.${before + 1}` }],
  });
}

const agentVersionFirst = 3;

/** The session has a length because its end is told when the time for it comes. */
function startRemote({ client, random, later, at }: Scene): Draft {
  const device = pickDevice(client, random);
  const id = `rs_${random.hex(10)}`;
  const consent = random.pick(["granted by the user", "unattended"]);
  later((end) =>
    about(client, {
      action: "remote_session.ended",
      target: device,
      metadata: { remote_session: id, duration_seconds: secondsBetween(at, end.at) },
    }),
  );
  return about(client, {
    action: "remote_session.started",
    target: device,
    reason: random.pick(["Ticket work", "Asked for by the user", "Maintenance"]),
    metadata: { remote_session: id, consent },
  });
}

function secondsBetween(from: number, to: number): number {
  return Math.round((to - from) / microsPerSecond);
}

export const agentDeeds: Deed[] = [
  { weight: 3, perform: runScript },
  { weight: 1, perform: runCommand },
  { weight: 0.6, perform: installPatch },
  { weight: 0.6, perform: restart },
  { weight: 4, steps: 1, perform: startRemote },
];
