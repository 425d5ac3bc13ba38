// Decorators and options of TypeORM, each against the database that TypeORM itself builds from them: nothing is found; and a change of them, both ways.
import {
  ChildEntity,
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  EntitySchema,
  ForeignKey,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  RelationId,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeParent,
  Unique,
  UpdateDateColumn,
  VersionColumn,
  VirtualColumn,
} from "typeorm";
import { alike, both } from "../judges/cases";
import type { AnyEntity } from "../judges/database";
import { entity, type Row } from "../judges/entities";

const schemaOf = (schema: object): AnyEntity =>
  schema as unknown as EntitySchema<Row>;

// Inheritance.

class Money {
  @Column({ type: "numeric", precision: 10, scale: 2, default: 0 })
  amount!: string;
  @Column({ length: 3, default: "EUR" }) currency!: string;
}

class Price {
  @Column(() => Money) net!: Money;
  @Column(() => Money, { prefix: "gross_" }) gross!: Money;
  @Column(() => Money, { prefix: false }) bare!: Money;
}

@Unique("one_label", ["label"])
class Labelled {
  @Column({ type: "varchar", nullable: true }) label!: string | null;
  @Index("by_rank") @Column({ type: "integer", default: 0 }) rank!: number;
}

@Entity("vehicle")
@TableInheritance({ column: { name: "kind", type: "varchar", length: 20 } })
abstract class Vehicle {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @Column({ default: "" }) name!: string;
}

@ChildEntity("motor")
class Motor extends Vehicle {
  @Column({ type: "integer" }) power!: number;
  @Column(() => Money) price!: Money;
}

@ChildEntity("truck")
@Index("by_load", ["load", "name"])
class Truck extends Motor {
  @Column({ type: "numeric", precision: 6, scale: 1 }) load!: string;
  @ManyToOne(() => Truck, { onDelete: "SET NULL" }) trailerOf!: Truck | null;
}

@ChildEntity("tanker")
class Tanker extends Truck {
  @Column({ type: "enum", enum: ["milk", "fuel"], array: true, default: [] })
  carries!: string[];
  @Column({ default: true }) sealed!: boolean;
}

const fleet = [Vehicle, Motor, Truck, Tanker] as unknown as AnyEntity[];

alike("single-table inheritance of four levels, with an embedded class", {
  from: fleet,
  to: fleet,
});

@Entity("vehicle")
@TableInheritance({ column: { name: "kind", type: "varchar", length: 20 } })
abstract class PlainVehicle {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @Column({ default: "" }) name!: string;
}
@ChildEntity("motor")
class PlainMotor extends PlainVehicle {
  @Column({ type: "integer" }) power!: number;
}

const uuid = "00000000-0000-4000-8000-000000000001";
both(
  "levels of single-table inheritance come, with what they embed",
  [[PlainVehicle, PlainMotor] as unknown as AnyEntity[], fleet],
  {
    rows: { PlainMotor: [{ id: uuid, name: "Zoe", power: 80 }] },
  },
  {
    rows: {
      Motor: [{ id: uuid, name: "Zoe", power: 80 }],
      Tanker: [
        {
          id: uuid.replace("1", "2"),
          power: 400,
          load: "7.5",
          carries: ["milk"],
          trailerOf: null,
        },
      ],
    },
    answers: { drops: ["vehicle.*"] },
  },
);

abstract class Base {
  @PrimaryGeneratedColumn() id!: number;
  @CreateDateColumn() made!: Date;
  @UpdateDateColumn({ type: "timestamptz", precision: 3 }) changed!: Date;
  @DeleteDateColumn() gone!: Date | null;
  @VersionColumn() version!: number;
}
abstract class NamedBase extends Base {
  @Column({ unique: true }) name!: string;
}
@Entity("employee")
class Employee extends NamedBase {
  @Column({ type: "integer", default: 1 }) level!: number;
}
@Entity("customer")
class Customer extends NamedBase {
  @Column({ type: "varchar", nullable: true, select: false })
  secret!: string | null;
  @Column({
    type: "varchar",
    transformer: {
      to: (value: unknown) => value,
      from: (value: unknown) => value,
    },
    default: "x",
  })
  through!: string;
  @VirtualColumn({ query: (alias) => `SELECT count(*) FROM ${alias}` })
  counted!: number;
}

alike("a table for each class of a hierarchy, with dates and versions", {
  from: [Employee, Customer],
  to: [Employee, Customer],
});

@Entity("employee")
class BareEmployee {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
}
both(
  "a class gets the columns of a base: dates, version, a unique name",
  [[BareEmployee], [Employee]],
  {
    rows: { employee: [{ name: "Ann" }] },
    answers: { backfills: { "employee.version": "1" } },
    next: { employee: { name: "Bob" } },
  },
  {
    rows: { employee: [{ name: "Ann" }] },
    answers: { drops: ["employee.*"] },
    next: { employee: { name: "Bob" } },
  },
);

// Embedded classes.

@Entity("article")
class Article {
  @PrimaryColumn() id!: number;
  @Column(() => Price) price!: Price;
  @Column(() => Labelled) shown!: Labelled;
}
@Entity("article")
class BareArticle {
  @PrimaryColumn() id!: number;
}

alike("embedded classes in embedded classes, with prefixes and without", {
  from: [Article],
  to: [Article],
});
both(
  "embedded classes in embedded classes, with uniques and indexes",
  [[BareArticle], [Article]],
  { rows: { article: [{ id: 1 }, { id: 2 }] } },
  {
    rows: {
      article: [
        {
          id: 1,
          price: { net: { amount: "1.50" }, gross: { currency: "USD" } },
          shown: { label: "one" },
        },
      ],
    },
    answers: { drops: ["article.*"] },
  },
);

const money = {
  amount: { type: "numeric", precision: 10, scale: 2, default: 0 },
  currency: { type: "varchar", length: 3, nullable: true },
} as const;
const order = (prefix: string | boolean | undefined): AnyEntity =>
  schemaOf(
    new EntitySchema<Row>({
      name: "order",
      columns: { id: { type: "integer", primary: true } },
      embeddeds: {
        total: {
          schema: new EntitySchema({ name: "money", columns: money }),
          ...(prefix === undefined ? {} : { prefix }),
        },
      },
    }),
  );
alike("an EntitySchema that embeds another", {
  from: [order("sum_")],
  to: [order("sum_")],
});
both(
  "the prefix of what an EntitySchema embeds changes",
  [[order("sum_")], [order("total_")]],
  {
    rows: { order: [{ id: 1, total: { amount: "2.50", currency: "EUR" } }] },
    answers: {
      renames: {
        "order.sum_Amount": "total_Amount",
        "order.sum_Currency": "total_Currency",
      },
    },
    upgraded: { "public.order": [{ total_Amount: "2.50" }] },
  },
  {
    answers: {
      renames: {
        "order.total_Amount": "sum_Amount",
        "order.total_Currency": "sum_Currency",
      },
    },
    upgraded: { "public.order": [{ sum_Amount: "2.50" }] },
  },
);

// Trees.

@Entity("node")
@Tree("closure-table", {
  closureTableName: "node_ways",
  ancestorColumnName: (column) => `above_${column.propertyName}`,
  descendantColumnName: (column) => `below_${column.propertyName}`,
})
class Way {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @Column() name!: string;
  @TreeParent({ onDelete: "CASCADE" }) parent!: Way | null;
  @TreeChildren() children!: Way[];
}
@Entity("node")
class Adjacent {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @Column() name!: string;
  @ManyToOne(() => Adjacent, { onDelete: "CASCADE" }) parent!: Adjacent | null;
}
alike("a closure table with names of its own", { from: [Way], to: [Way] });
both(
  "an adjacency list becomes a closure table",
  [[Adjacent], [Way]],
  {
    rows: { node: [{ id: uuid, name: "root" }] },
  },
  {
    rows: {},
    answers: { drops: ["node_ways_closure"] },
  },
);

@Entity("leaf")
@Tree("materialized-path")
class Leaf {
  @PrimaryGeneratedColumn() id!: number;
  @TreeParent() up!: Leaf | null;
}
@Entity("leaf")
@Tree("nested-set")
class NestedLeaf {
  @PrimaryGeneratedColumn() id!: number;
  @TreeParent() up!: NestedLeaf | null;
}
alike("a materialized path", { from: [Leaf], to: [Leaf] });
alike("a nested set", { from: [NestedLeaf], to: [NestedLeaf] });
both(
  "a materialized path becomes a nested set",
  [[Leaf], [NestedLeaf]],
  { rows: { leaf: [{}] }, answers: { drops: ["leaf.mpath"] } },
  { rows: {}, answers: { drops: ["leaf.nsleft", "leaf.nsright"] } },
);

// Many to many, and foreign keys.

@Entity("tag", { schema: "labels" })
class Tag {
  @PrimaryColumn({
    type: "varchar",
    length: 10,
    primaryKeyConstraintName: "pk_tag",
  })
  code!: string;
  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "pk_tag" })
  part!: number;
}
@Entity("story")
class PlainStory {
  @PrimaryGeneratedColumn() id!: number;
}
@Entity("story")
class Story {
  @PrimaryGeneratedColumn() id!: number;
  @ManyToMany(() => Tag, { onDelete: "CASCADE" })
  @JoinTable({
    name: "story_tags",
    schema: "labels",
    joinColumns: [
      {
        name: "story",
        referencedColumnName: "id",
        foreignKeyConstraintName: "fk_to_story",
      },
    ],
    inverseJoinColumns: [
      {
        name: "tag_code",
        referencedColumnName: "code",
        foreignKeyConstraintName: "fk_to_tag",
      },
      {
        name: "tag_part",
        referencedColumnName: "part",
        foreignKeyConstraintName: "fk_to_tag",
      },
    ],
  })
  tags!: Tag[];
  @RelationId((story: Story) => story.tags) tagIds!: string[];
  @ManyToMany(() => PlainUser, { createForeignKeyConstraints: false })
  @JoinTable({ name: "readers" })
  readers!: PlainUser[];
}
@Entity("user")
class PlainUser {
  @PrimaryGeneratedColumn() id!: number;
}
alike("many to many, with names for everything", {
  from: [Tag, Story, PlainUser],
  to: [Tag, Story, PlainUser],
});
both(
  "many to many in another schema, on a key of two, and without foreign keys",
  [
    [Tag, PlainStory, PlainUser],
    [Tag, Story, PlainUser],
  ],
  {
    rows: { tag: [{ code: "a", part: 1 }], story: [{}], user: [{}] },
  },
  {
    rows: {
      tag: [{ code: "a", part: 1 }],
      story: [{}],
      user: [{}],
      story_tags: [{ story: 1, tag_code: "a", tag_part: 1 }],
      readers: [{ storyId: 1, userId: 1 }],
    },
    answers: { drops: ["labels.story_tags", "readers"] },
    downgraded: { "labels.tag": [{ code: "a" }] },
  },
);

@Entity("profile")
class Profile {
  @PrimaryGeneratedColumn() id!: number;
}
@Entity("holder")
class Holder {
  @PrimaryColumn() id!: number;
  @Column({ type: "integer", nullable: true })
  @ForeignKey(() => Profile, { onDelete: "SET NULL", name: "fk_loose" })
  loose!: number | null;
  @OneToOne(() => Profile, {
    nullable: true,
    onDelete: "CASCADE",
    onUpdate: "CASCADE",
    deferrable: "INITIALLY DEFERRED",
  })
  @JoinColumn({ name: "profile_id", foreignKeyConstraintName: "fk_profile" })
  profile!: Profile | null;
}
@Entity("holder")
class LooseHolder {
  @PrimaryColumn() id!: number;
  @Column({ type: "integer", nullable: true }) loose!: number | null;
  @ManyToOne(() => Profile, { nullable: true })
  @JoinColumn({ name: "profile_id" })
  profile!: Profile | null;
}
alike("a foreign key by decorator, and one to one with a deferred key", {
  from: [Profile, Holder],
  to: [Profile, Holder],
});
both(
  "a foreign key by decorator comes, and many to one becomes one to one",
  [
    [Profile, LooseHolder],
    [Profile, Holder],
  ],
  {
    rows: { profile: [{}], holder: [{ id: 1, loose: 1, profile: { id: 1 } }] },
  },
);

@Entity("shared_key")
class SharesKey {
  @PrimaryColumn() id!: number;
  @OneToOne(() => Profile) @JoinColumn({ name: "id" }) profile!: Profile;
}
@Entity("by_relation")
class KeyedByRelations {
  @ManyToOne(() => Profile)
  @JoinColumn()
  @PrimaryColumn({ type: "integer", name: "leftId" })
  left!: Profile;
  @PrimaryColumn({ type: "integer" }) rightId!: number;
  @ManyToOne(() => Profile, { onDelete: "CASCADE" })
  @JoinColumn({ name: "rightId" })
  right!: Profile;
}
alike("keys that are relations", {
  from: [Profile, SharesKey, KeyedByRelations],
  to: [Profile, SharesKey, KeyedByRelations],
});

// Columns.

@Entity("arrays")
class Arrays {
  @PrimaryColumn() id!: number;
  @Column("text", { array: true }) a!: string[];
  @Column("int", { array: true, default: [] }) b!: number[];
  @Column("int", { array: true, default: "{}" }) c!: number[];
  @Column("int", { array: true, default: () => "'{1,2}'" }) d!: number[];
  @Column("int", { array: true, default: () => "ARRAY[1, 2]" }) e!: number[];
  @Column("varchar", { array: true, length: 5, default: ["a b", "é"] })
  f!: string[];
  @Column({
    type: "numeric",
    precision: 5,
    scale: 1,
    array: true,
    nullable: true,
  })
  g!: string[];
  @Column({
    type: "timestamptz",
    array: true,
    default: () => "ARRAY[]::timestamptz[]",
  })
  h!: Date[];
  @Column("simple-array", { nullable: true }) i!: string[];
  @Column("simple-json", { nullable: true }) j!: object;
  @Column({ type: "enum", enum: ["x", "y"], array: true, default: ["x"] })
  k!: string[];
  @Column({
    type: "enum",
    enum: ["x", "y"],
    enumName: "xy",
    array: true,
    default: "{x,y}",
  })
  l!: string[];
  @Column("uuid", { array: true, default: () => "'{}'::uuid[]" }) m!: string[];
  @Column("boolean", { array: true, default: [true, false] }) n!: boolean[];
  @Column("simple-enum", { enum: ["p", "q"], default: "p" }) o!: string;
}
alike("arrays of every spelling", { from: [Arrays], to: [Arrays] });
both(
  "arrays of every spelling, created",
  [[entity("other", {})], [entity("other", {}), Arrays]],
  // TypeORM sets defaults with casts, and arrays of words for booleans, again and again.
  { restless: true },
  { answers: { drops: ["arrays"] } },
);

/** The same table through decorators and through a schema. */
const asSchema = schemaOf(
  new EntitySchema<Row>({
    name: "holder",
    columns: {
      id: { type: "integer", primary: true },
      loose: {
        type: "integer",
        nullable: true,
        foreignKey: {
          target: "profile",
          onDelete: "SET NULL",
          name: "fk_loose",
        },
      },
    },
    relations: {
      profile: {
        type: "one-to-one",
        target: "profile",
        nullable: true,
        onDelete: "CASCADE",
        onUpdate: "CASCADE",
        deferrable: "INITIALLY DEFERRED",
        joinColumn: {
          name: "profile_id",
          foreignKeyConstraintName: "fk_profile",
        },
      },
    },
  }),
);
alike("an EntitySchema that says what decorators said", {
  from: [Profile, Holder],
  to: [
    schemaOf(
      new EntitySchema({
        name: "profile",
        columns: { id: { type: "integer", primary: true, generated: true } },
      }),
    ),
    asSchema,
  ],
});
