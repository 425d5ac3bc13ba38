const { EntitySchema } = require("typeorm");

exports.Photo = new EntitySchema({
  name: "Photo",
  tableName: "photo",
  columns: {
    id: { type: Number, primary: true, generated: true },
    taken: { type: Date },
  },
  relations: {
    user: { type: "many-to-one", target: "User", inverseSide: "photos" },
  },
});
