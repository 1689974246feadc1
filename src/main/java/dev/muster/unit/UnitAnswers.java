package dev.muster.unit;

import dev.muster.platform.Page;
import dev.muster.platform.PageQuery;
import dev.muster.platform.Revision;
import dev.muster.platform.Stored;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How the faces of the register (assets, people, teams) answer, each with a view of its own. */
@ApplicationScoped
public class UnitAnswers {

    private static final int MOST_ENTRIES = 1000;

    private final UnitRegister register;

    UnitAnswers(UnitRegister register) {
        this.register = register;
    }

    /** Creates or replaces a unit, as {@link UnitRegister#put} does. */
    public <V> Uni<RestResponse<V>> put(
            UnitRecord unit, HttpHeaders headers, String actor, Function<UnitStanding, V> view) {
        return register.put(unit, Revision.of(headers), actor)
                .chain(stored -> register.get(unit.kind(), unit.code())
                        .map(now -> new Stored<>(view.apply(now), stored.version(), stored.outcome()).written()));
    }

    /** Refuses with 404 if there is no such unit. */
    public <V> Uni<RestResponse<V>> get(UnitKind kind, String code, Function<UnitStanding, V> view) {
        return register.get(kind, code)
                .map(now -> RestResponse.ResponseBuilder.ok(view.apply(now))
                        .header(HttpHeaders.ETAG, Revision.tag(now.version()))
                        .build());
    }

    /** Every status a unit has had, the latest first. */
    public Uni<Map<String, List<StatusEntry>>> history(UnitKind kind, String code) {
        return register.history(kind, code, MOST_ENTRIES).map(entries -> Map.of("items", entries));
    }

    /**
     * By code, or nearest first.
     *
     * @param list names the list in cursors
     * @param item code of what they may be asked for as
     */
    public <V> Uni<Page<V>> list(
            String list,
            UnitKind kind,
            @Nullable String item,
            UnitQuery query,
            PageQuery page,
            Function<UnitStanding, V> view) {
        return register.list(
                        query.filter(kind, item),
                        page.request(list, item, query.site, query.home, query.status, query.near))
                .map(found -> found.map(view));
    }
}
