import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contrastOf, describeContrast } from "@/lib/organizations/colour";
import { logoBytesMax, parseLogo } from "@/lib/organizations/logo";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { makeJpeg, makePng } from "@/testing/picture";
import {
  deleteLogo,
  updateLogo,
  updateOrganization,
  updateReasonRule,
} from "./mutations";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
});

afterAll(async () => {
  await database.drop();
});

const owner = () => actingAs(organization, "owner");
const settings = {
  name: "Northwind MSP",
  timeZone: "Europe/London",
  brandLight: "#0b6b43",
  brandDark: "#4fc48d",
};

describe("the organization's settings", () => {
  it("change with what was and what is", async () => {
    await updateOrganization(owner(), settings);
    const [told] = await listTold(database, organization, "organization.updated");
    expect(told?.changes).toEqual(
      expect.arrayContaining([
        { path: "/time_zone", before: "UTC", after: "Europe/London" },
        { path: "/colour_dark", before: null, after: "#4fc48d" },
      ]),
    );
  });

  it("name the contrast of a colour nobody could read, on each theme", async () => {
    const unreadable = { ...settings, brandLight: "#ffff00", brandDark: "#222222" };
    await expect(updateOrganization(owner(), unreadable)).rejects.toMatchObject({
      facts: {
        errors: [
          {
            pointer: "/brandLight",
            detail: expect.stringMatching(
              /contrast of 1\.07:1 on the light theme; 4\.5:1/,
            ),
          },
          { pointer: "/brandDark", detail: expect.stringMatching(/on the dark theme/) },
        ],
      },
    });
  });

  it("are not for technicians and auditors to change", async () => {
    for (const role of ["technician", "auditor"] as const) {
      const ctx = actingAs(organization, role);
      await expect(updateOrganization(ctx, settings)).rejects.toMatchObject({
        code: "access.denied",
      });
    }
  });

  it("say which actions need a reason, and that is an entry itself", async () => {
    const reasonActions = ["client.merged" as const];
    await updateReasonRule(owner(), { reasonActions, asksForTicket: false });
    const [told] = await listTold(database, organization, "settings.security_changed");
    expect(told?.changes).toEqual([
      { path: "/reasons_for", before: [], after: ["client.merged"] },
    ]);
  });
});

describe("a logo", () => {
  it("is kept, told by its digest, and taken away", async () => {
    const digest = await updateLogo(owner(), { content: makePng(64, 32) });
    await deleteLogo(owner(), {});
    const told = await listTold(database, organization, "settings.branding_changed");
    expect(told.map(({ changes }) => changes)).toEqual([
      [{ path: "/logo_sha256", before: null, after: digest }],
      [{ path: "/logo_sha256", before: digest, after: null }],
    ]);
  });

  it("is what its bytes say, whatever it is called", async () => {
    expect(parseLogo(makePng(64, 32))).toEqual({
      ok: true,
      value: { mediaType: "image/png", width: 64, height: 32 },
    });
    expect(parseLogo(makeJpeg(200, 100))).toMatchObject({
      value: { mediaType: "image/jpeg", width: 200, height: 100 },
    });
    const bad = [
      new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
      new TextEncoder().encode("<!doctype html><script>alert(1)</script>"),
      new TextEncoder().encode("GIF89a"),
      makePng(64, 32).slice(0, 20),
      makePng(5000, 10),
      makePng(0, 10),
      new Uint8Array(logoBytesMax + 1),
      new Uint8Array(),
    ];
    for (const content of bad) {
      await expect(updateLogo(owner(), { content })).rejects.toMatchObject({
        facts: { errors: [{ pointer: "/logo" }] },
      });
    }
  });
});

describe("contrast", () => {
  it("is computed as WCAG 2.2 does", () => {
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastOf("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    expect(describeContrast("#767676", "light")).toBeNull();
    expect(describeContrast("#777777", "light")).toContain("4.47:1");
  });
});
