import { checkDatabase } from "@/lib/access/queries";
import { peerHeader } from "@/lib/access/request";
import { answerError } from "@/lib/access/wrap";
import { AppError } from "@/lib/kit/errors";
import { countLiveStreams } from "@/lib/live/handlers";
import { isPublicAddress } from "@/lib/outbound/address";
import { getMeter } from "@/lib/runtime/meter";
import { formatMetrics, type Metric, metricsType } from "./format";

/**
 * Figures of this process, for who watches the machine: nothing of any organization, and
 * only to networks of one's own.
 */
export async function handleMetrics(request: Request): Promise<Response> {
  const peer = request.headers.get(peerHeader);
  if (peer !== null && isPublicAddress(peer)) {
    return answerError(new AppError("resource.not_found"), crypto.randomUUID());
  }
  const isReady = await checkDatabase().then(
    () => true,
    () => false,
  );
  return new Response(formatMetrics([...listProcess(), ...listWork(isReady)]), {
    headers: { "content-type": metricsType, "cache-control": "no-store" },
  });
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", samples: [{ value }] };
}

function listProcess(): Metric[] {
  const startedAt = Date.now() / 1000 - process.uptime();
  const cpu = process.cpuUsage();
  return [
    gauge("process_start_time_seconds", "When the process began.", startedAt),
    gauge("process_resident_memory_bytes", "Memory it holds.", process.memoryUsage.rss()),
    {
      name: "process_cpu_seconds_total",
      help: "Time it computed.",
      type: "counter",
      samples: [{ value: (cpu.user + cpu.system) / 1e6 }],
    },
    gauge(
      "nodejs_eventloop_lag_p99_seconds",
      "How late 99 of 100 turns of the event loop were at most.",
      getMeter().loopDelay.percentile(99) / 1e9,
    ),
  ];
}

function listWork(isReady: boolean): Metric[] {
  const { requests, durations, entriesIngested } = getMeter();
  return [
    gauge("custody_database_up", "1 while the database answers.", isReady ? 1 : 0),
    gauge("custody_live_streams", "Live streams that are open.", countLiveStreams()),
    {
      name: "custody_entries_ingested_total",
      help: "Entries stored for senders through this process.",
      type: "counter",
      samples: [{ value: entriesIngested }],
    },
    {
      name: "custody_http_requests_total",
      help: "Answers by method and class of status.",
      type: "counter",
      samples: [...requests].map(([name, value]) => {
        const [method = "", status = ""] = name.split(" ");
        return { labels: { method, status }, value };
      }),
    },
    {
      name: "custody_http_request_duration_seconds",
      help: "From a request to the end of its answer.",
      type: "histogram",
      samples: [
        ...[...durations.atMost].map(([bound, value]) => ({
          suffix: "_bucket",
          labels: { le: String(bound) },
          value,
        })),
        { suffix: "_bucket", labels: { le: "+Inf" }, value: durations.count },
        { suffix: "_sum", value: durations.sumSeconds },
        { suffix: "_count", value: durations.count },
      ],
    },
  ];
}
