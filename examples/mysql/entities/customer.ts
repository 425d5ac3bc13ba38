import {
  Column,
  Entity,
  OneToMany,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  type Relation,
} from "typeorm";
import { Order } from "./order";

@Entity("customer", { comment: "who buys" })
export class Customer {
  @PrimaryGeneratedColumn({ unsigned: true })
  id!: number;

  // Compared as bytes, whatever the table's collation.
  @Column({
    type: "varchar",
    length: 190,
    unique: true,
    collation: "utf8mb4_bin",
  })
  email!: string;

  @Column({ type: "set", enum: ["news", "offers"], default: ["news"] })
  mails!: string[];

  // datetime(6), with ON UPDATE CURRENT_TIMESTAMP(6)
  @UpdateDateColumn()
  changed!: Date;

  @OneToMany(() => Order, (order) => order.customer)
  orders!: Relation<Order[]>;
}
