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

    @Column(name = "pack_size")
    @Nullable
    Long packSize;

    @Column(name = "price_minor")
    @Nullable
    Long priceMinor;

    @Column
    @Nullable
    String currency;

    @Column(name = "lead_time_hours")
    @Nullable
    Integer leadTimeHours;

    @Column(name = "minimum_order")
    @Nullable
    Long minimumOrder;

    @Column(name = "agreed_reserve")
    @Nullable
    Long agreedReserve;

    SupplierItemEntity() {}

    SupplierItemEntity(String supplier, int itemId, SupplierRecord.Delivery delivery) {
        this.supplier = supplier;
        this.itemId = itemId;
        this.capacityPerDay = delivery.capacityPerDay();
        this.packSize = delivery.packSize();
        this.priceMinor = delivery.priceMinor();
        this.currency = delivery.currency();
        this.leadTimeHours = delivery.leadTimeHours();
        this.minimumOrder = delivery.minimumOrder();
        this.agreedReserve = delivery.agreedReserve();
    }

    record Key(String supplier, int itemId) implements Serializable {}
}
