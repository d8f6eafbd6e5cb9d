export * from "./access";
export * from "./custody";
export * from "./integrity";
export * from "./log";
export * from "./organizations";
export * from "./preferences";
export * from "./seal";
