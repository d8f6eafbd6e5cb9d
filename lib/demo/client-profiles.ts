export type ClientProfile = {
  slug: string;
  name: string;
  timeZone: string;
  /** Of its e-mail addresses, under the top-level domain kept for examples. */
  domain: string;
  /** What its host names begin with. */
  prefix: string;
  weight: number;
  contactCount: number;
  deviceCount: number;
};

type Row = [
  slug: string,
  name: string,
  timeZone: string,
  prefix: string,
  weight: number,
  contactCount: number,
  deviceCount: number,
];

const rows: Row[] = [
  ["acme", "Acme Dental", "Europe/London", "ACME", 1.6, 64, 48],
  ["globex", "Globex Logistics", "Europe/London", "GLBX", 2.6, 260, 190],
  ["bluefin", "Bluefin Seafoods", "Europe/Dublin", "BLUE", 0.9, 38, 30],
  ["cedar", "Cedar & Rowe Solicitors", "Europe/London", "CEDR", 1.2, 72, 66],
  ["delta", "Delta Physiotherapy", "Europe/London", "DLTA", 0.5, 24, 18],
  ["ember", "Ember Robotics", "Asia/Singapore", "EMBR", 1.4, 90, 110],
  ["fairview", "Fairview Primary School", "Europe/London", "FAIR", 0.8, 110, 140],
  ["harbour", "Harbour Hotels", "Europe/London", "HRBR", 1.5, 130, 96],
  ["island", "Island Credit Union", "America/New_York", "ISLE", 1, 58, 52],
  ["juniper", "Juniper Architects", "Europe/Paris", "JUNI", 0.7, 46, 44],
  ["kestrel", "Kestrel Wind Energy", "Europe/Berlin", "KSTR", 0.9, 84, 70],
  ["linden", "Linden Veterinary Group", "Europe/London", "LIND", 0.4, 30, 22],
];

export const clientProfiles: ClientProfile[] = rows.map(
  ([slug, name, timeZone, prefix, weight, contactCount, deviceCount]) => ({
    slug,
    name,
    timeZone,
    domain: `${slug}.example`,
    prefix,
    weight,
    contactCount,
    deviceCount,
  }),
);
