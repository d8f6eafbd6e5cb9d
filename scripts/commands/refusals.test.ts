import { describe, expect, it } from "vitest";
import { clientAdd } from "./client-add";
import { type Command, createOutput, readArguments } from "./command";
import { demo } from "./demo";
import { doctor } from "./doctor";
import { importFile } from "./import";
import { keyCreate } from "./key-create";
import { keysShow } from "./keys-show";
import { migrateDatabase } from "./migrate";
import { orgCreate } from "./org-create";
import { userAdd } from "./user-add";

const commands = [
  migrateDatabase,
  orgCreate,
  userAdd,
  clientAdd,
  keyCreate,
  importFile,
  keysShow,
  demo,
  doctor,
];

/** Asked by the launcher alone, so nobody is told of it. */
const unspoken = new Set(["first-start"]);

describe("the help of every command", () => {
  it.each(commands)("$name says how it is called, with every option", (command) => {
    expect(command.help).toMatch(new RegExp(`^custody ${command.name}( |\n|$)`));
    for (const option of Object.keys(command.options)) {
      if (!unspoken.has(option)) expect(command.help).toContain(`--${option}`);
    }
  });
});

function refuse(command: Command, words: string[]) {
  const run = async () => command.run(readArguments(command, words), createOutput(false));
  return expect(run()).rejects;
}

describe("what cannot be meant is refused before the database is asked", () => {
  it("a role nobody knows, with the ones there are", async () => {
    const words = ["--org", "msp", "--email", "dave@msp.example", "--role", "boss"];
    await refuse(userAdd, words).toThrow(/one of owner, admin, .*, not "boss"/);
  });

  it("a scope nobody knows, with the ones there are", async () => {
    const words = ["--org", "msp", "--scope", "audit:read,log:burn"];
    await refuse(keyCreate, words).toThrow(
      "Unknown scope log:burn. Scopes: events:write, audit:read, audit:export.",
    );
  });

  it.each([
    ["next week 5", /--expires "next week 5" is no date/],
    ["2020-01-01", /--expires "2020-01-01T00:00:00.000Z" is in the past/],
  ])("a key that expires %s", async (expires, why) => {
    const words = ["--org", "msp", "--scope", "audit:read", "--expires", expires];
    await refuse(keyCreate, words).toThrow(why);
  });

  it.each([
    [["missing.ndjson", "--as", "okta"], "There is no file missing.ndjson."],
    [["scripts", "--as", "okta"], "There is no file scripts."],
    [["-", "--as", "nagios"], 'Unknown source "nagios". Sources: custody, csv, github,'],
    [["-"], "--as is missing. Sources: custody, csv, github, okta, cloudtrail, entra,"],
    [["--as", "okta"], "Which file? custody import FILE|- --org SLUG"],
  ])("an import of %j", async (words, why) => {
    await refuse(importFile, [...words, "--org", "msp"]).toThrow(why);
  });

  it.each([
    ["--events", "many", /--events must be a whole number, not "many"/],
    ["--end", "yesterday", /--end "yesterday" is no date/],
  ])("a demo with %s %s", async (option, value, why) => {
    await refuse(demo, [option, value]).toThrow(why);
  });
});
