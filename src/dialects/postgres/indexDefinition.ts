// How the server prints an index, said so that the partitions of its table get theirs too.

const head = `format('CREATE %sINDEX %I ON ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, x.relname)`;

/** Of the index that is `x` in pg_class and `i` in pg_index. pg_get_indexdef says ONLY of one on a partitioned table, as a dump needs it. */
export const indexDefinition = `CASE x.relkind WHEN 'I' THEN overlay(pg_get_indexdef(x.oid) PLACING '' FROM length(${head}) + 1 FOR length('ONLY ')) ELSE pg_get_indexdef(x.oid) END`;
