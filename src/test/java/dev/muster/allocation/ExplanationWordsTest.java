package dev.muster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.LineDecision.Lost;
import dev.muster.allocation.LineDecision.Party;
import dev.muster.allocation.LineDecision.Place;
import dev.muster.allocation.LineDecision.Preempted;
import dev.muster.allocation.engine.Explanation.Looked;
import dev.muster.allocation.engine.Explanation.Share;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.Skip;
import dev.muster.incident.PolicyLevel;
import dev.muster.incident.Sharing;
import dev.muster.platform.Wording;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationWordsTest {

    private static final Instant ASKED = Instant.parse("2026-03-01T02:00:00Z");
    private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-00000000000a");

    /** A decision of which a test changes what it is about. */
    private static final class ADecision {
        @Nullable
        Place rank = new Place(PolicyLevel.I, Urgency.STAT, true, ASKED.plusSeconds(21_600), ASKED);

        @Nullable
        Share share;

        List<Looked> sources = new ArrayList<>();
        Map<Skip, Integer> more = Map.of();
        List<Preempted> preempted = List.of();
        List<Lost> lost = List.of();

        @Nullable
        Reason reason;

        @Nullable
        String officer;

        @Nullable
        String override;

        @Nullable
        UUID plan;

        @Nullable
        KitsTold kits;

        long served;

        List<String> in(Wording language) {
            return new ExplanationWords(language)
                    .of(new LineDecision(
                            1,
                            "MASK",
                            ASKED,
                            "default@3",
                            rank,
                            1500L,
                            share,
                            sources,
                            more,
                            preempted,
                            lost,
                            served,
                            reason,
                            officer,
                            override,
                            List.of(),
                            Map.of(),
                            List.of(),
                            kits,
                            plan,
                            List.of()));
        }
    }

    private static Looked took(String site, long free, long taken) {
        return new Looked(site, null, 12.44, 37, free, taken, null);
    }

    private static Looked passed(String site, int minutes, long free, Skip skip) {
        return new Looked(site, null, 212.5, minutes, free, null, skip);
    }

    private static ADecision rich() {
        ADecision decision = new ADecision();
        decision.lost = List.of(
                new Lost(OTHER, "WH-09", 40, AllocationState.PREEMPTED, new Party(OTHER, "HOSP-05", Urgency.STAT)));
        decision.share = new Share(Sharing.PROPORTIONAL, 3, 2400, 1200);
        decision.sources.add(took("WH-01", 1200, 1000));
        decision.sources.add(passed("HOSP-03", 245, 80, Skip.FLOOR));
        decision.sources.add(new Looked("WH-02", "SURGICAL", 3, 24, 5, 5L, null));
        decision.more = Map.of(Skip.NOTHING_FREE, 12);
        decision.preempted = List.of(new Preempted(OTHER, 2, "WH-07", 195, "CLINIC-2", Urgency.ROUTINE));
        decision.served = 1200;
        decision.reason = Reason.FLOORS;
        return decision;
    }

    @Test
    void shouldTellTheWholeDecisionInEnglish() {
        assertThat(rich().in(Wording.ENGLISH))
                .containsExactly(
                        "Place in the order: response level I, STAT (life at risk), key site, needed by 2026-03-01 08:00 UTC, "
                                + "asked for 2026-03-01 02:00 UTC. Policy default@3.",
                        "40 reserved at WH-09 were taken back for HOSP-05, STAT (life at risk): request " + OTHER + ".",
                        "There was not enough for 3 needs of this class: 2,400 in all, given in equal parts of the need. "
                                + "To this one fell 1,200.",
                        "WH-01, 12.4 km, 37 min: gives 1,000 of 1,200 free.",
                        "HOSP-03, 212.5 km, 4 h 5 min: keeps its reserve (80 free).",
                        "WH-02, 3.0 km, 24 min: SURGICAL as a substitute: gives 5 of 5 free.",
                        "12 more sources: nothing free.",
                        "195 reserved at WH-07 were taken back from CLINIC-2, ROUTINE: request " + OTHER + ", line 2.",
                        "Served: 1,200 of 1,500. Missing: 300, since what is free is what sites keep as their reserve.",
                        "What would help: a commander may serve it below a reserve floor with a reason, or a floor is lowered.",
                        "It stays open and is served by the same rules as soon as goods for it come free anywhere.");
    }

    @Test
    void shouldTellTheWholeDecisionInChinese() {
        assertThat(rich().in(Wording.CHINESE))
                .containsExactly(
                        "排序：Ⅰ级响应，特急，重点保障单位，需在 2026-03-01 08:00 UTC 前到达，2026-03-01 02:00 UTC 提出。策略 default@3。",
                        "在 WH-09 预留的 40 被收回，改给 HOSP-05，特急：需求 " + OTHER + "。",
                        "同级的 3 项需求不够分：共有 2,400，按需求同比例分配。此项分得 1,200。",
                        "WH-01，12.4 公里，37 分钟：可用 1,200，给 1,000。",
                        "HOSP-03，212.5 公里，4 小时 5 分钟：保留最低储备（可用 80）。",
                        "WH-02，3.0 公里，24 分钟：以 SURGICAL 代替：可用 5，给 5。",
                        "另有 12 个来源：没有可用库存。",
                        "收回了在 WH-07 为 CLINIC-2（一般）预留的 195：需求 " + OTHER + " 第 2 行。",
                        "已满足：1,500 中的 1,200。缺 300，原因：可用的都是各站点的最低储备。",
                        "可以这样解决：指挥员说明理由后动用最低储备，或调低最低储备。",
                        "需求仍然有效，任何地方有可用物资时按同样规则立即满足。");
    }

    @Test
    void shouldTellAnOfficersChoiceWithItsReason() {
        ADecision decision = new ADecision();
        decision.rank = null;
        decision.officer = "li.wei";
        decision.override = "ward full {0}\nnight";
        decision.sources.add(took("WH-01", 1200, 30));
        decision.served = 30;
        assertThat(decision.in(Wording.ENGLISH))
                .containsExactly(
                        "Chosen by li.wei, not by rule: 30 from WH-01.",
                        "The reserve floor was set aside: ward full {0}\nnight",
                        "WH-01, 12.4 km, 37 min: gives 30 of 1,200 free.");
    }

    @Test
    void shouldTellThatAllIsServedAndByOwnStock() {
        ADecision decision = new ADecision();
        decision.sources.add(new Looked("HOSP-01", null, 0, 0, 2000, 1500L, null));
        decision.served = 1500;
        assertThat(decision.in(Wording.ENGLISH))
                .contains("HOSP-01, on the spot: gives 1,500 of 2,000 free.", "Served: all 1,500.")
                .noneMatch(sentence -> sentence.contains("would help"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveWordsForEveryRuleThatPassesASourceOver(Skip skip) {
        ADecision decision = new ADecision();
        decision.sources.add(passed("WH-01", 30, 0, skip));
        decision.more = Map.of(skip, 2);
        decision.reason = Reason.NOT_ELIGIBLE;
        expectWords(decision, skip.name(), 6 + (ExplanationWords.REMEDIED.contains(skip) ? 0 : -1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveWordsForEveryReason(Reason reason) {
        ADecision decision = new ADecision();
        decision.reason = reason;
        expectWords(decision, reason.name(), reason == Reason.FLOORS ? 4 : 3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveWordsForEveryWayOfSharing(Sharing sharing) {
        ADecision decision = new ADecision();
        decision.share = new Share(sharing, 2, 10, 5);
        expectWords(decision, sharing.name(), 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"RELEASED", "EXPIRED", "PREEMPTED"})
    void shouldHaveWordsForEveryEndOfAReservation(AllocationState end) {
        ADecision decision = new ADecision();
        Party by = end == AllocationState.PREEMPTED ? new Party(OTHER, "HOSP-05", Urgency.ASAP) : null;
        decision.lost = List.of(new Lost(OTHER, "WH-09", 40, end, by));
        expectWords(decision, end.name(), 3);
    }

    @Test
    void shouldTellThatAPlanMovedAReservation() {
        ADecision decision = new ADecision();
        decision.plan = OTHER;
        decision.lost = List.of(new Lost(OTHER, "WH-09", 40, AllocationState.PREEMPTED, null));
        assertThat(decision.in(Wording.ENGLISH))
                .contains("Decided by plan " + OTHER + ".", "40 reserved at WH-09 were moved elsewhere by a plan.");
        expectWords(decision, "PREEMPTED", 4);
    }

    @Test
    void shouldHaveWordsForEveryUrgencyAndLevel() {
        for (PolicyLevel level : PolicyLevel.values()) {
            for (Urgency urgency : Urgency.values()) {
                ADecision decision = new ADecision();
                decision.rank = new Place(level, urgency, false, ASKED, ASKED);
                expectWords(decision, "level.", 2);
                expectWords(decision, "urgency.", 2);
            }
        }
    }

    /** Every sentence is there, and none shows the name of what it has no words for. */
    private static void expectWords(ADecision decision, String name, int sentences) {
        for (Wording language : Wording.values()) {
            assertThat(decision.in(language))
                    .hasSize(sentences)
                    .noneMatch(sentence -> sentence.contains(name) || sentence.contains("{"));
        }
    }
}
