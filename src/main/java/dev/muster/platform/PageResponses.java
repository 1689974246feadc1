package dev.muster.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** How pages go out besides JSON: as CSV, and with the next page in the header {@code Link}. */
@Provider
@Produces(Csv.MEDIA_TYPE)
public class PageResponses implements MessageBodyWriter<Page<?>> {

    private final ObjectMapper json;

    PageResponses(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return Page.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            Page<?> page,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        headers.putSingle("Content-Type", "text/csv;charset=UTF-8;header=present");
        out.write(Csv.write(rowType(genericType, page), page.items(), json).getBytes(StandardCharsets.UTF_8));
    }

    private static Class<?> rowType(@Nullable Type genericType, Page<?> page) {
        if (genericType instanceof ParameterizedType declared
                && declared.getActualTypeArguments()[0] instanceof Class<?> row) {
            return row;
        }
        if (page.items().isEmpty()) {
            throw new IllegalStateException("A list's method must declare Page<its record>, not " + genericType);
        }
        return page.items().get(0).getClass();
    }

    /** Names the next page. */
    public static class NextLink {

        @ServerResponseFilter
        public void add(ContainerRequestContext request, ContainerResponseContext response) {
            if (response.getEntity() instanceof Page<?> page && page.next() != null) {
                URI next = request.getUriInfo()
                        .getRequestUriBuilder()
                        .replaceQueryParam("cursor", page.next())
                        .build();
                String address = next.getRawPath() + "?" + next.getRawQuery();
                response.getHeaders().putSingle("Link", "<" + address + ">; rel=\"next\"");
            }
        }
    }
}
