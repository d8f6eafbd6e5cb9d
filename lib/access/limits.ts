export type Limit = { name: string; attemptsMax: number; seconds: number };

/** How often somebody may be wrong before waiting is all there is. */
export const limits = {
  account: { name: "sign_in_account", attemptsMax: 10, seconds: 15 * 60 },
  device: { name: "sign_in_device", attemptsMax: 20, seconds: 15 * 60 },
  network: { name: "sign_in_network", attemptsMax: 100, seconds: 10 * 60 },
  code: { name: "second_factor_code", attemptsMax: 5, seconds: 5 * 60 },
  linkAddress: { name: "link_address", attemptsMax: 5, seconds: 15 * 60 },
  linkNetwork: { name: "link_network", attemptsMax: 60, seconds: 15 * 60 },
  caseLink: { name: "case_link", attemptsMax: 60, seconds: 10 * 60 },
} as const satisfies Record<string, Limit>;
