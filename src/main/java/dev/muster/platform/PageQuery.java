package dev.muster.platform;

import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * {@code ?limit=} and {@code ?cursor=} of every list. A list in another feature needs four lines:
 *
 * <pre>{@code
 * @GET
 * @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
 * public Uni<Page<Position>> list(@BeanParam PageQuery page, @QueryParam("site") @Nullable String site) {
 *     return stock.positions(site, page.request("stock", site));
 * }
 * // the store: rows where (key) > after in key order, limit fetch(); then request.page(rows, row -> List.of(row.key()))
 * }</pre>
 *
 * The page is JSON or CSV by {@code Accept}; the next page is also named by the header {@code Link}.
 */
public class PageQuery {

    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    @QueryParam("limit")
    @Parameter(
            description = "Most entries of the page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "Opaque, from `next` of the page before")
    @Nullable
    String cursor;

    /**
     * Reads and checks both (400 if wrong).
     *
     * @param list name of the list
     * @param filters values of all filters in force, null for those absent
     */
    public PageRequest request(String list, @Nullable Object... filters) {
        String scope = scope(list, filters);
        int size = limit == null ? DEFAULT_LIMIT : limit(limit);
        if (cursor == null) {
            return new PageRequest(scope, size, List.of());
        }
        List<String> after = Cursor.read(scope, cursor).orElseThrow(() -> Parameters.refusal("cursor", "cursor"));
        return new PageRequest(scope, size, after);
    }

    private static int limit(String text) {
        try {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= MAX_LIMIT) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw Parameters.refusal("limit", "range", 1, MAX_LIMIT);
        }
        throw Parameters.refusal("limit", "range", 1, MAX_LIMIT);
    }

    private static String scope(String list, @Nullable Object... filters) {
        List<String> parts = new ArrayList<>();
        parts.add(list);
        for (Object filter : filters) {
            parts.add(Objects.toString(filter, ""));
        }
        return String.join("\u001f", parts);
    }
}
