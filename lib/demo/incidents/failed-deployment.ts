import { findStaff } from "../cast";
import { fileTarget, projects } from "../deeds/projects";
import { microsPerMinute, microsPerSecond } from "../moment";
import { type Draft, internal } from "../story";
import { drawNumber } from "../world";
import { type Incident, momentOf, say, userTarget, voiceOf } from "./script";

const [project] = projects;
const violation = "Policy violation: S3 encryption required";

function change(file: string, before: boolean | undefined, after: boolean): Draft {
  return internal({
    action: "project.file_updated",
    target: fileTarget(project, file),
    changes: [{ path: "/resource/aws_s3_bucket/reports/encryption", before, after }],
  });
}

function deployment(
  id: string,
  step: {
    action: string;
    before: string;
    after: string;
    reason?: string;
    applied?: number;
  },
): Draft {
  const { action, before, after, reason, applied } = step;
  return internal({
    action,
    target: { type: "deployment", id, name: project.name },
    outcome: reason ? "failed" : "success",
    reason,
    changes: [{ path: "/status", before, after }],
    request: { deployment_id: id, trigger: "manual" },
    metadata:
      applied === undefined ? {} : { resources_planned: 5, resources_applied: applied },
  });
}

function started(id: string): Draft {
  return deployment(id, {
    action: "deployment.started",
    before: "Queued",
    after: "Running",
  });
}

function violated(id: string): Draft {
  return internal({
    action: "policy.violated",
    target: { type: "policy", id: "pol_1", name: "Storage must be encrypted" },
    outcome: "failed",
    reason: violation,
    metadata: { deployment: id, resource: "aws_s3_bucket.reports" },
  });
}

/** A bucket without encryption stops a deployment; corrected, it goes through. */
export const failedDeployment: Incident = (world) => {
  const dev = findStaff(world.cast, "dev");
  const voice = voiceOf(dev, { session: "failed-deployment" });
  const start = momentOf(world, { daysBeforeEnd: 52, time: "14:25" });
  const id = `DEP-${drawNumber(world, "deployment") + 600}`;
  const retry = `DEP-${drawNumber(world, "deployment") + 600}`;
  const at = (minutes: number, seconds = 0) =>
    start + minutes * microsPerMinute + seconds * microsPerSecond;
  const run = (name: string) => ({ action: `deployment.${name}`, before: "Running" });
  return [
    say(
      at(0, 33),
      voice,
      internal({ action: "user.signed_in", target: userTarget(dev) }),
    ),
    say(at(3, 10), voice, change("main.tf", undefined, false)),
    say(at(5, 42), voice, started(id)),
    say(at(5, 44), voice, violated(id)),
    say(
      at(5, 45),
      voice,
      deployment(id, {
        ...run("failed"),
        after: "Failed",
        reason: violation,
        applied: 2,
      }),
    ),
    say(at(17, 4), voice, change("main.tf", false, true)),
    say(at(20, 30), voice, started(retry)),
    say(
      at(22, 11),
      voice,
      deployment(retry, { ...run("completed"), after: "Completed", applied: 5 }),
    ),
  ];
};
