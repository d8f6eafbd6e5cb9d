import { about, type Deed, type Draft, internal, type Scene, type Step } from "../story";
import { changeValue, drawNumber } from "../world";

export const projects = [
  { id: "prj_1", name: "api-infrastructure" },
  { id: "prj_2", name: "client-portal" },
  { id: "prj_3", name: "m365-baseline" },
  { id: "prj_4", name: "edge-firewalls" },
] as const;

const files = ["main.tf", "variables.tf", "network.tf", "policies/storage.rego"] as const;
const workflows = ["New starter", "Leaver", "Monthly report", "Patch ring 1"] as const;

export function fileTarget(project: (typeof projects)[number], file: string) {
  return { type: "file", id: `${project.id}/${file}`, name: `${project.name}/${file}` };
}

function editFile({ world, random }: Scene): Draft {
  const project = random.pick(projects);
  const file = random.pick(files);
  const before = world.counters.get(`${project.id}/${file}`) ?? 1;
  world.counters.set(`${project.id}/${file}`, before + 1);
  return internal({
    action: "project.file_updated",
    target: fileTarget(project, file),
    changes: [{ path: "/revision", before, after: before + 1 }],
    metadata: { lines_added: random.int(1, 60), lines_removed: random.int(0, 30) },
  });
}

function updateProject({ world, random }: Scene): Draft {
  const project = random.pick(projects);
  const change = changeValue(world, `${project.id}/branch`, ["main", "release"]);
  return internal({
    action: "project.updated",
    target: { type: "project", ...project },
    changes: [{ path: "/deploy_branch", ...change }],
  });
}

/** Asked for, approved or not, and done, each when its moment comes. */
function deploy({ world, random, later }: Scene): Draft {
  const project = random.pick(projects);
  const id = `DEP-${drawNumber(world, "deployment") + 700}`;
  const target = { type: "deployment", id, name: project.name };
  const planned = random.int(1, 14);
  const isFailed = random.chance(0.08);
  const end: Step = () =>
    internal({
      action: isFailed ? "deployment.failed" : "deployment.completed",
      target,
      outcome: isFailed ? "failed" : "success",
      reason: isFailed ? "The provider refused the change: quota exceeded" : undefined,
      changes: [
        { path: "/status", before: "Running", after: isFailed ? "Failed" : "Completed" },
      ],
      metadata: { resources_planned: planned, resources_applied: isFailed ? 0 : planned },
    });
  later(end);
  return internal({
    action: "deployment.started",
    target,
    changes: [{ path: "/status", before: "Queued", after: "Running" }],
    request: { deployment_id: id, trigger: "manual", project: project.name },
  });
}

export function runWorkflow({ client, random, later }: Scene): Draft {
  const name = random.pick(workflows);
  const target = { type: "workflow", id: `wf_${workflows.indexOf(name) + 1}`, name };
  const run = `run_${random.hex(8)}`;
  const isFailed = random.chance(0.06);
  later(() =>
    about(client, {
      action: isFailed ? "workflow.failed" : "workflow.completed",
      target,
      outcome: isFailed ? "failed" : "success",
      reason: isFailed ? "Step 3 had no approver" : undefined,
      metadata: { run, steps: isFailed ? 3 : 5 },
    }),
  );
  return about(client, { action: "workflow.executed", target, metadata: { run } });
}

function shareFile({ client, random }: Scene): Draft {
  const name = random.pick(["Network plan.pdf", "Onboarding.docx", "Asset list.xlsx"]);
  return about(client, {
    action: random.pick(["file.uploaded", "file.downloaded", "file.shared"]),
    target: { type: "file", id: `fil_${client.slug}_${name.length}`, name },
    metadata: { bytes: random.int(9_000, 4_000_000) },
  });
}

export const projectDeeds: Deed[] = [
  { weight: 1.5, perform: editFile },
  { weight: 0.3, perform: updateProject },
  { weight: 0.9, steps: 1, perform: deploy },
];

export const workDeeds: Deed[] = [
  { weight: 0.8, steps: 1, perform: runWorkflow },
  { weight: 0.9, perform: shareFile },
];
