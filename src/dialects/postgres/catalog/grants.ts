// Access control lists: who may do what.
import type { Grant } from "../../../schema/schema";

export interface GrantRow {
  readonly privilege: string;
  readonly role: string;
  readonly grantable: boolean;
}

/** The privileges of an access control list as JSON; its owner's go without saying, unless `owner` is NULL. */
export const grantsOf = (acl: string, owner: string): string => `(
                   SELECT json_agg(json_build_object('privilege', g.privilege_type, 'grantable', g.is_grantable,
                                                     'role', CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
                                   ORDER BY g.privilege_type, g.grantee)
                     FROM aclexplode(${acl}) g WHERE g.grantee IS DISTINCT FROM ${owner})`;

export const grantOf = ({ privilege, role, grantable }: GrantRow): Grant => ({
  privilege,
  role,
  ...(grantable ? { grantable } : {}),
});
