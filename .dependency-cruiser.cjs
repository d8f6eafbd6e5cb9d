// The one closed table of who may import whom (docs/architecture.md). What no row allows is an
// error; there are no exceptions. Rows are told apart by path alone, so a file's name is its right.

const { testFile, rows, allow } = require("./scripts/check/dependency-rows.cjs");

const order = Object.keys(rows);

/** A path belongs to the first row that names it: `pure` is what of lib/ the others leave. */
function inRow(name) {
  const earlier = order.slice(0, order.indexOf(name)).flatMap((other) => rows[other]);
  return { path: rows[name], pathNot: [testFile, ...earlier] };
}

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
