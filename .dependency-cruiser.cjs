// The one closed table of who may import whom (docs/architecture.md). What no row allows is an
// error; there are no exceptions. Rows are told apart by path alone, so a file's name is its right.

const testFile = "\\.test\\.tsx?$";

const rows = {
  proof: ["^lib/proof/"],
  adapter: ["^lib/[^/]+/(channels|formats|detectors|sources)/", "^lib/outbound/"],
  core: ["^lib/[^/]+/(sql|queries|mutations)\\.ts$", "^lib/runtime/"],
  edge: [
    "^lib/[^/]+/(loaders|handlers|jobs)\\.tsx?$",
    "^lib/access/(auth|gate|wrap)\\.ts$",
  ],
  server: ["^lib/kit/(env|log)\\.ts$"],
  pure: ["^lib/"],
  db: ["^db/"],
  ui: ["^components/"],
  entry: ["^app/", "^scripts/", "^[^/]+\\.(ts|tsx|mjs|cjs)$"],
  test: ["^e2e/", "^bench/", "^testing/"],
};

const order = Object.keys(rows);

/** A path belongs to the first row that names it: `pure` is what of lib/ the others leave. */
function inRow(name) {
  const earlier = order.slice(0, order.indexOf(name)).flatMap((other) => rows[other]);
  return { path: rows[name], pathNot: [testFile, ...earlier] };
}

const anyPackage = ["npm", "npm-dev", "npm-optional", "npm-peer"];

function packages(names) {
  const path = names.map((name) => `node_modules/${name.replace("/", "\\/")}(/|$)`);
  return { path, dependencyTypes: anyPackage };
}

const node = { dependencyTypes: ["core"] };
const everyPackage = { dependencyTypes: anyPackage };
const framework = "node_modules/(next|next-auth|react|react-dom)/";
const uiPackages = [
  "react",
  "react-dom",
  "next",
  "radix-ui",
  "@radix-ui/[^/]+",
  "lucide-react",
  "clsx",
  "class-variance-authority",
  "tailwind-merge",
  "cmdk",
  "sonner",
  "nuqs",
  "date-fns",
  "@date-fns/tz",
  "react-day-picker",
  "@types/react",
  "@types/react-dom",
];

/** Whom each row may import, by row; then which packages, and whether Node's own modules. */
const allow = {
  proof: { rows: ["proof"], others: [packages(["@noble/hashes", "@noble/ed25519"])] },
  pure: { rows: ["proof", "pure"], others: [packages(["zod", "ipaddr.js"])] },
  server: { rows: ["pure", "server"], others: [packages(["zod", "pino"]), node] },
  adapter: { rows: ["proof", "pure", "adapter"], others: [everyPackage, node] },
  db: { rows: ["proof", "pure", "server", "db"], others: [everyPackage, node] },
  core: {
    rows: ["proof", "pure", "server", "db", "core"],
    others: [{ ...everyPackage, pathNot: framework }, node],
  },
  edge: {
    rows: ["proof", "pure", "server", "adapter", "core", "edge"],
    others: [everyPackage, node],
  },
  ui: { rows: ["proof", "pure", "ui"], others: [packages(uiPackages)] },
  entry: {
    rows: ["proof", "pure", "server", "edge", "ui", "entry"],
    others: [everyPackage, node],
  },
};

const table = Object.entries(allow).flatMap(([name, { rows: targets, others }]) => [
  ...targets.map((target) => ({ from: inRow(name), to: inRow(target) })),
  ...others.map((to) => ({ from: inRow(name), to })),
]);

const programs = ["^app/api/", "^scripts/", "^instrumentation\\.ts$"];

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment:
        "Two files that need each other are one idea: merge them or move the shared part.",
      from: {},
      to: { circular: true },
    },
    {
      name: "not-found",
      severity: "error",
      comment: "The import leads nowhere: correct the path, or create the file.",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  allowed: [
    ...table,
    // The surfaces for programs, and scripts, reach one layer deeper than pages do.
    ...["core", "adapter", "db"].map((target) => ({
      from: { path: programs, pathNot: [testFile] },
      to: inRow(target),
    })),
    { from: { path: ["^app/"] }, to: { path: "\\.css$" } },
    { from: { path: [testFile, ...rows.test] }, to: {} },
    // Said once, by `not-found` above.
    { from: {}, to: { couldNotResolve: true } },
  ],
  allowedSeverity: "error",
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(\\.next|\\.test|\\.custody)/|^next-env\\.d\\.ts$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".cjs", ".js", ".json", ".css"],
    },
  },
};
