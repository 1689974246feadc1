package dev.muster.platform;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes and gives one of everything, to see how the platform treats it. */
@Path("/api/v1/test")
@Authenticated
public class EchoResource {

    enum Colour {
        RED,
        GREEN
    }

    public record Line(@Nullable String item, @Nullable Long quantity) {}

    public record Echo(
            @Nullable UUID id,
            @Nullable String name,
            @FreeText @Nullable String note,
            @Nullable Long quantity,
            @Nullable Integer beds,
            @Nullable Boolean flag,
            @Nullable Double latitude,
            @Nullable Colour colour,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable List<Line> lines) {}

    public record Bounded(
            @NotNull @Nullable String name, @Max(10) int size) {}

    public record Row(int n, Name name) {}

    private final Pool pool;

    EchoResource(Pool pool) {
        this.pool = pool;
    }

    @POST
    @Path("echo")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Echo> echo(Echo echo) {
        return Uni.createFrom().item(echo);
    }

    @POST
    @Path("bounded")
    public Uni<Bounded> bounded(@Valid @NotNull Bounded bounded) {
        return Uni.createFrom().item(bounded);
    }

    @POST
    @Path("optional")
    @OptionalBody
    public Uni<String> optional(@Nullable Line line) {
        return Uni.createFrom().item(line == null ? "nothing" : "something");
    }

    @GET
    @Path("by-id/{id}")
    public Uni<String> byId(@PathParam("id") UUID id, @QueryParam("colour") @Nullable Colour colour) {
        return Uni.createFrom().item(id + " " + colour);
    }

    @GET
    @Path("rows")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    public Uni<Page<Row>> rows(@BeanParam PageQuery query, @QueryParam("of") @Nullable String of) {
        PageRequest page = query.request("rows", of);
        int after = page.isFirst() ? 0 : Integer.parseInt(page.after().get(0));
        List<Row> rows = IntStream.rangeClosed(after + 1, Math.min(25, after + page.fetch()))
                .mapToObj(n -> new Row(n, new Name("第" + n + "行", n == 3 ? "=1+1" : null)))
                .toList();
        return Uni.createFrom().item(page.page(rows, row -> List.of(String.valueOf(row.n()))));
    }

    @GET
    @Path("fail")
    public Uni<String> fail() {
        return Uni.createFrom().failure(new IllegalStateException("secret detail"));
    }

    @GET
    @Path("sql")
    public Uni<String> sql(@QueryParam("q") String q) {
        return pool.query(q).execute().map(rows -> "done");
    }
}
