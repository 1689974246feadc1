package dev.muster.exchange.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.exchange.quantity.QuantityReading.Exact;
import dev.muster.exchange.quantity.QuantityReading.NotWanted;
import dev.muster.exchange.quantity.QuantityReading.Part;
import dev.muster.exchange.quantity.QuantityReading.Refused;
import dev.muster.exchange.quantity.QuantityReading.Unknown;
import dev.muster.exchange.quantity.QuantityRule.Meaning;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTextTest {

    /** 1 is only "wanted", as in the sheets of Hubei. */
    private static final QuantityRule SHEET =
            new QuantityRule(Meaning.NOT_WANTED, Meaning.REFUSED, Meaning.NOT_WANTED, Meaning.UNKNOWN, true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1200|1200",
                "１０００|1000",
                "' 500 '|500",
                "'1,000'|1000",
                "'1,000,000'|1000000",
                "5万|50000",
                "1.5万|15000",
                "3千|3000",
                "2百万|2000000",
                "1亿|100000000",
                "10.0|10",
                "10.00|10",
                "+20|20",
                "1000(急需)|1000",
                "1000（急需）|1000",
                "需1000|1000",
                "缺口：500|500",
                "43000|43000",
                "1000000000000|1000000000000"
            })
    void shouldReadPlainNumbers(String text, long quantity) {
        assertThat(QuantityText.read(text, SHEET)).isEqualTo(new Exact(List.of(new Part(quantity, null, null))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10台|10|台|",
                "1200 支|1200|支|",
                "2000万只|20000000|只|",
                "43856只|43856|只|",
                "1只|1|只|",
                "20 boxes|20|boxes|",
                "红外线体温枪1200支|1200|支|红外线体温枪",
                "红外线空气消毒机21台|21|台|红外线空气消毒机",
                "红外线体温仪100|100||红外线体温仪",
                "84消毒液100瓶|100|瓶|84消毒液",
                "75%酒精50桶|50|桶|75%酒精",
                "N95口罩500|500||N95口罩",
                "3M口罩 200 只|200|只|3M口罩",
                "医用外科防护口罩：2000万只|20000000|只|医用外科防护口罩",
                "1200支红外线体温枪|1200|支|红外线体温枪"
            })
    void shouldReadUnitsAndNames(String text, long quantity, String unit, String item) {
        assertThat(QuantityText.read(text, SHEET)).isEqualTo(new Exact(List.of(new Part(quantity, unit, item))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"护目镜1000; 防冲击眼罩 500", "护目镜1000；防冲击眼罩500", "护目镜1000、防冲击眼罩500", "护目镜1000\n防冲击眼罩500"})
    void shouldReadSeveralNamedQuantities(String text) {
        assertThat(QuantityText.read(text, SHEET))
                .isEqualTo(new Exact(List.of(new Part(1000, null, "护目镜"), new Part(500, null, "防冲击眼罩"))));
    }

    @Test
    void shouldDropStandardThatStandsApart() {
        assertThat(QuantityText.read("YY 0469-2011\n5000", SHEET))
                .isEqualTo(new Exact(List.of(new Part(5000, null, null))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"若干", "大量", "急需", "不限", "越多越好", "?", "？", "未知", "needed", "as needed", "1", "√"})
    void shouldTakeVagueWordsAsUnknown(String text) {
        assertThat(QuantityText.read(text, SHEET)).isEqualTo(new Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000", "0", "无", "不需要", "-", "N/A"})
    void shouldTakeNothingAsNotWanted(String text) {
        assertThat(QuantityText.read(text, SHEET)).isEqualTo(new NotWanted());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GB 19083-2010|quantity-standard",
                "YY/T 0969-2013|quantity-standard",
                "GB19083-2010|quantity-standard",
                "YY 0469-2011|quantity-standard",
                "符合GB19083-2010要求|quantity-standard",
                "100-200|quantity-range",
                "100～200|quantity-range",
                "100至200|quantity-range",
                "10箱*20|quantity-product",
                "10×20|quantity-product",
                "10x20|quantity-product",
                "2000/日|quantity-rate",
                "每天2000|quantity-rate",
                "2000 per day|quantity-rate",
                "约100|quantity-about",
                "100左右|quantity-about",
                "≥100|quantity-about",
                "100多只|quantity-about",
                "100+|quantity-about",
                "至少500|quantity-about",
                "-5|quantity-negative",
                "2.5|quantity-fraction",
                "1.000|quantity-fraction",
                "0.00005万|quantity-fraction",
                "'1,0000'|quantity-grouping",
                "1000000000001|quantity-too-large",
                "1000000000000000|quantity-too-large",
                "9999999999999999999999999999999999|quantity-too-large",
                "43856|quantity-excel-date",
                "2020-01-26|quantity-date",
                "2020/1/26|quantity-date",
                "1月26日|quantity-date",
                "null|quantity-null",
                "NULL|quantity-null",
                "'1000; 500'|quantity-several",
                "'护目镜1000; 500'|quantity-several",
                "体温枪|quantity-text",
                "红外线体温仪|quantity-text",
                "N95|quantity-text",
                "84消毒液|quantity-text",
                "100 200|quantity-text",
                "5万3千|quantity-text",
                "十台|quantity-text",
                "1200支/台|quantity-text",
                "10个20个|quantity-text",
                "型号-500|quantity-text",
                "1e6|quantity-text",
                "0x10|quantity-product"
            })
    void shouldRefuseWhatIsNotCertain(String text, String reason) {
        assertThat(QuantityText.read(text, SHEET))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().message()).isEqualTo(reason));
    }

    @Test
    void shouldTakeOneAndRefuseZeroWhereTheSourceSaysNothingElse() {
        assertThat(QuantityText.read("1", QuantityRule.PLAIN)).isEqualTo(new Exact(List.of(new Part(1, null, null))));
        assertThat(QuantityText.read("43856", QuantityRule.PLAIN)).isInstanceOf(Exact.class);
        assertThat(QuantityText.read("", QuantityRule.PLAIN)).isEqualTo(new Unknown());
        assertThat(QuantityText.read(null, QuantityRule.PLAIN)).isEqualTo(new Unknown());
        assertThat(QuantityText.read("0", QuantityRule.PLAIN)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldConvertOnlyThroughDeclaredPacks() {
        Map<String, Long> packs = Map.of("箱", 1000L, "盒", 50L);
        assertThat(Units.inBaseUnits(3, "箱", "只", packs)).contains(3000L);
        assertThat(Units.inBaseUnits(3, "cartons", "只", packs)).contains(3000L);
        assertThat(Units.inBaseUnits(3, null, "只", packs)).contains(3L);
        assertThat(Units.inBaseUnits(3, "只", "只", packs)).contains(3L);
        assertThat(Units.inBaseUnits(3, "包", "只", packs)).isEmpty();
        assertThat(Units.inBaseUnits(QuantityText.MAX, "箱", "只", packs)).isEmpty();
    }

    @Property
    void shouldReadEveryWholeNumberBack(@ForAll @LongRange(min = 2, max = QuantityText.MAX) long quantity) {
        assertThat(QuantityText.read(Long.toString(quantity), QuantityRule.PLAIN))
                .isEqualTo(new Exact(List.of(new Part(quantity, null, null))));
        assertThat(QuantityText.read(String.format("%,d只", quantity), QuantityRule.PLAIN))
                .isEqualTo(new Exact(List.of(new Part(quantity, "只", null))));
    }

    @Property(tries = 2_000)
    void shouldAnswerAnyText(
            @ForAll
                    @StringLength(max = 250)
                    @net.jqwik.api.constraints.Chars({
                        '0', '1', '9', ',', '.', '-', '*', 'x', '万', '只', '口', ';', ' ', 'N', '/', '日', '年', '\n', 'Ⅷ',
                        '²', '٣'
                    })
                    String text) {
        assertThat(QuantityText.read(text, SHEET)).isNotNull();
    }
}
