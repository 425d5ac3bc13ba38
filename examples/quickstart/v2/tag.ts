// A word that transactions are found by.
import { Entity, PrimaryColumn } from "typeorm";

@Entity()
export class Tag {
  @PrimaryColumn({ length: 40 })
  name!: string;
}
