export * from "./access";
export * from "./custody";
export * from "./log";
export * from "./mail";
export * from "./organizations";
export * from "./preferences";
export * from "./sign-in";
