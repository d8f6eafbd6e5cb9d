import { toAppError } from "@/lib/kit/errors";
import { clientAdd } from "./commands/client-add";
import {
  type Command,
  CommandError,
  createOutput,
  type Output,
  readArguments,
} from "./commands/command";
import { demo } from "./commands/demo";
import { doctor } from "./commands/doctor";
import { exportLog } from "./commands/export";
import { importFile } from "./commands/import";
import { keyCreate } from "./commands/key-create";
import { keysRotate } from "./commands/keys-rotate";
import { keysShow } from "./commands/keys-show";
import { migrateDatabase } from "./commands/migrate";
import { orgCreate } from "./commands/org-create";
import { userAdd } from "./commands/user-add";
import { userRecover } from "./commands/user-recover";
import { verify } from "./commands/verify";

const commands: Command[] = [
  migrateDatabase,
  orgCreate,
  userAdd,
  userRecover,
  clientAdd,
  keyCreate,
  importFile,
  exportLog,
  verify,
  keysShow,
  keysRotate,
  demo,
  doctor,
];

const words = process.argv.slice(2);
const found = commands.find((command) =>
  command.name.split(" ").every((word, at) => words[at] === word),
);
process.exitCode = await run(found);

/** 0 good, 1 bad, 2 cannot do. */
async function run(command: Command | undefined): Promise<number> {
  const isJson = words.includes("--json");
  const output = createOutput(isJson);
  if (!command) return showOverview(output);
  try {
    const rest = words.slice(command.name.split(" ").length);
    if (rest.includes("--help") || rest.includes("-h")) {
      process.stdout.write(`${command.help}\n`);
      return 0;
    }
    const given = readArguments(command, rest);
    await command.run(given, output);
    return output.hasFailed() ? 1 : 0;
  } catch (thrown) {
    output.problem(describe(thrown));
    return thrown instanceof CommandError ? thrown.exitCode : 2;
  }
}

function describe(thrown: unknown): string {
  if (thrown instanceof CommandError) return thrown.message;
  if (isOwn(thrown)) return thrown.message;
  const error = toAppError(thrown);
  const lines = (error.facts.errors ?? []).map(
    ({ pointer, detail }) => `  ${pointer || "/"} ${detail}`,
  );
  const cause =
    error.code === "internal.unexpected" && thrown instanceof Error
      ? `\n${thrown.stack ?? thrown.message}`
      : "";
  return [error.message + cause, ...lines].join("\n");
}

/** Our own errors speak for themselves; any other is a fault of ours. */
function isOwn(thrown: unknown): thrown is Error {
  return (
    thrown instanceof Error && thrown.constructor === Error && thrown.cause === undefined
  );
}

function showOverview(output: Output): number {
  const given = words.filter((word) => word !== "--json");
  const isHelp = given.length === 0 || /^(help|-h|--help)$/.test(given.at(-1) ?? "");
  const list = commands.map(
    ({ name, summary }) => `  custody ${name.padEnd(14)} ${summary}`,
  );
  const text = `Custody: the audit log an MSP can prove\n\n${list.join("\n")}\n\nEvery command has --help and --json.\n`;
  if (!isHelp) {
    output.problem(`Unknown command: custody ${given.join(" ")}\n\n${text}`);
    return 2;
  }
  process.stdout.write(text);
  return 0;
}
