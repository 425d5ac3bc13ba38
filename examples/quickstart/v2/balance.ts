// How much there is in each account: a view, so that it is never out of date.
import { ViewColumn, ViewEntity } from "typeorm";

@ViewEntity({
  expression: `
    SELECT account.id, account.name, COALESCE(sum(transaction.amount), 0) AS balance
      FROM account
      LEFT JOIN transaction ON transaction.account_id = account.id
     GROUP BY account.id`,
})
export class Balance {
  @ViewColumn()
  id!: number;

  @ViewColumn()
  name!: string;

  @ViewColumn()
  balance!: string;
}
