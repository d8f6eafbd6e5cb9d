import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { twMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { cn } from "@/components/ui/class-names";

/** Every class the pages use that tailwind-merge knows, without its conditions. */
function listClasses(): string[] {
  const files = execFileSync("git", ["ls-files", "components", "app"], {
    encoding: "utf8",
  });
  const names = files
    .split("\n")
    .filter((file) => file.endsWith(".tsx"))
    .flatMap((file) => readFileSync(file, "utf8").match(/[^\s"'`]+/g) ?? [])
    .map((name) => name.replace(/^.*:(?![^[(]*[\])])/, ""));
  return [...new Set(names)].filter(
    (name) => name !== "" && twMerge(`${name} ${name}`) === name,
  );
}

test("of two classes the same one stays as with tailwind-merge", () => {
  const classes = listClasses();
  expect(classes.length).toBeGreaterThan(300);
  const differing = classes.flatMap((first) =>
    classes.flatMap((second) => {
      const both = `${first} ${second}`;
      return cn(both) === twMerge(both) ? [] : [`${both}: ${twMerge(both)}`];
    }),
  );
  expect(differing).toEqual([]);
}, 60_000);

test("what is given last wins under the same condition, and only there", () => {
  expect(cn("p-2 hover:p-3", false, "p-4")).toBe("hover:p-3 p-4");
  expect(cn("px-2 md:size-6", ["p-1", { "md:w-full": true }])).toBe(
    "md:size-6 p-1 md:w-full",
  );
  expect(cn("in-[a:b]:flex", "in-[a:b]:hidden")).toBe("in-[a:b]:hidden");
});
