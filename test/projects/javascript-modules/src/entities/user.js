import { EntitySchema } from "typeorm";

export const User = new EntitySchema({
  name: "User",
  tableName: "user",
  columns: {
    id: { type: Number, primary: true, generated: true },
    name: { type: String },
    role: { type: "enum", enum: ["guest", "admin"], default: "guest" },
  },
  relations: {
    photos: { type: "one-to-many", target: "Photo", inverseSide: "user" },
  },
});
