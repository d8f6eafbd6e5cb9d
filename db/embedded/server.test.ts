import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { connect as dial } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded/server";

const base = mkdtempSync(join(tmpdir(), "custody-embedded-"));
const started: EmbeddedPostgres[] = [];
const moved: string[] = [];
chmodSync(base, 0o755);

async function start(folder: string, report?: (line: string) => void) {
  const server = await startEmbeddedPostgres(join(base, folder), report);
  started.push(server);
  return server;
}

async function ask(server: EmbeddedPostgres, setting: string): Promise<string> {
  const sql = postgres(server.url, { max: 1 });
  try {
    const [row] = await sql`select current_setting(${setting}) as value`;
    return row?.value;
  } finally {
    await sql.end();
  }
}

async function processId(server: EmbeddedPostgres): Promise<number> {
  const data = await ask(server, "data_directory");
  return Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8"), 10);
}

function canDial(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial({ host, port });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
  });
}

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

afterAll(() => {
  for (const folder of [base, ...moved]) rmSync(folder, { recursive: true, force: true });
});

describe("the built-in PostgreSQL", () => {
  it("is a real PostgreSQL 18 that keeps what it acknowledged", async () => {
    const server = await start("first");
    expect(await ask(server, "server_version")).toMatch(/^18\./);
    for (const setting of ["fsync", "full_page_writes", "synchronous_commit"]) {
      expect(await ask(server, setting)).toBe("on");
    }
    expect(server.isNew).toBe(true);
  });

  it("keeps its password in a file nobody else reads, and wants it", async () => {
    const server = await start("first");
    expect(statSync(join(base, "first/password")).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.url);
    wrong.password = "guess";
    const sql = postgres(wrong.toString(), { max: 1 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: "28P01" });
    await sql.end();
  });

  it("is not reachable from another machine", async () => {
    const server = await start("first");
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((found) => found && !found.internal && found.family === "IPv4")
      .map((found) => found?.address ?? "");
    expect(await canDial("127.0.0.1", server.port)).toBe(true);
    for (const address of outside)
      expect(await canDial(address, server.port)).toBe(false);
  });

  it("is found again by a second start, with the same port and process", async () => {
    const one = await start("first");
    const other = await start("first");
    expect(other.url).toBe(one.url);
    expect(other.isNew).toBe(false);
    expect(await processId(other)).toBe(await processId(one));
  });

  it("outlives a parent that is killed, and is found by the next one", async () => {
    const script = `
      import { startEmbeddedPostgres } from "@/db/embedded/server";
      console.log((await startEmbeddedPostgres(process.argv[1])).port);
      process.kill(process.pid, "SIGKILL");`;
    const parent = spawnSync(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "-e", script, join(base, "orphan")],
      { cwd: fileURLToPath(new URL("../..", import.meta.url)), encoding: "utf8" },
    );
    expect(parent.signal, parent.stderr).toBe("SIGKILL");
    const lines: string[] = [];
    const server = await start("orphan", (line) => lines.push(line));
    expect(`${server.port}`).toBe(parent.stdout.trim());
    expect(lines.join()).toContain("already running");
  });

  it("starts again after the server itself was killed", async () => {
    const server = await start("killed");
    process.kill(await processId(server), "SIGKILL");
    const again = await start("killed");
    expect(again.port).toBe(server.port);
    expect(await ask(again, "server_version")).toMatch(/^18\./);
  });

  it("does not take a stranger's process for its own after a crash", async () => {
    const server = await start("stranger");
    const file = join(await ask(server, "data_directory"), "postmaster.pid");
    const lines = readFileSync(file, "utf8").split("\n");
    await server.stop();
    writeFileSync(file, [`${process.pid}`, ...lines.slice(1)].join("\n"));
    expect(await ask(await start("stranger"), "server_version")).toMatch(/^18\./);
  });

  it("takes another port when its own was taken meanwhile", async () => {
    const first = await start("port-a");
    const port = first.port;
    await first.stop();
    mkdirSync(join(base, "port-b"));
    writeFileSync(join(base, "port-b/port"), `${port}\n`);
    expect((await start("port-b")).port).toBe(port);
    expect((await start("port-a")).port).not.toBe(port);
  });

  it("refuses a directory of another major version, says what to do, changes nothing", async () => {
    const server = await start("old");
    const data = await ask(server, "data_directory");
    await server.stop();
    writeFileSync(join(data, "PG_VERSION"), "17\n");
    await expect(start("old")).rejects.toThrow(/made by PostgreSQL 17.*pg_upgrade/);
    writeFileSync(join(data, "PG_VERSION"), "18\n");
    expect(await ask(await start("old"), "server_version")).toMatch(/^18\./);
  });

  it("works under a folder that only its owner may enter", async () => {
    mkdirSync(join(base, "closed"), { mode: 0o700 });
    const server = await start("closed/inside");
    const pointer = join(base, "closed/inside/moved-to");
    if (existsSync(pointer)) moved.push(readFileSync(pointer, "utf8").trim());
    expect(await ask(server, "server_version")).toMatch(/^18\./);
    const again = await start("closed/inside");
    expect(again.isNew).toBe(false);
  });

  it("makes one server when two starts happen at the same time", async () => {
    const [one, other] = await Promise.all([start("twice"), start("twice")]);
    expect(one?.url).toBe(other?.url);
  });
});
