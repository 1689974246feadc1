package dev.muster.platform;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Refuses a missing body, and the JSON value {@code null}, where a method needs one. */
@Provider
public class BodyRequired implements ReaderInterceptor {

    private final ResourceInfo resource;

    BodyRequired(@Context ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context)
            throws IOException, WebApplicationException {
        Object body = context.proceed();
        if (body == null && !resource.getResourceMethod().isAnnotationPresent(OptionalBody.class)) {
            throw Problem.of(ProblemType.MALFORMED, "body-missing").asException();
        }
        return body;
    }
}
