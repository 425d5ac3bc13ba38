import {
  Check,
  Column,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from "typeorm";
import { Customer } from "./customer";

// TypeORM itself leaves checks out on MySQL and MariaDB.
@Entity("order")
@Check("order_amount", "`amount` > 0")
export class Order {
  @PrimaryGeneratedColumn({ unsigned: true })
  id!: number;

  @Column({ type: "int", unsigned: true })
  amount!: number;

  @Column({ type: "decimal", precision: 10, scale: 2 })
  price!: string;

  @Column({
    type: "decimal",
    precision: 12,
    scale: 2,
    asExpression: "`amount` * `price`",
    generatedType: "STORED",
    nullable: true,
  })
  total!: string;

  @Column({ type: "enum", enum: ["open", "paid", "sent"], default: "open" })
  state!: string;

  @Column({ type: "text", nullable: true })
  @Index({ fulltext: true })
  remarks!: string | null;

  // The server makes an index for the foreign key by itself.
  @ManyToOne(() => Customer, (customer) => customer.orders, {
    onDelete: "CASCADE",
  })
  customer!: Relation<Customer>;
}
