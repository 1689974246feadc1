package dev.muster.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.JsonRules;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "policy_version")
@IdClass(PolicyVersionEntity.Key.class)
class PolicyVersionEntity {

    record Key(String code, int version) implements Serializable {}

    @Id
    String code;

    @Id
    int version;

    @Column
    @Convert(converter = AsJson.class)
    @ColumnTransformer(read = "cast(settings as text)", write = "cast(cast(? as text) as jsonb)")
    PolicySettings settings;

    /** Written by the database. */
    @Column(name = "created_at", insertable = false, updatable = false)
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    PolicyVersionEntity() {}

    /** The version in which a policy is now. */
    static PolicyVersionEntity of(PolicyRecord policy, String actor) {
        PolicyVersionEntity entity = new PolicyVersionEntity();
        entity.code = policy.code();
        entity.version = policy.version();
        entity.settings = policy.settings();
        entity.createdBy = actor;
        return entity;
    }

    PolicyVersion toRecord() {
        return new PolicyVersion(code, version, settings, createdAt, createdBy);
    }

    /** The reactive ORM does not know JSON columns by itself: settings cross to the database as text. */
    static final class AsJson implements AttributeConverter<PolicySettings, String> {

        private static final ObjectMapper JSON = JsonRules.configure(new ObjectMapper());

        @Override
        public String convertToDatabaseColumn(PolicySettings settings) {
            try {
                return JSON.writeValueAsString(settings);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("Not writable as JSON: " + settings, e);
            }
        }

        @Override
        public PolicySettings convertToEntityAttribute(String text) {
            try {
                return JSON.readValue(text, PolicySettings.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("No policy settings: " + text, e);
            }
        }
    }
}
