package dev.muster.restock;

import dev.muster.platform.JsonList;
import dev.muster.platform.Name;
import dev.muster.platform.ReferenceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "supplier")
class SupplierEntity extends ReferenceEntity<SupplierRecord> {

    @Id
    String code;

    @Column(name = "name_zh")
    @Nullable
    String nameZh;

    @Column(name = "name_en")
    @Nullable
    String nameEn;

    @Column
    @Nullable
    String region;

    @Column
    @Nullable
    String address;

    @Column
    @Nullable
    String contact;

    @Column
    @Nullable
    Double latitude;

    @Column
    @Nullable
    Double longitude;

    @Column
    @Nullable
    String qualification;

    @Column
    @Enumerated(EnumType.STRING)
    SupplierStatus status;

    @Column
    @Convert(converter = SupplierLists.Regions.class)
    @ColumnTransformer(read = "cast(regions as text)", write = JsonList.WRITE)
    List<String> regions;

    @Column
    @Convert(converter = SupplierLists.Qualifications.class)
    @ColumnTransformer(read = "cast(qualifications as text)", write = JsonList.WRITE)
    List<SupplierRecord.Qualification> qualifications;

    @Column
    @Convert(converter = SupplierLists.Holidays.class)
    @ColumnTransformer(read = "cast(holidays as text)", write = JsonList.WRITE)
    List<SupplierRecord.Holiday> holidays;

    /** By item code; rows of their own, read and written by the store. */
    @Transient
    List<SupplierRecord.Delivery> items = List.of();

    @Override
    public SupplierRecord toRecord() {
        return new SupplierRecord(
                code,
                new Name(nameZh, nameEn),
                region,
                address,
                contact,
                latitude,
                longitude,
                items,
                status,
                qualification,
                regions,
                qualifications,
                holidays);
    }

    @Override
    public void set(SupplierRecord supplier) {
        code = supplier.code();
        nameZh = supplier.name().zh();
        nameEn = supplier.name().en();
        region = supplier.region();
        address = supplier.address();
        contact = supplier.contact();
        latitude = supplier.latitude();
        longitude = supplier.longitude();
        qualification = supplier.qualification();
        status = supplier.status();
        items = supplier.items();
        regions = supplier.regions();
        qualifications = supplier.qualifications();
        holidays = supplier.holidays();
    }
}
