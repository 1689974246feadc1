package dev.muster.asset;

import dev.muster.asset.LoanResource.LoanInput;
import dev.muster.platform.Ids;
import dev.muster.platform.Page;
import dev.muster.platform.PageRequest;
import dev.muster.platform.Problem;
import dev.muster.unit.UnitDeeds;
import dev.muster.unit.UnitDeeds.Deed;
import dev.muster.unit.UnitOrders;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Equipment lent: a booking in the asset's calendar, and to whom. */
@ApplicationScoped
class Loans {

    private final UnitOrders orders;
    private final UnitDeeds deeds;
    private final LoanStore store;

    Loans(UnitOrders orders, UnitDeeds deeds, LoanStore store) {
        this.orders = orders;
        this.deeds = deeds;
        this.store = store;
    }

    /**
     * Lends an asset, where its calendar is free. The calendar is written first: sent again, a loan that was cut off between
     * gets its borrower. Refuses as a booking is refused.
     */
    Uni<LoanView> lend(UUID id, LoanInput loan, @Nullable String onlySite, String actor) {
        return orders.lend(
                        id,
                        Objects.requireNonNull(loan.asset()),
                        Objects.requireNonNull(loan.from()),
                        Objects.requireNonNull(loan.until()),
                        loan.note(),
                        onlySite,
                        actor)
                .invoke(refusal -> refusal.map(Problem::asException).ifPresent(problem -> {
                    throw problem;
                }))
                .chain(() -> deeds.once(
                        new Deed(
                                Ids.named("loan/" + id),
                                "loan.add",
                                "loan.added",
                                "asset/" + loan.asset(),
                                new Object[] {id, loan},
                                actor),
                        LoanView.class,
                        transaction -> store.insert(
                                        transaction,
                                        id,
                                        Objects.requireNonNull(loan.borrower()),
                                        loan.contact(),
                                        loan.note(),
                                        actor)
                                .chain(() -> store.find(transaction, id))
                                .map(Objects::requireNonNull)));
    }

    /** By when they are to be back. */
    Uni<Page<LoanView>> list(
            @Nullable String asset,
            @Nullable String home,
            @Nullable String borrower,
            @Nullable Boolean overdue,
            @Nullable Boolean out,
            PageRequest page) {
        return store.page(asset, home, borrower, overdue, out, page)
                .map(rows -> page.page(
                        rows, loan -> List.of(loan.until().toString(), loan.id().toString())));
    }
}
