/** The hosts that the operator vouches for: CUSTODY_OUTBOUND_ALLOW. */
export function readAllowedHosts(): string[] {
  return (process.env.CUSTODY_OUTBOUND_ALLOW ?? "").split(",").map((one) => one.trim());
}
