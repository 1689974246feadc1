package dev.muster.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

@Entity
@Table(name = "item_substitute")
@IdClass(SubstituteEntity.Key.class)
class SubstituteEntity {

    @Id
    @Column(name = "item_id")
    int itemId;

    @Id
    int rank;

    @Column(name = "substitute_id")
    int substituteId;

    SubstituteEntity() {}

    SubstituteEntity(int itemId, int rank, int substituteId) {
        this.itemId = itemId;
        this.rank = rank;
        this.substituteId = substituteId;
    }

    record Key(int itemId, int rank) implements Serializable {}
}
