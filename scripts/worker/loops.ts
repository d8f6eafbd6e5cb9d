import { openDatabase } from "@/db/client";
import { readAnchorOptions, startAnchoring } from "@/lib/anchors/jobs";
import { DeliveryLanes } from "@/lib/deliveries/jobs";
import { eraseJob } from "@/lib/erasures/jobs";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { sendSchedulesJob } from "@/lib/export-sends/jobs";
import { FeedLanes } from "@/lib/feed-runs/jobs";
import { announceIncidentsJob } from "@/lib/incidents/jobs";
import type { Environment } from "@/lib/kit/env";
import { log } from "@/lib/kit/log";
import { openTransport } from "@/lib/mail/channels/smtp";
import { sendMailsJob } from "@/lib/mail/jobs";
import { removePacksJob, writePacksJob } from "@/lib/pack-writing/jobs";
import { completePrunesJob } from "@/lib/pruning/jobs";
import { applyRetentionJob } from "@/lib/retention/jobs";
import { evaluateRulesJob, learnRulesJob } from "@/lib/rule-runs/jobs";
import type { Lanes } from "@/lib/runtime/lanes";
import { startLoop } from "@/lib/runtime/loop";
import { listenAppends } from "@/lib/runtime/notice";
import { readSealingOptions, startSealing } from "@/lib/sealer/jobs";
import { buildSegmentsJob } from "@/lib/segments/jobs";
import { readVerifierOptions, startVerification } from "@/lib/verification/jobs";
import { WriteBackLanes } from "@/lib/write-back-runs/jobs";

const indexEveryMs = 1_000;
const mailEveryMs = 2_000;
const exportEveryMs = 1_000;
const scheduleEveryMs = 3_000;
const rulesEveryMs = 1_000;
const deliverEveryMs = 1_000;
const announceEveryMs = 3_000;
const retentionEveryMs = 20_000;
const eraseEveryMs = 5_000;

/** One background work and what it holds open; `null` where this installation has none. */
type Started = { stop: () => Promise<void> } | null;

const starters: ((environment: Environment) => Started)[] = [
  startIndexing,
  startMailing,
  startExporting,
  startScheduling,
  startPacking,
  startRemovingPacks,
  startRules,
  startDeliveries,
  startFeeds,
  startWriteBacks,
  startRetention,
  startErasing,
  startPruning,
  startSealer,
  startVerifier,
  startAnnouncing,
  startAnchors,
];

/** Everything that runs all the time; the returned function ends it. */
export function startLoops(environment: Environment): () => Promise<void> {
  const started = starters.map((start) => start(environment));
  return async () => {
    await Promise.all(started.map((one) => one?.stop()));
  };
}

function startIndexing(): Started {
  return startLoop("index", indexEveryMs, buildSegmentsJob);
}

function startMailing({ mail }: Environment): Started {
  if (!mail) return null;
  const transport = openTransport(mail.smtpUrl, mail.from);
  const loop = startLoop("mail", mailEveryMs, () => sendMailsJob(transport));
  return {
    stop: async () => {
      await loop.stop();
      transport.close();
    },
  };
}

function startExporting(): Started {
  return startLoop("exports", exportEveryMs, writeExportsJob);
}

function startScheduling(): Started {
  return startLoop("schedules", scheduleEveryMs, () => sendSchedulesJob());
}

/** A notice makes it quick, the loop makes it certain. */
function startRules(): Started {
  const evaluation = startLoop("rules", rulesEveryMs, evaluateRulesJob);
  const learning = startLoop("learning", rulesEveryMs, learnRulesJob);
  const listening = listenAppends(() => evaluation.wake()).catch((err: unknown) => {
    log.warn({ err }, "rules wait for the clock alone");
    return async () => {};
  });
  return {
    stop: async () => {
      await (await listening)();
      await Promise.all([evaluation.stop(), learning.stop()]);
    },
  };
}

function startPacking(): Started {
  return startLoop("packs", exportEveryMs, writePacksJob);
}

function startRemovingPacks(): Started {
  return startLoop("removed packs", eraseEveryMs, removePacksJob);
}

function startFeeds({ outboundAllow: allow }: Environment): Started {
  return startLanes("feeds", new FeedLanes({ allow }));
}

function startDeliveries({ outboundAllow: allow }: Environment): Started {
  return startLanes("deliveries", new DeliveryLanes({ allow }));
}

function startWriteBacks({ outboundAllow: allow }: Environment): Started {
  return startLanes("write-backs", new WriteBackLanes({ allow }));
}

/** Started turn by turn: what is slow keeps nothing else waiting. */
function startLanes<Due>(name: string, lanes: Lanes<Due>): Started {
  const loop = startLoop(name, deliverEveryMs, () => lanes.turn());
  return {
    stop: async () => {
      await loop.stop();
      await lanes.settle();
    },
  };
}

function startRetention(): Started {
  return startLoop("retention", retentionEveryMs, applyRetentionJob);
}

function startErasing(): Started {
  return startLoop("erase", eraseEveryMs, eraseJob);
}

/** The only login that may prune has one connection, and only here. */
function startPruning({ logins }: Environment): Started {
  if (!logins.pruner) return null;
  const pruner = openDatabase(logins.pruner, 1);
  const loop = startLoop("prune", retentionEveryMs, () => completePrunesJob(pruner));
  return {
    stop: async () => {
      await loop.stop();
      await pruner.$client.end({ timeout: 5 });
    },
  };
}

function startSealer(environment: Environment): Started {
  const options = readSealingOptions(environment);
  return options && startSealing(options);
}

function startVerifier(environment: Environment): Started {
  const options = readVerifierOptions(environment);
  return options && startVerification(options);
}

function startAnnouncing(): Started {
  return startLoop("incidents", announceEveryMs, announceIncidentsJob);
}

function startAnchors(environment: Environment): Started {
  const options = readAnchorOptions(environment);
  return options && startAnchoring(options);
}
