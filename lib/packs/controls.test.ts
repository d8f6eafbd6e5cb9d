import { describe, expect, it } from "vitest";
import { parseExportQuery } from "@/lib/exports/model";
import { controlWords, type Framework, frameworkNames, mapControls } from "./controls";
import { purposeNames, purposes } from "./purposes";
import { listSections, sections } from "./sections";

describe("the controls that a pack names", () => {
  it("are all known, each with what it asks for", () => {
    const unknown = sections.flatMap(({ id, supports }) =>
      frameworkNames.flatMap((framework) =>
        supports[framework]
          .filter((control) => !controlWords[framework][control])
          .map((control) => `${id}: ${framework} ${control}`),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it("are all supported by some section, so none is only claimed", () => {
    const named = (framework: Framework) =>
      new Set(sections.flatMap(({ supports }) => supports[framework]));
    const idle = frameworkNames.flatMap((framework) =>
      Object.keys(controlWords[framework]).filter((id) => !named(framework).has(id)),
    );
    expect(idle).toEqual([]);
  });

  it("stand once each, with every section that supports them", () => {
    const mapped = mapControls(listSections(["permissions", "people-and-roles"]));
    expect(mapped.filter(({ id }) => id === "CC6.3")).toEqual([
      {
        framework: "soc2",
        id: "CC6.3",
        words: controlWords.soc2["CC6.3"],
        sections: ["people-and-roles", "permissions"],
      },
    ]);
  });
});

describe("the sections of a pack", () => {
  it.each(sections.map(({ id, query }) => ({ id, query })))(
    "$id is a filter that the log understands as a whole",
    ({ query }) => {
      expect(parseExportQuery(`range=all&${query}`).ok).toBe(true);
    },
  );

  it("of every purpose are there", () => {
    for (const name of purposeNames) {
      const ids: readonly string[] = purposes[name].sections;
      expect(
        listSections(ids)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...ids].sort());
    }
  });
});
