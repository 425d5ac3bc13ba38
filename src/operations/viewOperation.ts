// What a change of a view is.
import type { View, ViewId } from "../schema/schema";

/** Why a view is made anew: it was in the way of something else, or it is another one now. */
export type Remaking = "in the way" | "changed";

/** A view with its indexes and what else hangs on it. */
export interface CreateView {
  readonly kind: "createView";
  readonly view: View;
  /** Only in a plan, of a view that was taken down before. */
  readonly remade?: Remaking;
  /** Compared as text: the server could not be asked. */
  readonly unverified?: true;
}

export interface DropView {
  readonly kind: "dropView";
  readonly view: View;
  /** Only in a plan, of a view that is put back after. */
  readonly remade?: Remaking;
  /** Compared as text: the server could not be asked. */
  readonly unverified?: true;
}

/** Another query, or a view that becomes a materialized one, or the other way round. */
export interface AlterView {
  readonly kind: "alterView";
  /** The states before and after; their names are the same. */
  readonly from: View;
  readonly to: View;
  /** Compared as text: the server could not be asked. */
  readonly unverified?: true;
}

export interface RenameView {
  readonly kind: "renameView";
  readonly materialized: boolean;
  readonly from: ViewId;
  readonly to: ViewId;
}
