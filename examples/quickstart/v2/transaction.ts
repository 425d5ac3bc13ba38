// Money that came to an account, or left it.
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryGeneratedColumn,
} from "typeorm";
import { Account } from "./account";
import { Category } from "./category";
import { Tag } from "./tag";

@Entity()
@Check("transaction_amount_not_zero", "amount <> 0")
@Index("transaction_booked_on", ["bookedOn"])
export class Transaction {
  @PrimaryGeneratedColumn("uuid")
  id!: string;

  @ManyToOne(() => Account, { nullable: false, onDelete: "RESTRICT" })
  @JoinColumn({ name: "account_id" })
  account!: Account;

  @ManyToOne(() => Category, { onDelete: "SET NULL" })
  @JoinColumn({ name: "category_id" })
  category!: Category | null;

  @Column({ name: "booked_on", type: "date" })
  bookedOn!: string;

  @Column({ type: "numeric", precision: 14, scale: 2 })
  amount!: string;

  @Column({ length: 200 })
  note!: string;

  @ManyToMany(() => Tag)
  @JoinTable({
    name: "transaction_tag",
    joinColumn: { name: "transaction_id" },
    inverseJoinColumn: { name: "tag" },
  })
  tags!: Tag[];
}
