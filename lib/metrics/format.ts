export type Sample = { labels?: Record<string, string>; suffix?: string; value: number };
export type Metric = {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  samples: Sample[];
};

export const metricsType = "text/plain; version=0.0.4; charset=utf-8";

/** The text format that Prometheus and its kin read. */
export function formatMetrics(metrics: Metric[]): string {
  return metrics
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(
        ({ labels, suffix = "", value }) =>
          `${name}${suffix}${formatLabels(labels)} ${value}`,
      ),
    ])
    .map((line) => `${line}\n`)
    .join("");
}

function formatLabels(labels: Record<string, string> = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    return `${name}="${value.replace(/[\\"\n]/g, (sign) => (sign === "\n" ? "\\n" : `\\${sign}`))}"`;
  });
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
