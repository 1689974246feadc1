package dev.muster.incident;

import dev.muster.platform.Name;
import dev.muster.platform.ReferenceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "incident")
class IncidentEntity extends ReferenceEntity<IncidentRecord> {

    @Id
    UUID id;

    @Column
    String code;

    @Column(name = "name_zh")
    @Nullable
    String nameZh;

    @Column(name = "name_en")
    @Nullable
    String nameEn;

    @Column
    String kind;

    @Column
    @Nullable
    String region;

    @Column
    @Enumerated(EnumType.STRING)
    ResponseLevel level;

    @Column
    @Enumerated(EnumType.STRING)
    Phase phase;

    @Column(name = "started_at")
    Instant startedAt;

    @Override
    public IncidentRecord toRecord() {
        return new IncidentRecord(id, code, new Name(nameZh, nameEn), kind, region, level, phase, startedAt);
    }

    @Override
    public void set(IncidentRecord incident) {
        id = incident.id();
        code = incident.code();
        nameZh = incident.name().zh();
        nameEn = incident.name().en();
        kind = incident.kind();
        region = incident.region();
        level = incident.level();
        phase = incident.phase();
        startedAt = incident.startedAt();
    }
}
