package dev.muster.restock;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "supplier_item")
@IdClass(SupplierItemEntity.Key.class)
class SupplierItemEntity {

    @Id
    String supplier = "";

    @Id
    @Column(name = "item_id")
    int itemId;

    @Column(name = "capacity_per_day")
    @Nullable
    Long capacityPerDay;

    SupplierItemEntity() {}

    SupplierItemEntity(String supplier, int itemId, @Nullable Long capacityPerDay) {
        this.supplier = supplier;
        this.itemId = itemId;
        this.capacityPerDay = capacityPerDay;
    }

    record Key(String supplier, int itemId) implements Serializable {}
}
