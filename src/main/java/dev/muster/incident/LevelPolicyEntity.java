package dev.muster.incident;

import dev.muster.platform.ReferenceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "response_level_policy")
class LevelPolicyEntity extends ReferenceEntity<LevelPolicy> {

    @Id
    @Enumerated(EnumType.STRING)
    PolicyLevel level;

    @Column
    String policy;

    @Override
    public LevelPolicy toRecord() {
        return new LevelPolicy(level, policy);
    }

    @Override
    public void set(LevelPolicy selection) {
        level = selection.level();
        policy = selection.policy();
    }
}
