// Names of the server's own types: an enum type of such a name is found only with its schema before it.

/** "System Catalog Information": `pg_catalog` comes first wherever a name is looked up. These are its types in PostgreSQL 12 to 18. */
const builtIns: ReadonlySet<string> = new Set(
  `aclitem bit bool box bpchar bytea char cid cidr circle cstring date datemultirange daterange float4 float8
  gtsvector inet int2 int2vector int4 int4multirange int4range int8 int8multirange int8range internal interval
  json jsonb jsonpath line lseg macaddr macaddr8 money name numeric nummultirange numrange oid oid8 oidvector path
  point polygon record refcursor regclass regcollation regconfig regdictionary regnamespace regoper regoperator
  regproc regprocedure regrole regtype text tid time timestamp timestamptz timetz trigger tsmultirange tsquery
  tsrange tstzmultirange tstzrange tsvector txid_snapshot unknown uuid varbit varchar void xid xid8 xml
  any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray anycompatiblerange
  anyelement anyenum anymultirange anynonarray anyrange event_trigger fdw_handler index_am_handler
  language_handler table_am_handler tsm_handler abstime reltime tinterval smgr opaque`.split(
    /\s+/,
  ),
);

export const isBuiltIn = (name: string): boolean =>
  builtIns.has(name) || name.startsWith("pg_");
