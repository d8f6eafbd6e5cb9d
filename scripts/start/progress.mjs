/** Shows a step while it runs and how long it took; what the step says comes below it. */
export async function step(title, act) {
  const started = Date.now();
  process.stdout.write(`  ${title} ...\n`);
  const result = await act((line) => process.stdout.write(`    ${line}\n`));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`  ${title}: done in ${seconds} s\n`);
  return result;
}

/** Our own errors speak for themselves; any other is a fault of ours, so its stack is shown. */
export function fail(error) {
  const isOwn = error instanceof Error && error.constructor === Error;
  const text = isOwn ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`\nCustody could not go on.\n\n${text}\n\n`);
  process.exitCode = 1;
}
