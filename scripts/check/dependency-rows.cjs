// Who may import whom: the rows by path, and what each may import. Both the dependency rule
// (.dependency-cruiser.cjs) and the diagram in docs/architecture.md are made of this table.

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

module.exports = { testFile, rows, allow };
