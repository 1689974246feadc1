package dev.muster.allocation.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.plan.Unmet;
import dev.muster.allocation.planning.PlanLineStore.Source;
import dev.muster.allocation.planning.PlanLineStore.StoredLine;
import dev.muster.allocation.planning.PlanResult.Advice;
import dev.muster.allocation.planning.PlanResult.Served;
import dev.muster.incident.PolicyLevel;
import dev.muster.platform.Wording;
import dev.muster.request.Urgency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans in words. */
class PlanWordsTest {

    private static final UUID REQUEST = new UUID(1, 2);

    private static StoredLine line(long allocated, long served, @Nullable Unmet reason, Source... sources) {
        return new StoredLine(
                0,
                REQUEST,
                1,
                "HOSP-05",
                "N95",
                PolicyLevel.II,
                Urgency.URGENT,
                true,
                100,
                allocated,
                served,
                reason,
                "WH-01",
                31,
                true,
                false,
                List.of(sources));
    }

    @Test
    void shouldTellWhyFromThereInEnglish() {
        assertThat(new PlanWords(Wording.ENGLISH)
                        .of(line(
                                100,
                                60,
                                Unmet.SCARCE,
                                new Source("WH-01", "N95", 100, 20, 31, null),
                                new Source("WH-03", "N95", 0, 30, 132, null),
                                new Source("WH-04", "KN95", 0, 10, 12, null),
                                new Source("WH-05", "N95", 5, 0, 50, null))))
                .containsExactly(
                        "Place in the order: response level II, URGENT (today), key site. Served: 60 of 100.",
                        "WH-01 gives 20 (now 100), 31 min: the nearest that has any.",
                        "WH-03 gives 30 (now 0), 2 h 12 min: nearer is WH-01 (31 min), but what it has serves needs that come "
                                + "first, or would have to go farther then.",
                        "WH-04 gives 10 (now 0), 12 min, KN95 as a substitute: what was asked for serves needs that come "
                                + "first, or is out.",
                        "5 reserved at WH-05 (50 min) go to needs of a higher class.",
                        "Missing: 40, since what there is serves needs that come first.");
    }

    @Test
    void shouldTellWhoIsSent() {
        StoredLine line = new StoredLine(
                0,
                REQUEST,
                1,
                "HOSP-05",
                "NURSE",
                PolicyLevel.NONE,
                Urgency.STAT,
                false,
                4,
                3,
                3,
                Unmet.SCARCE,
                null,
                null,
                true,
                true,
                List.of(
                        new Source("WH-01", "NURSE", 1, 1, 31, "P-1"),
                        new Source("WH-02", "NURSE", 0, 1, 45, "P-2"),
                        new Source("WH-03", "NURSE", 1, 0, 132, "P-3")));
        assertThat(new PlanWords(Wording.ENGLISH).of(line))
                .containsExactly(
                        "Place in the order: no incident, STAT (life at risk). Served: 3 of 4.",
                        "P-1 stays, from WH-01, 31 min.",
                        "P-2 comes, from WH-02, 45 min.",
                        "P-3, reserved from WH-03 (2 h 12 min), serves others better; another one comes here.",
                        "Missing: 1, since those who could come serve needs that come first.");
        assertThat(new PlanWords(Wording.CHINESE).of(line)).contains("P-2 由 WH-02 前来，45 分钟。", "尚缺 1，因为可派者已供应更靠前的需求。");
    }

    @Test
    void shouldTellInChinese() {
        assertThat(new PlanWords(Wording.CHINESE)
                        .of(line(0, 60, Unmet.NO_STOCK, new Source("WH-01", "N95", 0, 60, 31, null))))
                .containsExactly(
                        "顺序：Ⅱ级响应，紧急，重点保障单位。满足 60，共需 100。", "WH-01 供应 60（现为 0），31 分钟：有货单位中最近。", "尚缺 40，因为各单位均无货。");
    }

    @Test
    void shouldTellWhatOneMoreWouldBring() {
        Advice advice = new Advice(
                "N95", "WH-01", new Served(REQUEST, 1, "HOSP-05", PolicyLevel.I, Urgency.STAT, 40), -3, null);
        assertThat(new PlanWords(Wording.ENGLISH).of(advice))
                .isEqualTo(
                        "One more of N95 at WH-01 would serve the need of HOSP-05 (response level I, STAT (life at risk)), "
                                + "which lacks 40.");
        assertThat(new PlanWords(Wording.CHINESE).of(advice)).contains("WH-01", "N95", "HOSP-05", "特急", "40");
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveWordsForEveryReason(Unmet reason) {
        for (Wording language : Wording.values()) {
            assertThat(new PlanWords(language).of(line(0, 0, reason)))
                    .noneMatch(sentence -> sentence.contains("reason.") || sentence.contains("{"));
        }
    }

    @Test
    void shouldHaveTheSameTextsInBothLanguages() {
        assertThat(PlanWords.TEXTS.keys(Wording.CHINESE)).isEqualTo(PlanWords.TEXTS.keys(Wording.ENGLISH));
        for (PolicyLevel level : PolicyLevel.values()) {
            assertThat(PlanWords.TEXTS.keys(Wording.ENGLISH)).contains("level." + level);
        }
        for (Urgency urgency : Urgency.values()) {
            assertThat(PlanWords.TEXTS.keys(Wording.ENGLISH)).contains("urgency." + urgency);
        }
    }
}
