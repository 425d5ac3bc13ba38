// The flags that commands share, as they are parsed.

/** What every command takes. */
export interface CommonFlags {
  /** The module with the DataSource. */
  readonly dataSource: string;
  readonly json?: true;
}

export interface VerboseFlags extends CommonFlags {
  readonly verbose?: true;
}

/** What commands that compare take. */
export interface ScopeFlags extends VerboseFlags {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** What is looked at, as the API takes it. */
export function scopeOf({
  include,
  exclude,
}: ScopeFlags): Pick<ScopeFlags, "include" | "exclude"> {
  return {
    ...(include && { include }),
    ...(exclude && { exclude }),
  };
}
