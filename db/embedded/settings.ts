/** Sized for two cores and a few GB; durability is what an audit log is for, so it stays on. */
const settings: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "2GB",
  wal_compression: "on",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  password_encryption: "scram-sha-256",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgresql-%a.log",
  log_truncate_on_rotation: "on",
  log_rotation_age: "1d",
  log_line_prefix: "%m [%p] %u@%d ",
};

/** Given on the command line, so that a later Custody's settings reach an older directory. */
export function serverArguments(data: string, port: number): string[] {
  const pairs = Object.entries({ ...settings, port: `${port}` });
  return ["-D", data, ...pairs.flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** Nothing of our own environment (secrets, PGHOST and the like) reaches the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", LC_ALL: "C", TZ: "UTC", PATH: process.env.PATH };
}
