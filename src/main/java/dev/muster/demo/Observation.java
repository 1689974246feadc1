package dev.muster.demo;

import dev.muster.demo.Calls.Account;
import dev.muster.demo.Calls.Answer;
import dev.muster.demo.Calls.Call;
import dev.muster.demo.Deed.Urgency;
import dev.muster.demo.OpenRequests.Open;
import dev.muster.demo.Province.Place;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads stock and the scenario's own open requests through the API. */
final class Observation {

    private static final int PAGE = 1000;

    private final Calls calls;
    private final Province province;
    private final Scenario scenario;

    Observation(Calls calls, Province province, Scenario scenario) {
        this.calls = calls;
        this.province = province;
        this.scenario = scenario;
    }

    Uni<Picture> stock() {
        return list("/api/v1/stock?limit=" + PAGE)
                .map(positions -> new Picture(positions.stream()
                        .filter(position -> position.getLong("onHand", 0L) > 0)
                        .map(Answers::shelf)
                        .toList()));
    }

    /**
     * Finds the scenario's requests again after a restart: their ids follow from step and site.
     *
     * @param step now
     */
    Uni<OpenRequests> ownRequests(long step) {
        Map<UUID, Long> own = ownIds(step);
        return Multi.createFrom()
                .items("SUBMITTED", "PARTLY_ALLOCATED", "ALLOCATED")
                .onItem()
                .transformToUniAndConcatenate(state -> list("/api/v1/requests?limit=" + PAGE + "&state=" + state))
                .collect()
                .asList()
                .map(lists -> new OpenRequests(lists.stream()
                        .flatMap(List::stream)
                        .filter(request -> own.containsKey(UUID.fromString(request.getString("id"))))
                        .map(request -> open(request, own))
                        .toList()));
    }

    private Map<UUID, Long> ownIds(long step) {
        Map<UUID, Long> ids = new HashMap<>();
        for (long s = Math.max(0, step - Closing.longestPatienceSteps() - Course.STEPS_PER_DAY); s <= step; s++) {
            for (Place place : province.places()) {
                ids.put(scenario.id(s, Asking.askAbout(place)), s);
                ids.put(scenario.id(s, Asking.askAboutKits(place)), s);
            }
        }
        return ids;
    }

    private static Open open(JsonObject request, Map<UUID, Long> own) {
        UUID id = UUID.fromString(request.getString("id"));
        return new Open(
                id,
                request.getString("site"),
                Urgency.valueOf(request.getString("urgency")),
                own.getOrDefault(id, 0L),
                Answers.itemsAsked(request),
                Answers.isComplete(request));
    }

    /** The entries of all pages. */
    private Uni<List<JsonObject>> list(String path) {
        return pages(path, path, new ArrayList<>());
    }

    private Uni<List<JsonObject>> pages(String list, String path, List<JsonObject> before) {
        return calls.send(Call.get(Account.OFFICER, path))
                .map(Observation::required)
                .chain(page -> {
                    Answers.items(page).forEach(before::add);
                    String next = page.getString("next");
                    return next == null
                            ? Uni.createFrom().item(before)
                            : pages(list, list + "&cursor=" + encoded(next), before);
                });
    }

    private static String encoded(String cursor) {
        return URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }

    private static JsonObject required(Answer answer) {
        if (!answer.ok()) {
            throw new IllegalStateException("A list was refused with " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }
}
