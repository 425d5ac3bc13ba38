export * from "./photo";
export * from "./role";
export * from "./user";
