package dev.muster.demo;

import dev.muster.demo.Answers.Reserved;
import dev.muster.demo.Calls.Account;
import dev.muster.demo.Calls.Answer;
import dev.muster.demo.Calls.Call;
import dev.muster.demo.Deed.Ask;
import dev.muster.demo.Deed.Declare;
import dev.muster.demo.Deed.Fetch;
import dev.muster.demo.Deed.Move;
import dev.muster.demo.Deed.TakeBack;
import dev.muster.demo.Deed.Withdraw;
import dev.muster.demo.OpenRequests.Open;
import dev.muster.platform.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Sends deeds to the service and keeps the open requests up to date with its answers. */
final class Performance {

    private final Calls calls;
    private final UUID run;
    private final OpenRequests open;
    private final Tally tally;
    private final Set<String> stockedSitesAndItems;

    Performance(Calls calls, Province province, UUID run, OpenRequests open, Tally tally) {
        this.calls = calls;
        this.run = run;
        this.open = open;
        this.tally = tally;
        this.stockedSitesAndItems = province.stockedWards().stream()
                .flatMap(ward -> province.keptBy(ward).stream().map(good -> ward.code() + "/" + good.code()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param step at which it is done
     * @param neededBy for a request
     */
    Uni<Void> perform(Deed deed, long step, Instant neededBy) {
        if (deed instanceof Ask ask) {
            return ask(ask, step, neededBy);
        }
        if (deed instanceof Move move) {
            return move(Account.OFFICER, move).replaceWithVoid();
        }
        if (deed instanceof Withdraw withdraw) {
            return cancel(withdraw.id(), withdraw.request(), withdraw.reason()).replaceWithVoid();
        }
        if (deed instanceof Fetch fetch) {
            return fetch(fetch);
        }
        if (deed instanceof TakeBack takeBack) {
            return takeBack(takeBack);
        }
        return declare((Declare) deed);
    }

    private Uni<Void> ask(Ask ask, long step, Instant neededBy) {
        Account as = ask.byKeeper() ? Account.KEEPER : Account.OFFICER;
        JsonObject body = Payloads.request(ask, incidentId(ask.incident()), neededBy);
        return send("requests", Call.post(as, "/api/v1/requests", body))
                .chain(answer -> answer.doneBefore()
                        ? calls.send(get(ask.id()))
                        : Uni.createFrom().item(answer))
                .invoke(answer -> note(ask, step, answer))
                .replaceWithVoid();
    }

    private void note(Ask ask, long step, Answer answer) {
        if (answer.ok() && Answers.isOpen(answer.body())) {
            Set<String> items = ask.lines().stream().map(Deed.Wish::item).collect(Collectors.toUnmodifiableSet());
            boolean complete = Answers.isComplete(answer.body());
            open.put(new Open(ask.id(), ask.site(), ask.urgency(), step, items, complete));
        }
    }

    /** Looks how the request stands now, and forgets it if somebody has ended it. */
    Uni<Void> look(Open request) {
        return calls.send(get(request.id()))
                .invoke(answer -> {
                    if (answer.status() == 404 || answer.ok() && !Answers.isOpen(answer.body())) {
                        open.remove(request.id());
                    } else if (answer.ok()) {
                        open.put(new Open(
                                request.id(),
                                request.site(),
                                request.urgency(),
                                request.step(),
                                Answers.itemsAsked(answer.body()),
                                Answers.isComplete(answer.body())));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Answer> move(Account as, Move move) {
        return send("movements." + move.kind(), Call.post(as, "/api/v1/movements", Payloads.move(move)));
    }

    private Uni<Answer> cancel(UUID command, UUID request, String reason) {
        JsonObject body = new JsonObject().put("reason", reason);
        String path = "/api/v1/requests/" + request + "/cancel";
        return send("requests.closed", Call.command(Account.OFFICER, path, body, command))
                .invoke(() -> open.remove(request));
    }

    /**
     * The reservations end with the request; what they held is issued at the source and received at the asking site. If
     * another shortage has taken the goods in between, they stay with it.
     */
    private Uni<Void> fetch(Fetch fetch) {
        return calls.send(get(fetch.request())).chain(request -> {
            if (!request.ok() || !Answers.isOpen(request.body())) {
                open.remove(fetch.request());
                return Uni.createFrom().voidItem();
            }
            String destination = request.body().getString("site");
            return cancel(fetch.id(), fetch.request(), "goods fetched")
                    .chain(() -> Multi.createFrom()
                            .iterable(Answers.reserved(request.body()))
                            .onItem()
                            .transformToUniAndConcatenate(reserved -> handOver(reserved, destination))
                            .collect()
                            .last())
                    .replaceWithVoid();
        });
    }

    private Uni<Void> handOver(Reserved goods, String destination) {
        return move(Account.OFFICER, part(goods, "ISSUE", goods.source()))
                .chain(issued -> issued.ok() && stockedSitesAndItems.contains(destination + "/" + goods.item())
                        ? move(Account.OFFICER, part(goods, "RECEIPT", destination))
                        : Uni.createFrom().item(issued))
                .replaceWithVoid();
    }

    private static Move part(Reserved goods, String kind, String site) {
        return new Move(
                Ids.named(kind + "/" + goods.id()),
                kind,
                site,
                goods.item(),
                goods.lot(),
                null,
                goods.quantity(),
                null);
    }

    private Uni<Void> takeBack(TakeBack takeBack) {
        return calls.send(get(takeBack.request()))
                .chain(request -> Multi.createFrom()
                        .iterable(Answers.reserved(request.body()))
                        .select()
                        .first(1)
                        .onItem()
                        .transformToUniAndConcatenate(reserved -> release(takeBack, reserved))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Answer> release(TakeBack takeBack, Reserved reserved) {
        JsonObject body = new JsonObject().put("reason", takeBack.reason());
        String path = "/api/v1/allocations/" + reserved.id() + "/release";
        return send("releases", Call.command(Account.OFFICER, path, body, takeBack.id()));
    }

    private Uni<Void> declare(Declare declare) {
        Emergency emergency = declare.emergency();
        UUID id = incidentId(emergency.code());
        String path = "/api/v1/incidents/" + id;
        return calls.send(Call.get(Account.COMMANDER, path))
                .chain(known -> known.ok()
                        ? send("incidents.changed", change(path, emergency))
                        : send(
                                "incidents",
                                Call.post(Account.COMMANDER, "/api/v1/incidents", Payloads.incident(id, emergency))))
                .replaceWithVoid();
    }

    private static Call change(String path, Emergency emergency) {
        JsonObject changes = new JsonObject().put("level", emergency.level()).put("phase", emergency.phase());
        return Call.patch(Account.COMMANDER, path, changes);
    }

    private UUID incidentId(String code) {
        return Ids.named("demo/" + run + "/incident " + code);
    }

    private static Call get(UUID request) {
        return Call.get(Account.OFFICER, "/api/v1/requests/" + request);
    }

    /** Counts the outcome. Goods that others have taken meanwhile are part of the game; other refusals are told once. */
    private Uni<Answer> send(String what, Call call) {
        return calls.send(call).invoke(answer -> {
            if (answer.ok() || answer.doneBefore()) {
                tally.add(what);
                return;
            }
            tally.add(what + ".refused");
            if (!answer.problem().equals("not-enough-stock")) {
                String cause = answer.status() + " " + answer.problem();
                calls.note(what, cause, answer.body().getString("detail", ""));
            }
        });
    }
}
