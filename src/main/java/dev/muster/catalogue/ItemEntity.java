package dev.muster.catalogue;

import dev.muster.platform.JsonList;
import dev.muster.platform.Name;
import dev.muster.platform.ReferenceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "item")
class ItemEntity extends ReferenceEntity<ItemRecord> {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "item_id_seq")
    @SequenceGenerator(name = "item_id_seq", sequenceName = "item_id_seq", allocationSize = 50)
    @Nullable
    Integer id;

    @Column
    String code;

    @Column
    @Enumerated(EnumType.STRING)
    ItemKind kind;

    @Column(name = "name_zh")
    @Nullable
    String nameZh;

    @Column(name = "name_en")
    @Nullable
    String nameEn;

    @Column
    @Nullable
    String category;

    @Column(name = "base_unit")
    String baseUnit;

    @Column(name = "storage_class")
    @Enumerated(EnumType.STRING)
    StorageClass storageClass;

    @Column(name = "shelf_life_days")
    @Nullable
    Integer shelfLifeDays;

    @Column(name = "min_remaining_life_days")
    int minRemainingLifeDays;

    @Column
    @Convert(converter = JsonLists.Packs.class)
    @ColumnTransformer(read = "cast(packs as text)", write = JsonList.WRITE)
    List<Pack> packs;

    @Column
    @Convert(converter = JsonLists.Codings.class)
    @ColumnTransformer(read = "cast(codings as text)", write = JsonList.WRITE)
    List<Coding> codings;

    /** Codes, in the order to try; rows of their own, read and written by the store. */
    @Transient
    List<String> substitutes = List.of();

    /** What is in a kit; rows of their own as well. */
    @Transient
    List<Part> contents = List.of();

    @Override
    public ItemRecord toRecord() {
        return new ItemRecord(
                code,
                kind,
                new Name(nameZh, nameEn),
                category,
                baseUnit,
                packs,
                codings,
                storageClass,
                shelfLifeDays,
                minRemainingLifeDays,
                substitutes,
                contents);
    }

    @Override
    public void set(ItemRecord item) {
        code = item.code();
        kind = item.kind();
        nameZh = item.name().zh();
        nameEn = item.name().en();
        category = item.category();
        baseUnit = item.baseUnit();
        storageClass = item.storageClass();
        shelfLifeDays = item.shelfLifeDays();
        minRemainingLifeDays = item.minRemainingLifeDays();
        packs = item.packs();
        codings = item.codings();
        substitutes = item.substitutes();
        contents = item.contents();
    }
}
