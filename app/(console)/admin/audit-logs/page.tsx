import type { Metadata } from "next";
import { titleOf } from "@/lib/entries/chips";
import { loadLog, logPath, type Query } from "@/lib/entries/loaders";
import { parseView } from "@/lib/entries/view";
import { loadZone } from "@/lib/organizations/loaders";
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
  const zone = await loadZone();
  const log = await loadLog(await searchParams, zone);
  return (
    <LogExplorer path={logPath} title="Audit log" zone={zone} log={log} client={null} />
  );
}
