import { configureDatabase } from "@/db/client";
import { type Letter, principals } from "@/testing/walk/expectation";
import { openFingerprint } from "@/testing/walk/fingerprint";
import { listBuiltRoutes } from "@/testing/walk/routes";
import { makeWalkWorld } from "@/testing/walk/world";
import { expect, password, test } from "./fixtures";
import { enterWorld, walkRoute } from "./walk/walker";

const walkMsMax = 900_000;
const letters = Object.keys(principals) as Letter[];

for (const letter of letters) {
  test(`asked as ${principals[letter]}, every built route answers exactly as the policy table says, and changes what it should and nothing else`, async ({
    browser,
  }) => {
    test.setTimeout(walkMsMax);
    configureDatabase(process.env.E2E_DATABASE_URL ?? "");
    const fingerprint = await openFingerprint(process.env.E2E_ADMIN_URL ?? "");
    const world = await makeWalkWorld(password);
    const walker = await enterWorld(browser, letter, { world, fingerprint });
    const deviations: string[] = [];
    for (const route of listBuiltRoutes()) {
      deviations.push(...(await walkRoute(walker, route)));
    }
    await fingerprint.close();
    expect(deviations).toEqual([]);
  });
}
