package dev.muster.site;

import dev.muster.platform.Name;
import dev.muster.platform.ReferenceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "site")
class SiteEntity extends ReferenceEntity<SiteRecord> {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "site_id_seq")
    @SequenceGenerator(name = "site_id_seq", sequenceName = "site_id_seq", allocationSize = 50)
    @Nullable
    Integer id;

    @Column
    String code;

    @Column(name = "name_zh")
    @Nullable
    String nameZh;

    @Column(name = "name_en")
    @Nullable
    String nameEn;

    @Column
    @Enumerated(EnumType.STRING)
    SiteKind kind;

    @Column
    double latitude;

    @Column
    double longitude;

    @Column
    @Nullable
    String region;

    @Column(name = "key_site")
    boolean keySite;

    @Column
    @Enumerated(EnumType.STRING)
    SiteStatus status;

    @Column
    @Nullable
    Integer beds;

    @Column
    @Nullable
    Integer staff;

    @Column
    @Nullable
    String gln;

    @Override
    public SiteRecord toRecord() {
        return new SiteRecord(
                code, new Name(nameZh, nameEn), kind, latitude, longitude, region, keySite, status, beds, staff, gln);
    }

    @Override
    public void set(SiteRecord site) {
        code = site.code();
        nameZh = site.name().zh();
        nameEn = site.name().en();
        kind = site.kind();
        latitude = site.latitude();
        longitude = site.longitude();
        region = site.region();
        keySite = site.keySite();
        status = site.status();
        beds = site.beds();
        staff = site.staff();
        gln = site.gln();
    }
}
