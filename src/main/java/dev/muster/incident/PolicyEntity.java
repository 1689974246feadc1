package dev.muster.incident;

import dev.muster.platform.Name;
import dev.muster.platform.ReferenceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Its version is that of the policy, so that entity tags, decisions and history speak of the same number. */
@Entity
@Table(name = "policy")
class PolicyEntity extends ReferenceEntity<PolicyRecord> {

    @Id
    String code;

    @Column(name = "name_zh")
    @Nullable
    String nameZh;

    @Column(name = "name_en")
    @Nullable
    String nameEn;

    /** Those of the current version, which has a row of its own; read and written by the store. */
    @Transient
    @Nullable
    PolicySettings settings;

    @Override
    protected int firstVersion() {
        return PolicyRecord.FIRST_VERSION;
    }

    @Override
    public PolicyRecord toRecord() {
        return new PolicyRecord(code, new Name(nameZh, nameEn), version(), Objects.requireNonNull(settings));
    }

    @Override
    public void set(PolicyRecord policy) {
        code = policy.code();
        nameZh = policy.name().zh();
        nameEn = policy.name().en();
        settings = policy.settings();
    }
}
