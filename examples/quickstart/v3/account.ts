// Where money is kept.
import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";

export enum AccountKind {
  Cash = "cash",
  Bank = "bank",
  Card = "card",
}

@Entity()
export class Account {
  @PrimaryGeneratedColumn("identity")
  id!: number;

  @Column({ length: 80, unique: true })
  name!: string;

  @Column({ length: 80 })
  owner!: string;

  @Column({ type: "enum", enum: AccountKind, default: AccountKind.Bank })
  kind!: AccountKind;

  @Column({ default: false, comment: "No more transactions are taken." })
  closed!: boolean;
}
