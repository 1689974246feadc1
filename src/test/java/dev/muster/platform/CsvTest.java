package dev.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvTest {

    record Pack(String unit, long quantity) {}

    record Row(
            String code,
            @Nullable Name name,
            @Nullable Long quantity,
            @Nullable Double latitude,
            List<String> substitutes,
            List<Pack> packs) {}

    record Versioned(String code, @JsonUnwrapped Pack pack) {}

    private final ObjectMapper json = JsonRules.configure(new ObjectMapper());

    private String csv(Row... rows) {
        return Csv.write(Row.class, List.of(rows), json);
    }

    @Test
    void shouldWriteHeaderWithoutRows() {
        assertThat(csv()).isEqualTo("code,name.zh,name.en,quantity,latitude,substitutes,packs\r\n");
    }

    @Test
    void shouldNameWhatIsUnwrappedAsJsonDoes() {
        assertThat(Csv.write(Versioned.class, List.of(new Versioned("A", new Pack("box", 50))), json))
                .isEqualTo("code,unit,quantity\r\nA,box,50\r\n");
    }

    @Test
    void shouldFlattenAndQuote() {
        Row row = new Row("A,1", new Name("口\"罩", null), -5L, 1e-7, List.of("B", "C"), List.of(new Pack("box", 50)));
        assertThat(csv(row))
                .endsWith(
                        "\"A,1\",\"口\"\"罩\",,-5,0.00000010,B;C,\"[{\"\"unit\"\":\"\"box\"\",\"\"quantity\"\":50}]\"\r\n");
    }

    @Test
    void shouldDisarmFormulas() {
        for (String evil : List.of("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\tx")) {
            assertThat(Csv.guard(evil)).isEqualTo("'" + evil);
            assertThat(Csv.unguard(Csv.guard(evil))).isEqualTo(evil);
        }
        assertThat(Csv.guard("-5")).isEqualTo("-5");
        assertThat(Csv.guard("plain")).isEqualTo("plain");
        assertThat(Csv.guard("")).isEmpty();
    }

    @Property
    void shouldBeReadBackByAnotherReader(@ForAll String code) throws Exception {
        String text = csv(new Row(code, null, null, null, List.of(), List.of()));
        var records = CSVFormat.RFC4180.parse(new StringReader(text)).getRecords();
        assertThat(Csv.unguard(records.get(1).get(0))).isEqualTo(Csv.unguard(code));
    }
}
