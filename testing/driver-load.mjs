// Runs as a child process, started by db/connection-loss.test.ts: eight connections under load
// through the driver at the path given, so that the driver as published can be tried as well.
const [driverPath, url] = process.argv.slice(2);
const { default: postgres } = await import(driverPath);
const sql = postgres(url, {
  max: 8,
  onnotice: () => {},
  fetch_types: false,
  backoff: () => 0.05,
});

let isLoading = true;

async function once() {
  await sql`select ${"x".repeat(2000)}::text`;
  await sql.begin(async (tx) => {
    await tx`insert into load values (${1})`;
    await tx`select pg_sleep(0.002)`;
    await tx`insert into load values (${-1})`;
  });
}

async function load() {
  while (isLoading) await once().catch(() => {});
}

async function succeed() {
  for (;;) {
    const [row] = await sql`select 1 as one`.catch(() => []);
    if (row?.one === 1) return;
  }
}

const loops = Array.from({ length: 32 }, load);

process.on("message", async (message) => {
  if (message === "stop") isLoading = false;
  if (message === "stop") await Promise.all(loops);
  await succeed();
  process.send("works");
  if (message === "stop") await sql.end();
  if (message === "stop") process.disconnect();
});
process.send("loaded");
