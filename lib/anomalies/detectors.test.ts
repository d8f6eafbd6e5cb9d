import { describe, expect, it } from "vitest";
import { detectBursts } from "./detectors/burst";
import { detectGuessedPasswords } from "./detectors/guessed-password";
import { detectNewNetworks } from "./detectors/new-network";
import { detectSpraying } from "./detectors/spraying";
import { detectUnusualHours } from "./detectors/unusual-hour";
import type { Frequency, SignIn } from "./model";

const bo = { actorId: "u_bo", actorName: "Bo Diaz" };

function signIns(count: number, facts: Partial<SignIn> = {}): SignIn[] {
  return Array.from({ length: count }, (_, minute) => ({
    ...bo,
    ip: "203.0.113.7",
    at: `2026-11-20T10:${String(minute).padStart(2, "0")}:00.000000Z`,
    ...facts,
  }));
}

describe("guessed passwords", () => {
  it("are told of from ten refusals on, with the addresses they came from", () => {
    expect(detectGuessedPasswords(signIns(9), [])).toEqual([]);
    const [finding] = detectGuessedPasswords(
      [...signIns(6), ...signIns(6, { ip: "198.51.100.1" })],
      [],
    );
    expect(finding).toMatchObject({
      weight: "medium",
      count: 12,
      query: "verb=login&actor=u_bo&outcome=failed,denied",
    });
    expect(finding?.says).toBe(
      "12 sign-ins as Bo Diaz were refused, from 2 addresses. Nobody was let in from there within the hour.",
    );
  });

  it("are graver when the same address is let in within the hour", () => {
    const [entrance] = signIns(1, { at: "2026-11-20T10:30:00.000000Z" });
    const [finding] = detectGuessedPasswords(signIns(5), entrance ? [entrance] : []);
    expect(finding).toMatchObject({ weight: "high", query: "verb=login&actor=u_bo" });
    expect(finding?.says).toContain("203.0.113.7, was let in within the hour");
  });

  it.each([
    ["another address", { ip: "198.51.100.1", at: "2026-11-20T10:30:00.000000Z" }],
    ["another person", { actorId: "u_al", at: "2026-11-20T10:30:00.000000Z" }],
    ["more than an hour later", { at: "2026-11-20T11:30:00.000000Z" }],
    ["before the refusals", { at: "2026-11-20T09:30:00.000000Z" }],
  ])("are not when it is %s", (_, facts) => {
    expect(detectGuessedPasswords(signIns(5), signIns(1, facts))).toEqual([]);
  });
});

it("one address that is refused as four people is told of, as three it is not", () => {
  const people = ["a", "b", "c", "d"].flatMap((actorId) => signIns(2, { actorId }));
  expect(detectSpraying(people.slice(0, 6))).toEqual([]);
  expect(detectSpraying(people)).toMatchObject([
    {
      weight: "high",
      count: 8,
      query: "verb=login&outcome=failed,denied&ip=203.0.113.7",
    },
  ]);
});

describe("a new network", () => {
  const arrival = {
    signIns: signIns(2),
    network: "203.0.113.0/24",
    fromHereBefore: 0,
    before: 40,
  };

  it("is one that none of a known person's sign-ins came from", () => {
    expect(detectNewNetworks([arrival])).toMatchObject([
      {
        count: 2,
        query: "verb=login&actor=u_bo&outcome=success&ip=203.0.113.0/24",
        says: "Bo Diaz was let in from 203.0.113.0/24. None of their 40 sign-ins of the 90 days before came from there.",
      },
    ]);
  });

  it("is none where they came from once, nor of somebody hardly known", () => {
    expect(detectNewNetworks([{ ...arrival, fromHereBefore: 1 }])).toEqual([]);
    expect(detectNewNetworks([{ ...arrival, before: 9 }])).toEqual([]);
  });
});

it("an hour is unusual at which a person came in one of fifty sign-ins or fewer", () => {
  const hour = { signIns: signIns(1), hour: 3, atThisHourBefore: 1, before: 50 };
  expect(detectUnusualHours([hour])).toHaveLength(1);
  expect(detectUnusualHours([{ ...hour, atThisHourBefore: 2 }])).toEqual([]);
  expect(detectUnusualHours([{ ...hour, atThisHourBefore: 0, before: 19 }])).toEqual([]);
});

describe("a burst", () => {
  const deletions: Frequency = {
    ...bo,
    verb: "delete",
    lately: 60,
    before: 90,
    latelyDays: 7,
    beforeDays: 90,
  };

  it("is five times as much as usual, told with what is usual", () => {
    expect(detectBursts([deletions])).toMatchObject([
      {
        weight: "high",
        query: "verb=delete&actor=u_bo",
        says: "Bo Diaz deleted something 60 times in 7 days. In the 90 days before it was about 7 times in as long a time.",
      },
    ]);
  });

  it("is none where it is the daily work, nor while it is few", () => {
    expect(detectBursts([{ ...deletions, before: 900 }])).toEqual([]);
    expect(detectBursts([{ ...deletions, lately: 19, before: 0 }])).toEqual([]);
  });
});
