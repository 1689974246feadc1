package dev.muster.platform;

import dev.muster.platform.Stored.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row of reference data as the ORM holds it.
 *
 * @param <T> the record it stands for
 */
@MappedSuperclass
public abstract class ReferenceEntity<T> {

    @Column
    int version;

    public int version() {
        return version;
    }

    /** What the version of a new row is; each change adds 1. */
    protected int firstVersion() {
        return 0;
    }

    public abstract T toRecord();

    public abstract void set(T value);

    public Stored<T> read() {
        return Stored.read(toRecord(), version);
    }

    /**
     * Writes a value over what is present, if it differs.
     *
     * @param present the row, locked; null if there is none
     * @param make an empty row
     * @param created told of the new row, which is to be persisted
     */
    public static <T, E extends ReferenceEntity<T>> Stored<T> write(
            @Nullable E present, T value, Revision revision, Supplier<E> make, Consumer<E> created) {
        revision.check(present == null ? null : present.version());
        if (present == null) {
            E entity = make.get();
            entity.set(value);
            ((ReferenceEntity<T>) entity).version = entity.firstVersion();
            created.accept(entity);
            return new Stored<>(value, entity.version(), Outcome.CREATED);
        }
        if (present.toRecord().equals(value)) {
            return Stored.read(value, present.version());
        }
        present.set(value);
        ((ReferenceEntity<T>) present).version++;
        return new Stored<>(value, present.version(), Outcome.CHANGED);
    }
}
