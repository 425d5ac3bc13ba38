// What decorators and relations of TypeORM make of tables: junctions, one-to-one, embedded columns, trees, inheritance, shared tables.
import {
  ChildEntity,
  Column,
  Entity,
  EntitySchema,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeParent,
  Unique,
} from "typeorm";
import { check, ConflictingEntitiesError } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

onBoth(({ alike, both }, kind) => {
  const text = { type: "varchar" } as const;

  @Entity("tag")
  class Tag {
    @PrimaryGeneratedColumn() id!: number;
    @Column() label!: string;
  }

  @Entity("post")
  class Post {
    @PrimaryGeneratedColumn() id!: number;
    @Column() title!: string;
  }

  @Entity("post")
  class TaggedPost {
    @PrimaryGeneratedColumn() id!: number;
    @Column() title!: string;
    @ManyToMany(() => Tag) @JoinTable() tags!: Tag[];
  }

  @Entity("post")
  class PostOfOneTag {
    @PrimaryGeneratedColumn() id!: number;
    @Column() title!: string;
    @ManyToOne(() => Tag, { nullable: true, onDelete: "SET NULL" })
    tag!: Tag | null;
  }

  @Entity("post")
  class PostWithItsTag {
    @PrimaryGeneratedColumn() id!: number;
    @Column() title!: string;
    @OneToOne(() => Tag, { nullable: true, onDelete: "SET NULL" })
    @JoinColumn()
    tag!: Tag | null;
  }

  const posts = { rows: { tag: [{ label: "new" }], post: [{ title: "On" }] } };

  both(
    "a many-to-many relation",
    [
      [Tag, Post],
      [Tag, TaggedPost],
    ],
    posts,
    {
      rows: { ...posts.rows, post_tags_tag: [{ postId: 1, tagId: 1 }] },
      answers: { drops: ["post_tags_tag"] },
      downgraded: { post_tags_tag: [] },
    },
  );
  both(
    "a many-to-one relation",
    [
      [Tag, Post],
      [Tag, PostOfOneTag],
    ],
    posts,
    {
      answers: { drops: ["post.tagId"] },
    },
  );
  both(
    "a many-to-one relation becomes one-to-one",
    [
      [Tag, PostOfOneTag],
      [Tag, PostWithItsTag],
    ],
    posts,
  );
  both(
    "a one-to-one relation",
    [
      [Tag, Post],
      [Tag, PostWithItsTag],
    ],
    posts,
    {
      answers: { drops: ["post.tagId"] },
    },
  );

  class Address {
    @Column({ type: "varchar" }) street!: string;
    @Column({ type: "varchar", unique: true, nullable: true }) code!:
      string | null;
  }

  @Entity("person")
  class Homeless {
    @PrimaryColumn() id!: number;
  }

  @Entity("person")
  class Housed {
    @PrimaryColumn() id!: number;
    @Column(() => Address) home!: Address;
  }

  @Entity("person")
  class TwiceHoused {
    @PrimaryColumn() id!: number;
    @Column(() => Address, { prefix: "main_" }) home!: Address;
    @Column(() => Address) work!: Address;
  }

  const home = { person: [{ id: 1, homeStreet: "" }] };
  both(
    "an embedded class",
    [[Homeless], [Housed]],
    {
      rows: { person: [{ id: 1 }] },
      answers: { backfills: { "person.homeStreet": "''" } },
      upgraded: home,
    },
    {
      rows: { person: [{ id: 1, home: { street: "Main" } }] },
      answers: { drops: ["person.*"] },
      downgraded: home,
      upgraded: { person: [{ id: 1 }] },
    },
  );
  both(
    "an embedded class gets a prefix, and comes a second time",
    [[Housed], [TwiceHoused]],
    {
      rows: { person: [{ id: 1, home: { street: "Main" } }] },
      answers: {
        renames: {
          "person.homeStreet": "main_Street",
          "person.homeCode": "main_Code",
        },
        backfills: { "person.workStreet": "'Side'" },
      },
      upgraded: {
        person: [{ main_Street: "Main", workStreet: "Side" }],
      },
    },
    {
      rows: {
        person: [{ id: 1, home: { street: "Main" }, work: { street: "Side" } }],
      },
      answers: {
        renames: {
          "person.main_Street": "homeStreet",
          "person.main_Code": "homeCode",
        },
        drops: ["person.work*"],
      },
      upgraded: { person: [{ homeStreet: "Main" }] },
      downgraded: { person: [{ main_Street: "Main" }] },
    },
  );

  @Entity("category")
  class Flat {
    @PrimaryGeneratedColumn() id!: number;
    @Column() name!: string;
  }

  @Entity("category")
  @Tree("closure-table")
  class Closure {
    @PrimaryGeneratedColumn() id!: number;
    @Column() name!: string;
    @TreeParent() parent!: Closure | null;
    @TreeChildren() children!: Closure[];
  }

  @Entity("category")
  @Tree("materialized-path")
  class Path {
    @PrimaryGeneratedColumn() id!: number;
    @Column() name!: string;
    @TreeParent() parent!: Path | null;
    @TreeChildren() children!: Path[];
  }

  @Entity("category")
  @Tree("nested-set")
  class Nested {
    @PrimaryGeneratedColumn() id!: number;
    @Column() name!: string;
    @TreeParent() parent!: Nested | null;
    @TreeChildren() children!: Nested[];
  }

  for (const [kind, tree, drops] of [
    ["closure table", Closure, ["category.parentId", "category_closure"]],
    ["materialized path", Path, ["category.*"]],
    ["nested set", Nested, ["category.*"]],
  ] as const)
    both(
      `a tree as ${kind}`,
      [[Flat], [tree]],
      {
        rows: { category: [{ name: "all" }] },
      },
      { rows: {}, answers: { drops } },
    );

  @Entity("animal")
  @TableInheritance({ column: { type: "varchar", name: "kind" } })
  class Animal {
    @PrimaryGeneratedColumn() id!: number;
    @Column() name!: string;
  }

  @ChildEntity()
  class Dog extends Animal {
    @Column() barks!: boolean;
    @Column({ type: "enum", enum: ["small", "large"] }) size!: string;
  }

  @ChildEntity()
  @Unique("one_song", ["song"])
  class Bird extends Animal {
    @Column() @Index() song!: string;
    @ManyToOne(() => Tag) tag!: Tag;
  }

  @Entity("animal")
  @TableInheritance({ column: { type: "varchar", name: "kind" } })
  class Beast {
    @PrimaryGeneratedColumn() id!: number;
    @Column() name!: string;
  }

  @ChildEntity("Dog")
  class Hound extends Beast {
    @Column() barks!: boolean;
    @Column({ type: "enum", enum: ["small", "large"] }) size!: string;
  }

  both(
    "single-table inheritance gets another child",
    [
      [Tag, Beast, Hound],
      [Tag, Animal, Dog, Bird],
    ],
    { rows: { Hound: [{ name: "Rex", barks: true, size: "large" }] } },
    {
      rows: {
        tag: [{ label: "loud" }],
        Dog: [{ name: "Rex", barks: true, size: "large" }],
        Bird: [{ name: "Tweety", song: "tweet", tag: { id: 1 } }],
      },
      answers: { drops: ["animal.*"] },
    },
  );

  describe("two entities on one table", () => {
    const first = entity(
      "first",
      { name: text, state: { type: "enum", enum: ["a", "b"] } },
      { tableName: "shared" },
    );
    const second = entity(
      "second",
      { name: text, age: { type: "integer", nullable: true } },
      { tableName: "shared", indices: [{ columns: ["age"] }] },
    );
    both(
      "are one table",
      [[first], [first, second]],
      {
        rows: { first: [{ id: 1, name: "Ann", state: "b" }] },
        // TypeORM drops and adds the columns of one for those of the other.
        notAsSynchronized: true,
      },
      {
        rows: {},
        answers: { drops: ["shared.age"] },
        notAsSynchronized: true,
      },
    );

    it("that contradict each other are an error that names both", async () => {
      const third = entity(
        "third",
        { name: { type: "integer" } },
        { tableName: "shared" },
      );
      await onDatabase(
        { from: [first] },
        async (url) => {
          const found = check(dataSourceOf(url, [first, third]));
          await expect(found).rejects.toThrow(ConflictingEntitiesError);
          await expect(found).rejects.toThrow(/Column "name".*first.*third/);
        },
        kind,
      );
    });
  });

  alike("everything at once is found unchanged", {
    from: [Tag, TaggedPost, TwiceHoused, Closure, Animal, Dog, Bird],
    to: [Tag, TaggedPost, TwiceHoused, Closure, Animal, Dog, Bird],
  });

  @Entity("author")
  class Author {
    @PrimaryGeneratedColumn() id!: number;
    @OneToMany(() => Book, (book) => book.author) books!: Book[];
  }

  @Entity("book")
  class Book {
    @PrimaryGeneratedColumn() id!: number;
    @ManyToOne(() => Author, (author) => author.books, {
      createForeignKeyConstraints: false,
    })
    author!: Author;
  }

  @Entity("author")
  class BareAuthor {
    @PrimaryGeneratedColumn() id!: number;
  }

  @Entity("book")
  class BoundBook {
    @PrimaryGeneratedColumn() id!: number;
    @ManyToOne(() => BareAuthor, { nullable: false })
    @JoinColumn({ name: "authorId", foreignKeyConstraintName: "written_by" })
    author!: BareAuthor;
  }

  both(
    "a relation without a foreign key gets one with a name",
    [
      [Author, Book],
      [BareAuthor, BoundBook],
    ],
    {
      rows: { author: [{}], book: [{ author: { id: 1 } }] },
    },
  );

  both(
    "a self-reference through a schema of entities",
    [
      [
        new EntitySchema({
          name: "node",
          columns: { id: { type: "integer", primary: true } },
        }),
      ],
      [
        new EntitySchema<{ readonly id: number; readonly parent: unknown }>({
          name: "node",
          columns: { id: { type: "integer", primary: true } },
          relations: {
            parent: {
              type: "many-to-one",
              target: "node",
              nullable: true,
              onDelete: "CASCADE",
            },
          },
        }),
      ],
    ],
    { rows: { node: [{ id: 1 }] } },
    { answers: { drops: ["node.parentId"] } },
  );
});
