export enum Role {
  Guest = "guest",
  Admin = "admin",
}
