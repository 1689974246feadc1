package dev.muster.platform;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A thing as it stands after a read or a write.
 *
 * @param value the thing
 * @param version counts its changes, mostly from 0
 * @param outcome what the write did; {@link Outcome#UNCHANGED} after a read
 */
public record Stored<T>(T value, int version, Outcome outcome) {

    /** What a write did. An identical write changes nothing: no version, no event, no audit entry. */
    public enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    public static <T> Stored<T> read(T value, int version) {
        return new Stored<>(value, version, Outcome.UNCHANGED);
    }

    public boolean isChange() {
        return outcome != Outcome.UNCHANGED;
    }

    /** The answer to a write: 201 or 200 with the entity tag. */
    public RestResponse<T> written() {
        Response.Status status = outcome == Outcome.CREATED ? Response.Status.CREATED : Response.Status.OK;
        return RestResponse.ResponseBuilder.<T>create(RestResponse.Status.fromStatusCode(status.getStatusCode()))
                .entity(value)
                .header(HttpHeaders.ETAG, Revision.tag(version))
                .build();
    }

    /** The answer to a read: 200 with the entity tag, or 304 if the reader has this version. */
    public RestResponse<T> shown(Revision known) {
        RestResponse.ResponseBuilder<T> answer = known.isKnown(version)
                ? RestResponse.ResponseBuilder.<T>create(RestResponse.Status.NOT_MODIFIED)
                : RestResponse.ResponseBuilder.ok(value);
        return answer.header(HttpHeaders.ETAG, Revision.tag(version)).build();
    }
}
