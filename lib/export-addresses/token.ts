const secretLength = 64;

/** Says whose it is, so that nobody has to look through every organization. */
export function formatAddressToken(organizationId: string, secret: string): string {
  return `${organizationId.replaceAll("-", "")}${secret}`;
}

/** The organization of a mailed link; null for what is none. */
export function parseAddressToken(token: string): { organizationId: string } | null {
  const pattern = new RegExp(
    `^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[0-9a-f]{${secretLength}}$`,
  );
  const parts = pattern.exec(token);
  return parts && { organizationId: parts.slice(1).join("-") };
}
