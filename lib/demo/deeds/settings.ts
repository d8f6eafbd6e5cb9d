import { type Deed, type Draft, internal, type Scene } from "../story";
import { changeValue } from "../world";

type Setting = {
  action: string;
  path: string;
  choices: readonly (string | number | boolean)[];
};

const settings: readonly Setting[] = [
  {
    action: "settings.branding_changed",
    path: "/primary_color",
    choices: ["#0f766e", "#1d4ed8", "#b45309"],
  },
  {
    action: "settings.notifications_changed",
    path: "/weekly_digest/weekday",
    choices: ["Monday", "Tuesday", "Friday"],
  },
  {
    action: "settings.notifications_changed",
    path: "/alert_mail",
    choices: [true, false],
  },
  {
    action: "settings.customer_matching_changed",
    path: "/match_by",
    choices: ["domain", "PSA id", "name"],
  },
  {
    action: "settings.retention_changed",
    path: "/retention_days",
    choices: [396, 730, 1826],
  },
  {
    action: "settings.redaction_changed",
    path: "/mask_phone_numbers",
    choices: [false, true],
  },
  {
    action: "settings.security_changed",
    path: "/session_hours",
    choices: [12, 10, 8],
  },
  {
    action: "settings.portal_changed",
    path: "/show_staff_names",
    choices: ["full", "first name", "role"],
  },
];

function changeSetting({ world, random }: Scene): Draft {
  const { action, path, choices } = random.pick(settings);
  const tab = action.slice("settings.".length).replace(/_changed$/, "");
  return internal({
    action,
    target: {
      type: "organization",
      id: world.cast.organizationId,
      name: world.cast.name,
    },
    changes: [{ path, ...changeValue(world, `settings${path}`, choices) }],
    metadata: { tab },
  });
}

function changeServiceLevel({ world, client }: Scene): Draft {
  const change = changeValue(world, `service-level/${client.slug}`, [
    "Standard",
    "Gold",
    "Silver",
  ]);
  return {
    client,
    event: {
      action: "client.updated",
      target: { type: "client", id: client.id, name: client.name },
      changes: [{ path: "/service_level", ...change }],
    },
  };
}

export const settingsDeeds: Deed[] = [
  { weight: 1, perform: changeSetting },
  { weight: 0.8, perform: changeServiceLevel },
];
