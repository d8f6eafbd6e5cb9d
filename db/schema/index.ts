export * from "./access";
export * from "./custody";
export * from "./log";
export * from "./organizations";
export * from "./preferences";
