// What the entities declare, one plain record a table, before a dialect says what its server would make of it.
import type {
  Deferrable,
  EnumTypeId,
  ReferentialAction,
  TableId,
  ViewId,
} from "../schema/schema";

/** A table as entities declare it. Names and types went through TypeORM's own driver and naming strategy. */
export interface DeclaredTable extends TableId {
  /** The entities that map the table, for messages. */
  readonly entities: readonly string[];
  readonly comment?: string;
  readonly engine?: string;
  readonly columns: readonly DeclaredColumn[];
  readonly primaryKeyName: string | undefined;
  readonly uniques: readonly DeclaredUnique[];
  readonly checks: readonly DeclaredExpression[];
  readonly exclusions: readonly DeclaredExpression[];
  readonly foreignKeys: readonly DeclaredForeignKey[];
  readonly indexes: readonly DeclaredIndex[];
}

/** What the DataSource says besides its entities. */
export interface DeclaredConnection {
  /** The schema that an unqualified name is in, where the driver knows it. */
  readonly defaultSchema?: string;
  /** Absent where it says that none are to be installed. */
  readonly extensions?: {
    /** The one that generated uuids come from, where it is not the usual one. */
    readonly uuid?: string;
    /** Wanted whatever the entities need. */
    readonly more: readonly string[];
  };
}

/** A view as entities declare it. */
export interface DeclaredView extends ViewId {
  /** The entity that maps the view, for messages. */
  readonly entity: string;
  readonly materialized: boolean;
  /** The query, as TypeORM would put it into CREATE VIEW. */
  readonly expression: string;
  /** Views that the entity says it needs. */
  readonly dependsOn: readonly ViewId[];
  readonly indexes: readonly DeclaredIndex[];
  /** Names of the columns that the entity maps. */
  readonly columns: readonly string[];
}

export interface DeclaredColumn {
  readonly name: string;
  /** TypeORM's normalised type name: `character varying`, `enum`. */
  readonly type: string;
  /** With length, precision, scale and array, as TypeORM would write it in DDL. */
  readonly fullType: string;
  readonly array: boolean;
  readonly enumType?: EnumTypeId;
  /** Of an enum, or of a set. */
  readonly enumLabels?: readonly string[];
  readonly primary: boolean;
  readonly nullable: boolean;
  /** An SQL expression. */
  readonly default?: string;
  readonly generated?: "increment" | "identity" | "uuid";
  readonly identityMode?: "ALWAYS" | "BY DEFAULT";
  /** The expression of a generated column. */
  readonly expression?: string;
  readonly stored: boolean;
  readonly onUpdate?: string;
  readonly unsigned?: true;
  readonly charset?: string;
  readonly collation?: string;
  readonly srid?: number;
  readonly comment?: string;
}

export interface DeclaredUnique {
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable?: Deferrable;
}

export interface DeclaredExpression {
  readonly name: string;
  readonly expression: string;
  readonly deferrable?: Deferrable;
}

export interface DeclaredForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: TableId;
  readonly referencedColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly deferrable?: Deferrable;
}

export interface DeclaredIndex {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
  readonly spatial: boolean;
  readonly fulltext?: true;
  readonly parser?: string;
  readonly type?: string;
  readonly where?: string;
}
