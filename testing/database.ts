import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { type Login, loginUrl, prepareDatabase } from "@/db/logins";
import { connect, findCluster, inDatabase, testNamePrefix } from "@/testing/cluster";

export type Sql = postgres.Sql;

export type TestDatabase = Record<Login | "admin", Sql> & {
  url: (login: Login | "admin") => string;
  /** Secrets and signing keys, as CUSTODY_DIR would hold them. */
  custodyDir: string;
  drop: () => Promise<void>;
};

const connectionsMax = 4;

/** A database of its own, cloned from a migrated template; `drop` it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = await findCluster();
  const name = `${testNamePrefix}${randomBytes(6).toString("hex")}`;
  const server = connect(cluster.adminUrl, 1);
  await server.unsafe(`create database ${name} template ${cluster.template}`);

  const adminUrl = inDatabase(cluster.adminUrl, name);
  const url = (login: Login | "admin") =>
    login === "admin" ? adminUrl : loginUrl(adminUrl, login, cluster.passwords[login]);
  const open = (login: Login | "admin") => connect(url(login), connectionsMax);
  const connections = {
    admin: open("admin"),
    app: open("app"),
    worker: open("worker"),
    sealer: open("sealer"),
    pruner: open("pruner"),
    verifier: open("verifier"),
  };
  await prepareDatabase(connections.admin);

  const drop = async () => {
    await Promise.all(Object.values(connections).map((sql) => sql.end({ timeout: 1 })));
    await server.unsafe(`drop database if exists ${name} with (force)`);
    await server.end();
  };
  return { ...connections, url, custodyDir: cluster.custodyDir, drop };
}
