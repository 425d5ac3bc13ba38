import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import { Photo } from "../photos/photo.entity";
import { Role } from "./role";

@Entity()
export class User {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column({ type: "enum", enum: Role, default: Role.Guest })
  role: Role;

  @OneToMany(() => Photo, (photo) => photo.user)
  photos: Photo[];
}
