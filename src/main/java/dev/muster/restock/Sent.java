package dev.muster.restock;

import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The answer to a command.
 *
 * @param json of the first time, however often it is sent
 * @param repeated whether it was done before
 */
record Sent(String json, boolean repeated) {

    /** 201 the first time, 200 when the same command was done before. */
    RestResponse<String> created(String location) {
        return RestResponse.ResponseBuilder.create(
                        repeated ? RestResponse.Status.OK : RestResponse.Status.CREATED, json)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .location(URI.create(location))
                .build();
    }

    /** 200, whether done now or before. */
    RestResponse<String> ok() {
        return RestResponse.ResponseBuilder.ok(json)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
