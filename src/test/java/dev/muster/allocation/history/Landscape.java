package dev.muster.allocation.history;

import dev.muster.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sites, items, floors and incidents of a run. */
final class Landscape {

    static final List<String> DEPOTS = List.of("DEPOT-1", "DEPOT-2", "DEPOT-3");
    /** Has goods as well, but gives nothing. */
    static final String RESTRICTED_DEPOT = "DEPOT-4";

    static final List<String> HOSPITALS = List.of("HOSP-1", "HOSP-2", "HOSP-3", "HOSP-4");
    static final List<String> ITEMS = List.of("MASK", "RESPIRATOR", "SERUM", "GLOVE");
    /** Two masks and three gloves. */
    static final String KIT = "FIRST-AID-BAG";

    /** Incidents; a request without one ranks below all. */
    static final List<String> INCIDENTS = List.of("QUAKE-I", "FLOOD-II", "HEAT-IV");

    private Landscape() {}

    /** Makes them through the interface. */
    static void make(ServiceProcess service) throws IOException {
        for (int i = 0; i < DEPOTS.size(); i++) {
            site(service, DEPOTS.get(i), "WAREHOUSE", 30 + i, 114 + i * 0.5, "OPEN", false);
        }
        site(service, RESTRICTED_DEPOT, "WAREHOUSE", 30.1, 114.1, "RESTRICTED", false);
        for (int i = 0; i < HOSPITALS.size(); i++) {
            site(service, HOSPITALS.get(i), "HOSPITAL", 30.3 + i * 0.6, 114.2, "OPEN", i % 2 == 0);
        }
        item(service, "RESPIRATOR", 0, List.of());
        item(service, "MASK", 0, List.of("RESPIRATOR"));
        item(service, "SERUM", 30, List.of());
        item(service, "GLOVE", 0, List.of());
        new Maker(service)
                .put(
                        "/items/" + KIT,
                        Map.of(
                                "code",
                                KIT,
                                "kind",
                                "SUPPLY",
                                "name",
                                Map.of("en", KIT),
                                "baseUnit",
                                "bag",
                                "contents",
                                List.of(
                                        Map.of("item", "MASK", "quantity", 2),
                                        Map.of("item", "GLOVE", "quantity", 3))));
        for (String item : ITEMS) {
            floor(service, "DEPOT-1", item, 40);
            floor(service, "DEPOT-2", item, 15);
        }
        for (String incident : INCIDENTS) {
            String level = incident.substring(incident.indexOf('-') + 1);
            send(
                    service,
                    "POST",
                    "/incidents",
                    "commander",
                    Map.of("code", incident, "name", Map.of("en", incident), "kind", "OTHER", "level", level));
        }
        UnitLandscape.make(new Maker(service));
    }

    /** Makes things through the interface. */
    record Maker(ServiceProcess service) {

        void put(String path, Map<String, ?> body) throws IOException {
            send(service, "PUT", path, "admin", body);
        }

        void post(String path, Map<String, ?> body) throws IOException {
            send(service, "POST", path, "officer", body);
        }
    }

    private static void site(
            ServiceProcess service,
            String code,
            String kind,
            double latitude,
            double longitude,
            String status,
            boolean key)
            throws IOException {
        send(
                service,
                "PUT",
                "/sites/" + code,
                "admin",
                Map.of(
                        "code", code,
                        "name", Map.of("en", code),
                        "kind", kind,
                        "latitude", latitude,
                        "longitude", longitude,
                        "status", status,
                        "keySite", key));
    }

    private static void item(ServiceProcess service, String code, int life, List<String> substitutes)
            throws IOException {
        send(
                service,
                "PUT",
                "/items/" + code,
                "admin",
                Map.of(
                        "code",
                        code,
                        "kind",
                        "SUPPLY",
                        "name",
                        Map.of("en", code),
                        "baseUnit",
                        "piece",
                        "minRemainingLifeDays",
                        life,
                        "substitutes",
                        substitutes));
    }

    private static void floor(ServiceProcess service, String site, String item, long floor) throws IOException {
        send(service, "PUT", "/stock-levels/" + site + "/" + item, "admin", Map.of("floor", floor));
    }

    private static void send(ServiceProcess service, String method, String path, String account, Map<String, ?> body)
            throws IOException {
        HttpResponse<String> answer = service.call(method, "/api/v1" + path, account, Json.write(body));
        if (answer.statusCode() != 201 && answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** All sites that have goods. */
    static List<String> stores() {
        List<String> stores = new ArrayList<>(DEPOTS);
        stores.add(RESTRICTED_DEPOT);
        return stores;
    }
}
