export const staffNameForms = ["full", "first", "role"] as const;
export type StaffNames = (typeof staffNameForms)[number];

/** What an MSP shows one of its clients of the entries about it. */
export type PortalChoices = {
  staffNames: StaffNames;
  /** Addresses and devices of its people. */
  showsAddresses: boolean;
  /** Reasons, metadata, and what was sent to other systems and answered. */
  showsNotes: boolean;
  hiddenCategories: string[];
};

export const defaultChoices: PortalChoices = {
  staffNames: "full",
  showsAddresses: false,
  showsNotes: false,
  hiddenCategories: [],
};

export const staffNameWords: Record<StaffNames, { label: string; hint: string }> = {
  full: { label: "Full name", hint: "Alice Ng, with the e-mail address" },
  first: { label: "First name", hint: "Alice" },
  role: { label: "Role only", hint: "A technician" },
};

/** The choices in a line, as the client's own pages say them. */
export function describeChoices(choices: PortalChoices): string {
  const { staffNames, showsAddresses, showsNotes, hiddenCategories } = choices;
  const hides = [
    ...(staffNames === "full" ? [] : [staffNames === "first" ? "surnames" : "names"]),
    ...(showsAddresses ? [] : ["staff IPs"]),
    ...(showsNotes ? [] : ["internal notes"]),
    ...(hiddenCategories.length === 0
      ? []
      : [
          hiddenCategories.length === 1
            ? "1 category"
            : `${hiddenCategories.length} categories`,
        ]),
  ];
  if (hides.length === 0) return "shows everything";
  const last = hides.at(-1) ?? "";
  const list = hides.length === 1 ? last : `${hides.slice(0, -1).join(", ")} and ${last}`;
  return `hides ${list}`;
}
