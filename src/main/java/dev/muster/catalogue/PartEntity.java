package dev.muster.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

@Entity
@Table(name = "item_part")
@IdClass(PartEntity.Key.class)
class PartEntity {

    @Id
    @Column(name = "item_id")
    int itemId;

    @Id
    int rank;

    @Column(name = "part_id")
    int partId;

    @Column
    long quantity;

    PartEntity() {}

    PartEntity(int itemId, int rank, int partId, long quantity) {
        this.itemId = itemId;
        this.rank = rank;
        this.partId = partId;
        this.quantity = quantity;
    }

    record Key(int itemId, int rank) implements Serializable {}
}
