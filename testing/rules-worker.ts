import { configureDatabase } from "@/db/client";
import { evaluateRulesJob } from "@/lib/rule-runs/jobs";
import { startLoop } from "@/lib/runtime/loop";

/** A worker that does nothing but look at entries, for tests that kill it. */
const [url] = process.argv.slice(2);
if (!url) throw new Error("the worker's login is missing");
configureDatabase(url);
startLoop("rules", 5, evaluateRulesJob);
process.stdout.write("ready\n");
