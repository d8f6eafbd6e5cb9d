import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded/server";

const root = fileURLToPath(new URL("..", import.meta.url));
const killsMax = 10;
const folder = mkdtempSync(join(tmpdir(), "custody-connection-loss-"));
chmodSync(folder, 0o755);
let server: EmbeddedPostgres;
const children: ChildProcess[] = [];
let sql: postgres.Sql;

function connect(max: number): postgres.Sql {
  return postgres(server.url, { max, fetch_types: false, onnotice: () => {} });
}

beforeAll(async () => {
  server = await startEmbeddedPostgres(join(folder, "postgres"));
  sql = connect(1);
  await sql`create table load (value int not null)`;
});

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await sql.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The driver as it was published, from our patched copy. */
function unpatchedDriver(): string {
  const copy = join(folder, "unpatched");
  mkdirSync(join(copy, "node_modules"), { recursive: true });
  cpSync(join(root, "node_modules/postgres"), join(copy, "node_modules/postgres"), {
    recursive: true,
  });
  cpSync(join(root, "patches"), join(copy, "patches"), { recursive: true });
  writeFileSync(join(copy, "package.json"), "{}");
  const patch = join(root, "node_modules/patch-package/index.js");
  const undone = spawnSync(process.execPath, [patch, "--reverse"], { cwd: copy });
  expect(undone.status, `${undone.stdout}${undone.stderr}`).toBe(0);
  return join(copy, "node_modules/postgres/src/index.js");
}

function startLoad(driver: string): { child: ChildProcess; said: () => string } {
  const script = join(root, "testing/driver-load.mjs");
  const child = fork(script, [driver, server.url], { stdio: "pipe" });
  children.push(child);
  child.setMaxListeners(0);
  let output = "";
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  return { child, said: () => output };
}

/** Ends when the child answers, or when it dies. */
async function answer(child: ChildProcess, message?: "probe" | "stop"): Promise<boolean> {
  if (child.exitCode !== null || !child.connected) return false;
  const answered = once(child, "message").then(() => true);
  const died = once(child, "exit").then(() => false);
  if (message) child.send(message);
  return Promise.race([answered, died]);
}

/** PostgreSQL ends the others itself as soon as it sees the first one die. */
function killProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    expect(error).toMatchObject({ code: "ESRCH" });
  }
}

async function recover(): Promise<void> {
  for (;;) {
    const [row] = await sql`select 1 as one`.catch(() => []);
    if (row?.one === 1) return;
  }
}

async function killBackends(): Promise<number> {
  for (;;) {
    const rows = await sql`
      select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`.catch(() => []);
    for (const { pid } of rows) killProcess(pid);
    if (rows.length > 0) return rows.length;
  }
}

async function loadUnderKills(driver: string) {
  const { child, said } = startLoad(driver);
  const exited = once(child, "exit");
  let survived = 0;
  let isUp = await answer(child);
  while (isUp && survived < killsMax) {
    await killBackends();
    isUp = await answer(child, "probe");
    if (isUp) survived += 1;
  }
  if (isUp) await answer(child, "stop");
  const [code] = await exited;
  await recover();
  return { survived, code, said: said() };
}

describe("a database that is killed under load", () => {
  it("leaves the process up and working, ten times in a row", async () => {
    const driver = join(root, "node_modules/postgres/src/index.js");
    const { survived, code, said } = await loadUnderKills(driver);
    expect(said).toBe("");
    expect({ survived, code }).toEqual({ survived: killsMax, code: 0 });
  });

  it("never keeps half of a transaction", async () => {
    const [row] =
      await sql`select count(*)::int as rows, sum(value)::int as sum from load`;
    expect(row?.rows).toBeGreaterThan(0);
    expect(row?.sum).toBe(0);
  });

  it("ends the process without the guard, so the guard is what keeps it up", async () => {
    const { survived, code, said } = await loadUnderKills(unpatchedDriver());
    expect(survived).toBeLessThan(killsMax);
    expect(code).not.toBe(0);
    expect(said).toContain("Cannot read properties of null (reading 'write')");
  });
});

describe("a transaction whose connection is lost", () => {
  it("is refused, and does not write through the next transaction", async () => {
    const pool = connect(1);
    await sql`create table lost (value text not null)`;
    let writeLate = (): PromiseLike<unknown> => Promise.resolve();
    const dead = pool.begin(async (tx) => {
      writeLate = () => tx`insert into lost values ('dead')`;
      const [backend] = await tx`select pg_backend_pid() as pid`;
      await sql`select pg_terminate_backend(${backend?.pid})`;
      await new Promise(() => {});
    });
    await expect(dead).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    await pool.begin(async (next) => {
      await next`insert into lost values ('next')`;
      await expect(writeLate()).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    });
    expect([...(await sql`select value from lost`)]).toEqual([{ value: "next" }]);
    await pool.end();
  });

  it("settles every query that waited behind it", async () => {
    const pool = connect(1);
    const [backend] = await pool`select pg_backend_pid() as pid`;
    const reserved = await pool.reserve();
    const waiting = [1, 2, 3].map((n) => reserved`select pg_sleep(60), ${n}::int`);
    const settled = Promise.allSettled(waiting);
    await sql`select pg_terminate_backend(${backend?.pid})`;
    expect((await settled).map(({ status }) => status)).toEqual(
      Array(3).fill("rejected"),
    );
    await expect(reserved`select 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    reserved.release();
    expect([...(await pool`select 1 as one`)]).toEqual([{ one: 1 }]);
    await pool.end();
  });
});
