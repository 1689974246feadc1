package dev.muster.demo;

import dev.muster.demo.Calls.Account;
import dev.muster.demo.Calls.Call;
import dev.muster.demo.Province.Place;
import dev.muster.demo.Province.Region;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Loads the province: regions, sites, items, levels, people, equipment, first stock. Repeating it changes nothing. */
final class Preparation {

    private final Province province;
    private final FirstStock firstStock;
    private final Calls calls;
    private final int parallelCalls;

    Preparation(Province province, FirstStock firstStock, Calls calls, int parallelCalls) {
        this.province = province;
        this.firstStock = firstStock;
        this.calls = calls;
        this.parallelCalls = parallelCalls;
    }

    /** Fails if the service refuses any of it: without its province the scenario cannot be played. */
    Uni<Void> load() {
        return Multi.createFrom()
                .iterable(stages())
                .onItem()
                .transformToUniAndConcatenate(this::sendAll)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Each stage needs the ones before it; inside a stage the order does not matter. */
    private List<List<Call>> stages() {
        List<List<Call>> stages = new ArrayList<>();
        Stream.of("PROVINCE", "PREFECTURE", "DISTRICT").forEach(level -> stages.add(regions(level)));
        stages.add(Stream.concat(sites(), items(true)).toList());
        stages.add(items(false).toList());
        Kits.items().forEach(kit -> stages.add(List.of(kit)));
        stages.add(levels());
        Crews crews = new Crews(province);
        stages.add(
                Stream.concat(crews.people().stream(), crews.assets().stream()).toList());
        stages.add(crews.teams());
        stages.add(crews.rosters(LocalDate.now(ZoneOffset.UTC)));
        stages.add(firstStock.receipts().stream().map(Preparation::movement).toList());
        stages.add(firstStock.kits().stream().map(Preparation::movement).toList());
        stages.add(firstStock.holds().stream().map(Preparation::movement).toList());
        return stages;
    }

    private List<Call> regions(String level) {
        return province.regions().stream()
                .filter(region -> region.level().equals(level))
                .map(Preparation::region)
                .toList();
    }

    private static Call region(Region region) {
        return Call.put(Account.ADMIN, "/api/v1/regions/" + region.code(), Payloads.region(region));
    }

    private Stream<Call> sites() {
        return province.places().stream()
                .map(place -> Call.put(Account.ADMIN, "/api/v1/sites/" + place.code(), Payloads.site(place)));
    }

    /** Substitutes must be there before the items that name them. */
    private Stream<Call> items(boolean withoutSubstitutes) {
        return province.goods().stream()
                .filter(good -> good.substitutes().isEmpty() == withoutSubstitutes)
                .map(good -> Call.put(Account.ADMIN, "/api/v1/items/" + good.code(), Payloads.item(good)));
    }

    private List<Call> levels() {
        Needs needs = new Needs(province);
        return province.places().stream()
                .filter(Place::stocked)
                .flatMap(place -> province.keptBy(place).stream()
                        .map(good -> Call.put(
                                Account.ADMIN,
                                "/api/v1/stock-levels/" + place.code() + "/" + good.code(),
                                Payloads.level(place, good, needs))))
                .toList();
    }

    private static Call movement(Deed.Move move) {
        return Call.post(Account.OFFICER, "/api/v1/movements", Payloads.move(move));
    }

    private Uni<Void> sendAll(List<Call> stage) {
        return Multi.createFrom()
                .iterable(stage)
                .onItem()
                .transformToUni(this::sendOne)
                .merge(parallelCalls)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> sendOne(Call call) {
        return calls.send(call)
                .invoke(answer -> {
                    if (!answer.ok() && !answer.doneBefore()) {
                        throw new IllegalStateException(call.method() + " " + call.path() + " was refused with "
                                + answer.status() + " " + answer.body());
                    }
                })
                .replaceWithVoid();
    }
}
