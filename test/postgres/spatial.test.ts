// PostGIS: columns of places come and go, and change their shape and their reference system by the cast that an answer chooses.
import type { EntitySchemaColumnOptions } from "typeorm";
import { check } from "../../src";
import { alike, asked, both, onDatabase, there } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { describeOn } from "../servers";

const shop = (
  at: Partial<EntitySchemaColumnOptions>,
  rest: Parameters<typeof entity>[2] = {},
) => [
  entity("shop", { at: { type: "geometry", nullable: true, ...at } }, rest),
];
const point = (srid: number, more: object = {}) =>
  shop({ spatialFeatureType: "Point", srid, ...more });

const groundwork = [`CREATE EXTENSION postgis`];
const at = (longitude: number, latitude: number) => ({
  type: "Point",
  coordinates: [longitude, latitude],
});
const rows = { shop: [{ id: 1, at: at(180, 0) }, { id: 2 }] };
/** Rows of PostGIS itself are of no interest, nor is how a place is printed. */
const given = { groundwork, upgraded: {}, downgraded: {} };

describeOn("postgis", "places", () => {
  there("come with the extension, and go with it", {
    from: [entity("shop", {})],
    to: point(4326, {
      type: "geography",
      nullable: false,
      default: () => "'POINT(1 2)'",
    }),
    rows: { shop: [{ id: 1 }] },
    downgraded: { "public.shop": [{ id: 1 }] },
    // TypeORM compares a default with the server's own spelling of a place.
    restless: true,
  });
  const shapes = ["Point", "LineString", "Polygon", "MultiPolygon"] as const;
  const every = Object.fromEntries(
    (["geometry", "geography"] as const).flatMap((type) => [
      [type, { type, nullable: true }],
      ...shapes.flatMap((spatialFeatureType) =>
        [undefined, 4326].map((srid) => [
          `${type}_${spatialFeatureType}_${srid ?? "any"}`,
          {
            type,
            spatialFeatureType,
            nullable: true,
            ...(srid === undefined ? {} : { srid }),
          },
        ]),
      ),
    ]),
  ) as Readonly<Record<string, EntitySchemaColumnOptions>>;
  both(
    "of every shape come and go",
    [[entity("shop", {})], [entity("shop", every)]],
    { groundwork, rows: { shop: [{ id: 1 }] }, restless: true },
    {
      groundwork,
      rows: { shop: [{ id: 1 }] },
      answers: { drops: ["shop.*"] },
      restless: true,
    },
  );
  alike("are found as they were", {
    from: point(4326, { default: () => "'SRID=4326;POINT(1 2)'" }),
    to: point(4326, { default: () => "'SRID=4326;POINT(1 2)'" }),
    groundwork,
  });
  both(
    "of one shape become places of any, under an index",
    [
      point(4326),
      shop(
        { spatialFeatureType: "Geometry", srid: 4326 },
        { indices: [{ name: "where", columns: ["at"], spatial: true }] },
      ),
    ],
    { ...given, rows },
  );
  both(
    "of geometry become geography",
    [point(4326), point(4326, { type: "geography" })],
    { ...given, rows },
  );
  asked("of one reference system to another are asked about", ["cast"], {
    from: point(4326),
    to: point(3857),
    groundwork,
  });
  it("and both meanings are offered", async () => {
    await onDatabase({ from: point(4326), groundwork }, async (url) => {
      const { questions } = await check(dataSourceOf(url, point(3857)));
      expect(questions[0]?.choices.map(({ flags }) => flags)).toEqual([
        `--cast 'shop.at=ST_Transform("at", 3857)'`,
        `--cast 'shop.at=ST_SetSRID("at", 3857)'`,
        "--cast 'shop.at=<expression>'",
      ]);
    });
  });
  const moved = (expression: string) => ({
    ...given,
    rows,
    answers: { casts: { "shop.at": expression } },
  });
  both(
    "are the same places under other coordinates",
    [point(4326), point(3857)],
    moved(`ST_Transform("at", 3857)`),
    {
      ...given,
      rows: { shop: [{ id: 1, at: at(20037508.34, 0) }] },
      answers: { casts: { "shop.at": `ST_Transform("at", 4326)` } },
    },
  );
  both(
    "are other places under the same coordinates",
    [point(4326), point(3857)],
    moved(`ST_SetSRID("at", 3857)`),
    {
      ...given,
      rows: { shop: [{ id: 1, at: at(20, 10) }] },
      answers: { casts: { "shop.at": `ST_SetSRID("at", 4326)` } },
    },
  );
});
