require("tsx/cjs");
require("./text-thread.ts");
