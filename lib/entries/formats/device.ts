import Bowser from "bowser";

const uaLengthMax = 1024;

/** "Firefox 146 on Windows", or null for what is no browser we can name. */
export function describeDevice(userAgent: string | null): string | null {
  if (userAgent === null || userAgent.length > uaLengthMax) return null;
  const { browser, os } = Bowser.parse(userAgent);
  if (!browser.name) return null;
  const version = browser.version?.split(".")[0];
  const name = version ? `${browser.name} ${version}` : browser.name;
  return os.name ? `${name} on ${os.name}` : name;
}
