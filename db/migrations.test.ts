import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { prepareDatabase } from "@/db/logins";
import { checkSchema } from "@/db/schema-lock";
import { connect, findCluster, inDatabase, testNamePrefix } from "@/testing/cluster";

const root = fileURLToPath(new URL("..", import.meta.url));
const name = `${testNamePrefix}sources_${process.pid}`;

let cluster: postgres.Sql;
let admin: postgres.Sql;

beforeAll(async () => {
  const { adminUrl } = await findCluster();
  cluster = connect(adminUrl, 1);
  await cluster.unsafe(`create database ${name}`);
  admin = connect(inDatabase(adminUrl, name), 1);
  await prepareDatabase(admin);
});

afterAll(async () => {
  await admin.end();
  await cluster.unsafe(`drop database ${name} with (force)`);
  await cluster.end();
});

/** The statements of a folder's files whose names match, in the order of the names. */
function readStatements(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder))
    .filter((file) => pattern.test(file))
    .sort()
    .flatMap((file) =>
      readFileSync(join(root, folder, file), "utf8").split("--> statement-breakpoint"),
    );
}

it("the migrations lead to what db/sql says", async () => {
  await admin.unsafe("set role custody_owner");
  const statements = [
    ...readStatements("drizzle", /_tables\.sql$/),
    ...readStatements("db/sql", /\.sql$/),
  ];
  for (const statement of statements) await admin.unsafe(statement);
  await admin.unsafe("reset role");
  expect(await checkSchema(admin)).toEqual([]);
});
