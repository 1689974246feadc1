package dev.muster.demo;

import dev.muster.demo.Demo.Status;
import dev.muster.platform.Problem;
import dev.muster.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows and steers the demo scenario; 404 where it is not played. */
@Path("/api/v1/demo")
@Tag(name = "demo")
@RolesAllowed({Roles.COMMANDER, Roles.ADMIN})
public class DemoResource {

    private final Demo demo;

    DemoResource(Demo demo) {
        this.demo = demo;
    }

    /** @param speed simulated seconds per real second */
    record SpeedChange(@Nullable Double speed) {}

    @GET
    @Operation(summary = "How the scenario stands")
    public Status status() {
        return demo.status();
    }

    @POST
    @Path("/pause")
    @Operation(summary = "Stop after the step under way")
    public Status pause() {
        return demo.pause();
    }

    @POST
    @Path("/resume")
    @Operation(summary = "Go on")
    public Status resume() {
        return demo.resume();
    }

    @POST
    @Path("/speed")
    @Operation(summary = "Play at another speed")
    public Status speed(SpeedChange change) {
        if (change == null || change.speed() == null) {
            throw Problem.violation("speed", "required").asException();
        }
        return demo.speed(change.speed());
    }
}
