package dev.muster.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registers and rosters as files, CSV, XLSX and JSON. */
@QuarkusTest
class UnitFilesTest {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Day of the shifts: ahead, and the same for a whole test. */
    private final LocalDate day = LocalDate.now(ZONE).plusDays(30);

    @Inject
    AWorld world;

    private String code;
    private String site;

    @BeforeEach
    void register() {
        code = "UF-" + UUID.randomUUID().toString().substring(0, 8);
        site = world.site(30, 114);
        String items = """
                [{"code":"%1$s-V","kind":"EQUIPMENT","name":{"zh":"呼吸机"},"baseUnit":"台"},
                 {"code":"%1$s-N","kind":"STAFF","name":{"zh":"护士"},"baseUnit":"人"}]
                """.formatted(code);
        expect(send("items", "", items.getBytes(StandardCharsets.UTF_8), "application/json"), "DONE", 2, 0, 0);
    }

    private void people() {
        String staff = "工号,所属站点,专业\n%1$s-P,%2$s,%1$s-N\n%1$s-Q,%2$s,%1$s-N\n".formatted(code, site);
        expect(csv("staff", "", staff), "DONE", 2, 0, 0);
        String teams = "code,home,competencies,members\n%1$s-T,%2$s,%1$s-N,%1$s-P\n".formatted(code, site);
        expect(csv("teams", "", teams), "DONE", 1, 0, 0);
    }

    @Test
    void shouldTakeRegistersAndARosterFromWorkbooks() {
        byte[] assets = book(sheet -> {
            row(sheet, 0, "设备编号", "设备类型", "所属站点", "附件", "序列号");
            row(sheet, 1, code + "-1", code + "-V", site, "湿化器;软管", "  SN 4711 ");
            row(sheet, 2, code + "-2", code + "-V", site, null, null);
            sheet.value(2, 4, 471100123456L);
            row(sheet, 3, code + "-3", code + "-N", site, null, null);
        });
        expect(send("assets", "", assets, XLSX), "DONE", 2, 0, 1);
        officer().get("/api/v1/assets/" + code + "-1").then().body("serial", equalTo("SN 4711"));
        officer().get("/api/v1/assets/" + code + "-2").then().body("serial", equalTo("471100123456"));

        byte[] staff = book(sheet -> {
            row(sheet, 0, "工号", "所属站点", "专业", "资质");
            row(sheet, 1, code + "-P", site, code + "-N＝中级", "LICENCE@" + code + "-N=2099-01-31");
            row(sheet, 2, code + "-Q", site, code + "-N=大师", null);
        });
        expect(send("staff", "", staff, XLSX), "DONE", 1, 0, 1);

        byte[] teams = book(sheet -> {
            row(sheet, 0, "队伍编号", "所属站点", "专业", "成员", "编成");
            row(sheet, 1, code + "-T", site, code + "-N", code + "-P", code + "-N@中级=1");
            row(sheet, 2, code + "-U", site, code + "-N", code + "-P;" + code + "-P", null);
        });
        expect(send("teams", "", teams, XLSX), "DONE", 1, 0, 1);

        byte[] roster = book(sheet -> {
            row(sheet, 0, "工号", "队伍编号", "开始", "结束", "班次类型");
            row(sheet, 1, code + "-P", null, null, null, "备班");
            time(sheet, 1, 2, day.atTime(8, 0));
            time(sheet, 1, 3, day.atTime(16, 0));
            row(sheet, 2, null, code + "-T", day + " 20:00", day + " 24:00", "值班");
        });
        UUID id = send("rosters", "", roster, XLSX);
        expect(id, "DONE", 2, 0, 0);
        officer()
                .get("/api/v1/rosters?staff=" + code + "-P")
                .then()
                .body(
                        "items.from",
                        contains(day.atTime(8, 0).atZone(ZONE).toInstant().toString()))
                .body("items.onCall", contains(true));
        officer()
                .get("/api/v1/rosters?team=" + code + "-T")
                .then()
                .body(
                        "items.until",
                        contains(day.plusDays(1).atStartOfDay(ZONE).toInstant().toString()));
        expect(send("rosters", "", roster, XLSX), "DONE", 0, 2, 0);
    }

    @Test
    void shouldRefuseAWholeRosterOverOneOverlapAndNameTheRows() {
        people();
        String roster = """
                staff,team,from,until
                P,,D 08:00,D 16:00
                Q,,D 08:00,D 16:00
                P,,D 15:59,D 23:00
                P,,D 16:00,D 17:00
                """.replace("D", day.toString()).replaceAll("(?m)^([PQ]),", code + "-$1,");
        UUID id = csv("rosters", "", roster);
        finished(id)
                .then()
                .body("state", equalTo("REFUSED"))
                .body("atomic", equalTo(true))
                .body("rejected", equalTo(1));
        assertThat(errors(id)).contains("overlaps row 2");
        officer().get("/api/v1/rosters?staff=" + code + "-P").then().body("items", hasSize(0));

        String mended = roster.replace("15:59", "17:00");
        expect(csv("rosters", "?dryRun=true", mended), "DONE", 4, 0, 0);
        officer().get("/api/v1/rosters?staff=" + code + "-P").then().body("items", hasSize(0));
        expect(csv("rosters", "", mended), "DONE", 4, 0, 0);
        officer().get("/api/v1/rosters?staff=" + code + "-P").then().body("items", hasSize(3));

        UUID again = csv("rosters", "", mended + code + "-Q,," + day + " 12:00," + day + " 18:00\n");
        finished(again).then().body("state", equalTo("REFUSED"));
        assertThat(errors(again)).contains("overlaps the shift from");
        officer().get("/api/v1/rosters?staff=" + code + "-Q").then().body("items", hasSize(1));
    }

    @Test
    void shouldNameEverythingThatIsWrongInADirtyRoster() {
        people();
        String roster = """
                staff,team,from,until,onCall
                P,,D 16:00,D 08:00,
                nobody,,D 08:00,D 16:00,
                P,T,D 08:00,D 16:00,
                ,,D 08:00,D 16:00,
                P,,8 o'clock,D 16:00,
                P,,D 08:00,,
                P,,D 08:00,D 16:00,perhaps
                P,,2020-01-01 08:00,2020-03-01 08:00,
                P,,D 18:00,D 19:00,
                P,,D 18:00,D 19:00,
                Q,,D 18:00,D 19:00,1
                Q,,D 18:00,D 19:00,0
                """.replace("D", day.toString())
                .replaceAll("(?m)^([PQ]),", code + "-$1,")
                .replace(",T,", "," + code + "-T,");
        UUID id = csv("rosters", "", roster);
        finished(id).then().body("state", equalTo("REFUSED"));
        String errors = errors(id);
        assertThat(errors.lines().count()).isEqualTo(1 + 8 + 1 + 2);
        assertThat(errors)
                .contains("must lie after the start")
                .contains("nobody")
                .contains("either a staff number or a team")
                .contains("8 o'clock is no time")
                .contains("perhaps");
        officer().get("/api/v1/rosters?staff=" + code + "-P").then().body("items", hasSize(0));
    }

    @Test
    void shouldTakeTimesWithAZoneAndNightsPastMidnight() {
        people();
        String roster = """
                [{"staff":"%1$s-P","from":"%2$sT22:00+08:00","until":"%3$sT06:00+08:00"},
                 {"staff":"%1$s-P","from":"%3$s 06:00","until":"%3$s","onCall":true},
                 {"team":"%1$s-T","from":"%2$sT14:00Z","until":"%2$sT22:00Z"}]
                """.formatted(code, day, day.plusDays(1));
        expect(send("rosters", "", roster.getBytes(StandardCharsets.UTF_8), "application/json"), "DONE", 3, 0, 0);
        String midnight = day.plusDays(2).atStartOfDay(ZONE).toInstant().toString();
        officer().get("/api/v1/rosters?staff=" + code + "-P").then().body("items[1].until", equalTo(midnight));
        officer()
                .get("/api/v1/rosters?team=" + code + "-T")
                .then()
                .body(
                        "items[0].from",
                        equalTo(day.atTime(22, 0).atZone(ZONE).toInstant().toString()));
    }

    @Test
    void shouldKeepRostersToThoseWhoDirectPeople() {
        for (String role : new String[] {"admin", "keeper", "viewer", "supplier", "auditor"}) {
            given().auth()
                    .preemptive()
                    .basic(role, "muster-demo")
                    .contentType("text/csv")
                    .body("staff,from,until\n")
                    .post("/api/v1/imports/rosters")
                    .then()
                    .statusCode(403);
        }
    }

    private interface Filling {
        void fill(Worksheet sheet);
    }

    private static byte[] book(Filling filling) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", "1.0")) {
            filling.fill(book.newWorksheet("Sheet1"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void row(Worksheet sheet, int at, @Nullable String... cells) {
        for (int i = 0; i < cells.length; i++) {
            @Nullable String cell = cells[i];
            if (cell != null) {
                sheet.value(at, i, cell);
            }
        }
    }

    private static void time(Worksheet sheet, int row, int column, LocalDateTime time) {
        sheet.value(row, column, time);
        sheet.style(row, column).format("yyyy-mm-dd hh:mm").set();
    }

    private static RequestSpecification officer() {
        return given().auth().preemptive().basic("officer", "muster-demo");
    }

    private static UUID csv(String kind, String query, String text) {
        return send(kind, query, text.getBytes(StandardCharsets.UTF_8), "text/csv");
    }

    private static UUID send(String kind, String query, byte[] content, String type) {
        String id = officer()
                .contentType(type)
                .body(content)
                .post("/api/v1/imports/" + kind + query)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        return UUID.fromString(id);
    }

    private static io.restassured.response.Response finished(UUID id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> officer().get("/api/v1/imports/" + id).<String>path("endedAt") != null);
        return officer().get("/api/v1/imports/" + id);
    }

    private static void expect(UUID id, String state, int accepted, int unchanged, int rejected) {
        String said = errors(id);
        assertThat(finished(id).<String>path("state")).as(said).isEqualTo(state);
        finished(id)
                .then()
                .body("accepted", equalTo(accepted))
                .body("unchanged", equalTo(unchanged))
                .body("rejected", equalTo(rejected));
    }

    private static String errors(UUID id) {
        finished(id);
        return officer().get("/api/v1/imports/" + id + "/errors").asString();
    }
}
