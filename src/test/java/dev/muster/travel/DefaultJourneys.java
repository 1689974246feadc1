package dev.muster.travel;

import io.smallrye.config.SmallRyeConfigBuilder;

/** Journeys by the default settings, without the service. */
public final class DefaultJourneys {

    private DefaultJourneys() {}

    public static Journeys make() {
        return new Journeys(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(TravelConfig.class)
                .build()
                .getConfigMapping(TravelConfig.class));
    }
}
