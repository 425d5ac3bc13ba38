// What money is spent on: a tree.
import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
} from "typeorm";

@Entity()
export class Category {
  @PrimaryGeneratedColumn("identity")
  id!: number;

  @Column({ length: 80 })
  name!: string;

  @ManyToOne(() => Category, { onDelete: "SET NULL" })
  @JoinColumn({ name: "parent_id" })
  parent!: Category | null;
}
