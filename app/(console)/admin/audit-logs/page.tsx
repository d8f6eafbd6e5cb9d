import type { Metadata } from "next";
import { titleOf } from "@/lib/entries/chips";
import { loadLog, logPath, type Query } from "@/lib/entries/loaders";
import { parseView } from "@/lib/entries/view";
import { loadDisplay } from "@/lib/reading/loaders";
import { LogExplorer } from "./log-explorer";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const pairs = Object.entries(await searchParams).map(([name, value]) => [
    name,
    String(value ?? ""),
  ]);
  return { title: titleOf(parseView(new URLSearchParams(pairs)).view) };
}

export default async function Page({ searchParams }: Props) {
  const query = await searchParams;
  const display = await loadDisplay(query);
  const log = await loadLog(query, display.zone);
  return (
    <LogExplorer
      path={logPath}
      title="Audit log"
      display={display}
      log={log}
      client={null}
    />
  );
}
