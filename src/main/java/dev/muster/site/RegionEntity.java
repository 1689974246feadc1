package dev.muster.site;

import dev.muster.platform.Name;
import dev.muster.platform.ReferenceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "region")
class RegionEntity extends ReferenceEntity<RegionRecord> {

    @Id
    String code;

    @Column
    @Nullable
    String parent;

    @Column
    @Enumerated(EnumType.STRING)
    RegionLevel level;

    @Column(name = "name_zh")
    @Nullable
    String nameZh;

    @Column(name = "name_en")
    @Nullable
    String nameEn;

    @Override
    public RegionRecord toRecord() {
        return new RegionRecord(code, parent, level, new Name(nameZh, nameEn));
    }

    @Override
    public void set(RegionRecord region) {
        code = region.code();
        parent = region.parent();
        level = region.level();
        nameZh = region.name().zh();
        nameEn = region.name().en();
    }
}
