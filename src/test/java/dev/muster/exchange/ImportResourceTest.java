package dev.muster.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.muster.AWorld;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportResourceTest {

    private static final String SOON = Instant.now()
            .plus(2, ChronoUnit.DAYS)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();
    private static final String DEFAULTS = "?urgency=URGENT&neededBy=" + SOON;

    @Inject
    AWorld world;

    @Inject
    Pool pool;

    @Test
    void shouldImportAPriceListAndRefuseWhatCannotBeReadWithCertainty() {
        String supplier = "PL-" + UUID.randomUUID().toString().substring(0, 8);
        List<String> items = IntStream.range(0, 9).mapToObj(i -> world.item()).toList();
        expect(
                send(
                        "suppliers",
                        "",
                        "code,nameEn,items,holidays\n%s,x,%s=7,2027-02-06=2027-02-12\n"
                                .formatted(supplier, items.get(0))),
                "DONE",
                1,
                0,
                0);
        String csv = """
                供应商,物资,价格,货币,包装数量,交期小时
                S,I0,"1,234.50",CNY,20,48
                S,I1,12.5元,,,
                S,I2,"12,50",CNY,,
                S,I3,¥5,,,
                S,I4,1.005,CNY,,
                S,I5,-5,CNY,,
                S,I6,USD 3,CNY,,
                S,I7,,,,
                S,none,1,CNY,,
                X,I8,1,CNY,,
                S,I8,3,JPY,0,
                """.replaceAll("(?m)^S,", supplier + ",");
        for (int i = 0; i < items.size(); i++) {
            csv = csv.replace(",I" + i + ",", "," + items.get(i) + ",");
        }
        expect(send("prices", "?dryRun=true", csv), "DONE", 2, 0, 9);
        expect(send("prices", "", csv), "DONE", 2, 0, 9);
        expect(send("prices", "", csv), "DONE", 0, 2, 9);
        String first = "items.find { it.item == '" + items.get(0) + "' }";
        officer()
                .get("/api/v1/suppliers/" + supplier)
                .then()
                .body("items.size()", equalTo(2))
                .body(first + ".priceMinor", equalTo(123450))
                .body(first + ".currency", equalTo("CNY"))
                .body(first + ".packSize", equalTo(20))
                .body(first + ".leadTimeHours", equalTo(48))
                .body(first + ".capacityPerDay", equalTo(7))
                .body("items.find { it.item == '" + items.get(1) + "' }.priceMinor", equalTo(1250))
                .body("holidays[0].until", equalTo("2027-02-12"));
    }

    @Test
    void shouldImportStockOnce() {
        String site = world.site(30, 114);
        String item = world.item();
        String csv = "site,item,lot,expiry,quantity,reference\n%s,%s,L1,2099-01-31,\"1,000\",D-%s\n"
                .formatted(site, item, site);
        expect(send("stock", "", csv), "DONE", 1, 0, 0);
        expect(send("stock", "", csv), "DONE", 0, 1, 0);
        expect(send("stock", "", csv.replace("quantity", "数量")), "DONE", 0, 1, 0);
        officer()
                .get("/api/v1/stock?site=" + site + "&item=" + item)
                .then()
                .body("items[0].onHand", equalTo(1000))
                .body("items[0].lot", equalTo("L1"))
                .body("items[0].expiry", equalTo("2099-01-31"));
    }

    @Test
    void shouldCreateChangeAndLeaveSites() {
        String code = "IMP-" + UUID.randomUUID().toString().substring(0, 8);
        String csv = "编码,名称,类型,纬度,经度,床位\n%s,协和医院,医院,30.5,114.2,1000\n".formatted(code);
        expect(send("sites", "", csv), "DONE", 1, 0, 0);
        expect(send("sites", "", csv), "DONE", 0, 1, 0);
        expect(
                send("sites", "", "code,name,kind,latitude,longitude\n%s,协和医院,HOSPITAL,30.6,114.2\n".formatted(code)),
                "DONE",
                1,
                0,
                0);
        officer()
                .get("/api/v1/sites/" + code)
                .then()
                .body("name.zh", equalTo("协和医院"))
                .body("latitude", equalTo(30.6f))
                .body("beds", equalTo(1000));
        String bad = """
                code,name,kind,latitude,longitude,region
                %1$s-1,A,HOSPITAL,30,114,
                %1$s-2,B,HOSPITAL,30,114,no-such
                %1$s-3,C,CASTLE,30,114,
                %1$s-4,D,HOSPITAL,91,x,
                %1$s-5,,HOSPITAL,30,114,
                """.formatted(code);
        expect(send("sites", "?dryRun=true", bad), "DONE", 1, 0, 4);
        UUID id = send("sites", "", bad);
        expect(id, "DONE", 1, 0, 4);
        assertThat(errors(id)).contains("CASTLE is none of").contains("x is no number");
    }

    @Test
    void shouldTakeWhatIsInKits() {
        String code = "IMP-" + UUID.randomUUID().toString().substring(0, 8);
        String kits = """
                物资编码,类别,名称,单位,内容物
                %1$s-M,SUPPLY,口罩,只,
                %1$s-T,SUPPLY,止血带,条,
                %1$s-BAG,SUPPLY,急救包,个,%1$s-M=50；%1$s-T＝2
                %1$s-NONE,SUPPLY,空包,个,%1$s-X=1
                %1$s-SELF,SUPPLY,套包,个,%1$s-SELF=1
                %1$s-BAD,SUPPLY,坏包,个,%1$s-M=many
                """.formatted(code);
        expect(send("items", "?dryRun=true", kits), "DONE", 3, 0, 3);
        UUID id = send("items", "", kits);
        expect(id, "DONE", 3, 0, 3);
        assertThat(errors(id)).contains(code + "-X").contains(code + "-M=many");
        officer()
                .get("/api/v1/items/" + code + "-BAG")
                .then()
                .body("contents.item", contains(code + "-M", code + "-T"))
                .body("contents.quantity", contains(50, 2));
        expect(send("items", "", kits), "DONE", 0, 3, 3);

        String renamed = "code,kind,name,baseUnit\n%1$s-BAG,SUPPLY,急救背包,个\n".formatted(code);
        expect(send("items", "", renamed), "DONE", 1, 0, 0);
        officer().get("/api/v1/items/" + code + "-BAG").then().body("contents.quantity", contains(50, 2));
        String changed = "code,kind,name,baseUnit,contents\n%1$s-BAG,SUPPLY,急救背包,个,%1$s-T=3\n".formatted(code);
        expect(send("items", "", changed), "DONE", 1, 0, 0);
        officer().get("/api/v1/items/" + code + "-BAG").then().body("contents.quantity", contains(3));
    }

    @Test
    void shouldCreateItemsSuppliersAndLevels() {
        String code = "IMP-" + UUID.randomUUID().toString().substring(0, 8);
        String items = """
                [{"code":"%1$s-A","kind":"SUPPLY","name":{"zh":"口罩"},"baseUnit":"只","packs":[{"unit":"箱","quantity":1000}]},
                 {"code":"%1$s-B","kind":"SUPPLY","name":{"zh":"防护服"},"baseUnit":"套","substitutes":["%1$s-A"]}]
                """.formatted(code);
        byte[] json = items.getBytes(StandardCharsets.UTF_8);
        expect(send("items", "?dryRun=true", json, "application/json"), "DONE", 2, 0, 0);
        expect(send("items", "", json, "application/json"), "DONE", 2, 0, 0);
        expect(send("items", "", json, "application/json"), "DONE", 0, 2, 0);
        officer().get("/api/v1/items/" + code + "-B").then().body("substitutes", hasItem(code + "-A"));
        String suppliers = "编码,名称,供货物资\n%1$s-S,某厂,%1$s-A=5000\n%1$s-T,某厂,none=1\n".formatted(code);
        expect(send("suppliers", "", suppliers), "DONE", 1, 0, 1);
        expect(send("suppliers", "", suppliers), "DONE", 0, 1, 1);
        String site = world.site(30, 114);
        String levels = "site,item,floor,par\n%1$s,%2$s-A,10,50\n%1$s,%2$s-B,-1,5\n".formatted(site, code);
        expect(
                send(
                        "stock",
                        "?dryRun=true",
                        levels.replace("par", "par,quantity")
                                .replace(",50", ",50,")
                                .replace(",5\n", ",5,\n")),
                "DONE",
                1,
                0,
                1);
        expect(
                send(
                        "stock",
                        "?mapping=standard-stock",
                        levels.replace("par", "par,quantity")
                                .replace(",50", ",50,2箱")
                                .replace(",5\n", ",5,\n")),
                "DONE",
                2,
                0,
                1);
        officer().get("/api/v1/stock?site=" + site).then().body("items[0].onHand", equalTo(2000));
    }

    @Test
    void shouldCreateAssetsPeopleAndTeams() {
        String code = "IMP-" + UUID.randomUUID().toString().substring(0, 8);
        String items = """
                [{"code":"%1$s-V","kind":"EQUIPMENT","name":{"zh":"呼吸机"},"baseUnit":"台"},
                 {"code":"%1$s-N","kind":"STAFF","name":{"zh":"护士"},"baseUnit":"人"},
                 {"code":"%1$s-M","kind":"SUPPLY","name":{"zh":"口罩"},"baseUnit":"只"},
                 {"code":"%1$s-K","kind":"SUPPLY","name":{"zh":"急救包"},"baseUnit":"包","contents":[{"item":"%1$s-M","quantity":5}]}]
                """.formatted(code);
        expect(send("items", "", items.getBytes(StandardCharsets.UTF_8), "application/json"), "DONE", 4, 0, 0);
        String site = world.site(30, 114);
        String assets = "设备编号,设备类型,所属站点,附件\n%1$s-1,%1$s-V,%2$s,湿化器;软管\n%1$s-2,%1$s-N,%2$s,\n%1$s-3,%1$s-V,none,\n"
                .formatted(code, site);
        expect(send("assets", "?dryRun=true", assets), "DONE", 1, 0, 2);
        expect(send("assets", "", assets), "DONE", 1, 0, 2);
        expect(send("assets", "", assets), "DONE", 0, 1, 2);
        officer().get("/api/v1/assets/" + code + "-1").then().body("accessories", hasItem("软管"));
        String staff =
                "工号,所属站点,专业,资质\n%1$s-P,%2$s,%1$s-N=中级,LICENCE@%1$s-N=2099-01-31\n%1$s-Q,%2$s,%1$s-N=大师,\n%1$s-R,%2$s,%1$s-N,LICENCE=2020-01-31\n"
                        .formatted(code, site);
        UUID id = send("staff", "", staff);
        expect(id, "DONE", 1, 0, 2);
        assertThat(errors(id)).contains("大师").contains("expired");
        officer().get("/api/v1/staff/" + code + "-P").then().body("competencies[0].level", equalTo("INTERMEDIATE"));
        String teams =
                "code,home,competencies,members,composition\n%1$s-T,%2$s,%1$s-N,%1$s-P,%1$s-N@中级=1\n%1$s-U,%2$s,%1$s-N,%1$s-P;%1$s-P,\n"
                        .formatted(code, site);
        expect(send("teams", "", teams), "DONE", 1, 0, 1);
        officer().get("/api/v1/teams/" + code + "-T").then().body("composition[0].level", equalTo("INTERMEDIATE"));
        String kits =
                "code,home,competencies,members,随队套件\n%1$s-T,%2$s,%1$s-N,%1$s-P,%1$s-K@可选=2\n%1$s-X,%2$s,%1$s-N,%1$s-P,%1$s-M=1\n%1$s-Y,%2$s,%1$s-N,%1$s-P,%1$s-K=many\n"
                        .formatted(code, site);
        expect(send("teams", "", kits), "DONE", 1, 0, 2);
        officer()
                .get("/api/v1/teams/" + code + "-T")
                .then()
                .body("kits[0].kits", equalTo(2))
                .body("kits[0].required", equalTo(false))
                .body("composition[0].level", equalTo("INTERMEDIATE"));
        expect(send("teams", "", teams), "DONE", 0, 1, 1);
        officer().get("/api/v1/teams/" + code + "-T").then().body("kits[0].kits", equalTo(2));
    }

    @Test
    void shouldTakeReceiptsWithoutReferenceOncePerFile() {
        String site = world.site(30, 114);
        String item = world.item();
        String csv = "site,item,quantity\n%1$s,%2$s,10\n%1$s,%2$s,10\n".formatted(site, item);
        expect(send("stock", "", csv), "DONE", 2, 0, 0);
        expect(send("stock", "", csv), "DONE", 0, 2, 0);
        officer().get("/api/v1/stock?site=" + site).then().body("items[0].onHand", equalTo(20));
    }

    @Test
    void shouldGroupNeedsIntoRequestsAndRepeatNothing() {
        String site = world.site(30, 114);
        String warehouse = world.site(30.1, 114);
        String masks = world.item();
        String gowns = world.item();
        world.receive(warehouse, masks, 300);
        String csv = "站点,物资,数量\n%1$s,%2$s,５００\n%1$s,%3$s,若干\n".formatted(site, masks, gowns);
        expect(send("requests", DEFAULTS, csv), "DONE", 2, 0, 0);
        expect(send("requests", DEFAULTS, csv), "DONE", 0, 2, 0);
        byte[] gb = csv.getBytes(Charset.forName("GB18030"));
        expect(send("requests", DEFAULTS, gb, "text/csv"), "DONE", 0, 2, 0);
        String json =
                "[{\"site\":\"%1$s\",\"lines\":[{\"item\":\"%2$s\",\"quantity\":500},{\"item\":\"%3$s\",\"quantity\":null}]}]"
                        .formatted(site, masks, gowns);
        expect(send("requests", DEFAULTS, json.getBytes(StandardCharsets.UTF_8), "application/json"), "DONE", 0, 2, 0);
        JsonPath requests =
                officer().get("/api/v1/requests?site=" + site).then().extract().jsonPath();
        assertThat(requests.getList("items")).hasSize(1);
        officer()
                .get("/api/v1/requests/" + requests.getString("items[0].id"))
                .then()
                .body("urgency", equalTo("URGENT"))
                .body("lines.find { it.item == '" + masks + "' }.allocated", equalTo(300))
                .body("lines.find { it.item == '" + masks + "' }.shortage", equalTo(200))
                .body("lines.find { it.item == '" + gowns + "' }.provenance", equalTo("UNKNOWN"));
    }

    @Test
    void shouldRefuseAnotherQuantityForTheSameNeed() {
        String site = world.site(30, 114);
        String item = world.item();
        expect(send("requests", DEFAULTS, "site,item,quantity\n%s,%s,5\n".formatted(site, item)), "DONE", 1, 0, 0);
        UUID again = send("requests", DEFAULTS, "site,item,quantity\n%s,%s,6\n".formatted(site, item));
        expect(again, "DONE", 0, 0, 1);
        assertThat(errors(again)).contains("imported before with 5");
    }

    @Test
    void shouldGiveRefusedRowsBackToBeMended() {
        String site = world.site(30, 114);
        String item = world.item();
        String csv = "site,item,quantity,note\n"
                + "%1$s,%2$s,100,good\n".formatted(site, item)
                + "nowhere,%s,1,\"a, b\"\n".formatted(item)
                + "%1$s,%2$s,GB 19083-2010,=1+1\n".formatted(site, item)
                + "%1$s,%2$s\n".formatted(site, item);
        UUID id = send("requests", DEFAULTS, csv);
        expect(id, "DONE", 1, 0, 3);
        List<String> lines = errors(id).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("site,item,quantity,note,importError");
        assertThat(lines.get(1)).startsWith("nowhere," + item + ",1,\"a, b\",3: site: there is no site nowhere");
        assertThat(lines.get(2)).contains("GB 19083-2010,'=1+1,").contains("a standard, not a quantity");
        assertThat(lines.get(3)).startsWith(site + "," + item + ",,,").contains("the row has 2 cells, the header 4");
        assertThat(officer()
                        .header("Accept-Language", "zh-CN")
                        .get("/api/v1/imports/" + id + "/errors")
                        .asString())
                .contains("没有站点 nowhere");
        String other = world.item();
        String mended = String.join("\n", lines)
                .replace("nowhere", world.site(31, 114))
                .replace("GB 19083-2010", "200")
                .replace(site + "," + item + ",200", site + "," + other + ",200");
        mended = mended.substring(0, mended.lastIndexOf('\n') + 1);
        expect(send("requests", DEFAULTS, mended), "DONE", 2, 0, 0);
    }

    @Test
    void shouldChangeNothingInADryRun() {
        String site = world.site(30, 114);
        String item = world.item();
        String csv = "site,item,quantity\n%1$s,%2$s,5\n%1$s,%2$s,1.5\n".formatted(site, item);
        UUID trial = send("stock", "?dryRun=true", csv);
        expect(trial, "DONE", 1, 0, 1);
        officer().get("/api/v1/imports/" + trial).then().body("dryRun", equalTo(true));
        officer().get("/api/v1/stock?site=" + site).then().body("items.size()", equalTo(0));
        expect(send("stock", "", csv), "DONE", 1, 0, 1);
    }

    @Test
    void shouldApplyAllOrNothingIfAsked() {
        String site = world.site(30, 114);
        String item = world.item();
        String good = "%s,%s,5\n".formatted(site, item);
        UUID id = send("stock", "?atomic=true", "site,item,quantity\n" + good + site + ",none,5\n");
        finished(id)
                .then()
                .body("state", equalTo("REFUSED"))
                .body("accepted", equalTo(0))
                .body("acceptable", equalTo(1))
                .body("rejected", equalTo(1))
                .body("reason", containsString("1 entries were refused, so nothing was applied"));
        officer().get("/api/v1/stock?site=" + site).then().body("items.size()", equalTo(0));
        UUID done = send("stock", "?atomic=true", "site,item,quantity\n" + good);
        expect(done, "DONE", 1, 0, 0);
        finished(done).then().body("acceptable", nullValue());
    }

    @Test
    void shouldRefuseDuplicatesAndContradictions() {
        String site = world.site(30, 114);
        String masks = world.item();
        String gowns = world.item();
        String csv = "site,item,quantity\n%1$s,%2$s,5\n%1$s,%2$s,5\n%1$s,%3$s,1\n%1$s,%3$s,2\n"
                .formatted(site, masks, gowns);
        UUID id = send("requests", DEFAULTS, csv);
        expect(id, "DONE", 1, 0, 3);
        assertThat(errors(id))
                .contains("says the same as row 2; that one counts")
                .contains("row 4 says something else");
    }

    @Test
    void shouldConvertOnlyDeclaredPacks() {
        String site = world.site(30, 114);
        String item = world.item();
        pool.preparedQuery("update item set packs = '[{\"unit\":\"箱\",\"quantity\":40}]' where code = $1")
                .execute(Tuple.of(item))
                .await()
                .atMost(Duration.ofSeconds(5));
        UUID id = send("stock", "", "site,item,quantity\n%1$s,%2$s,2箱\n%1$s,%2$s,3盒\n".formatted(site, item));
        expect(id, "DONE", 1, 0, 1);
        assertThat(errors(id)).contains("wrong unit 盒: " + item + " is counted in piece");
        officer().get("/api/v1/stock?site=" + site).then().body("items[0].onHand", equalTo(80));
    }

    @Test
    void shouldTakeAMappingSentWithTheFile() {
        String site = world.site(30, 114);
        String item = world.item();
        String mapping = """
                {"kind":"requests","required":["site"],"fields":{"site":{"from":["Wo"]}},
                 "itemColumns":{"Maske":"%s"},"quantity":{"blank":"NOT_WANTED","nil":"REFUSED","zero":"NOT_WANTED","one":"QUANTITY","excelDates":false}}
                """.formatted(item);
        String id = officer()
                .multiPart(
                        "file",
                        "list.csv",
                        ("Wo;Maske\n" + site + ";12\n" + site + ";\n").getBytes(StandardCharsets.UTF_8))
                .multiPart("mapping", "m.json", mapping.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports/requests" + DEFAULTS)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        expect(UUID.fromString(id), "DONE", 1, 0, 0);
        officer()
                .get("/api/v1/imports/" + id)
                .then()
                .body("mapping", equalTo("own"))
                .body("fileName", equalTo("list.csv"));
    }

    @Test
    void shouldRefuseBadUploadsAtOnce() {
        post("requests", DEFAULTS, new byte[0], "text/csv", 400, "malformed");
        post(
                "requests",
                DEFAULTS,
                "%PDF-1.7".getBytes(StandardCharsets.UTF_8),
                "text/csv",
                415,
                "unsupported-media-type");
        post(
                "requests",
                DEFAULTS,
                new byte[] {(byte) 0x89, 'P', 'N', 'G'},
                "application/octet-stream",
                415,
                "unsupported-media-type");
        post(
                "requests",
                DEFAULTS,
                "a,b\n".getBytes(StandardCharsets.UTF_8),
                "image/png",
                415,
                "unsupported-media-type");
        post(
                "requests",
                DEFAULTS,
                "a,b\n".getBytes(StandardCharsets.UTF_8),
                "application/json",
                415,
                "unsupported-media-type");
        post("requests", "?mapping=none", "a,b\n".getBytes(StandardCharsets.UTF_8), "text/csv", 422, "rule-broken");
        post(
                "requests",
                "?mapping=hubei-2020-sites",
                "a,b\n".getBytes(StandardCharsets.UTF_8),
                "text/csv",
                422,
                "rule-broken");
        post("requests", "?incident=none", "a,b\n".getBytes(StandardCharsets.UTF_8), "text/csv", 422, "rule-broken");
        post(
                "requests",
                "?neededBy=2020-01-01T00:00:00Z",
                "a,b\n".getBytes(StandardCharsets.UTF_8),
                "text/csv",
                422,
                "rule-broken");
        post("requests", "?urgency=SOON", "a,b\n".getBytes(StandardCharsets.UTF_8), "text/csv", 400, "malformed");
        post("requests", "?dryRun=maybe", "a,b\n".getBytes(StandardCharsets.UTF_8), "text/csv", 400, "malformed");
        post("ships", "", "a,b\n".getBytes(StandardCharsets.UTF_8), "text/csv", 404, "not-found");
        officer()
                .multiPart("file", "x.csv", "a\n".getBytes(StandardCharsets.UTF_8))
                .multiPart("mapping", "m.json", "{\"fields\":7}".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports/stock")
                .then()
                .statusCode(422);
    }

    @Test
    void shouldRefuseFilesThatAreTooLarge() {
        post("stock", "", new byte[33_554_433], "application/octet-stream", 413, "too-large");
    }

    @Test
    void shouldRefuseUnreadableFilesWithoutChangingAnything() {
        String site = world.site(30, 114);
        String item = world.item();
        UUID quotes = send("stock", "", "site,item,quantity\n%1$s,%2$s,5\n%1$s,\"%2$s,5\n".formatted(site, item));
        finished(quotes)
                .then()
                .body("state", equalTo("REFUSED"))
                .body("reason", containsString("line 3"))
                .body("accepted", equalTo(0));
        officer().get("/api/v1/stock?site=" + site).then().body("items.size()", equalTo(0));
        finished(send("stock", "", "x,y\n1,2\n"))
                .then()
                .body("reason", containsString("no line holds these column titles"));
        finished(send("stock", "", "site,item,quantity\n")).then().body("state", equalTo("REFUSED"));
    }

    @Test
    void shouldNameTheSameImportForTheSameKey() {
        String key = UUID.randomUUID().toString();
        byte[] csv = "site,item,quantity\nx,y,1\n".getBytes(StandardCharsets.UTF_8);
        String first = withKey(key, csv, 202).path("id");
        assertThat(withKey(key, csv, 202).<String>path("id")).isEqualTo(first);
        withKey(key, "site,item,quantity\nx,y,2\n".getBytes(StandardCharsets.UTF_8), 409);
    }

    private io.restassured.response.ExtractableResponse<?> withKey(String key, byte[] csv, int status) {
        return officer()
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/imports/stock")
                .then()
                .statusCode(status)
                .extract();
    }

    @Test
    void shouldTakeAHundredThousandRowsAndStopWhenCancelled() {
        String site = world.site(30, 114);
        String item = world.item();
        StringBuilder csv = new StringBuilder("site,item,quantity\n");
        for (int i = 0; i < 100_000; i++) {
            csv.append(site)
                    .append(',')
                    .append(item)
                    .append(',')
                    .append(i % 7 == 0 ? "x" : "1")
                    .append('\n');
        }
        UUID trial = send("stock", "?dryRun=true", csv.toString());
        expect(trial, "DONE", 85_714, 0, 14_286);
        finished(trial).then().body("rows", equalTo(100_000)).body("progress", equalTo(1.0f));
        UUID id = send("stock", "", csv.toString());
        officer().post("/api/v1/imports/" + id + "/cancel").then().statusCode(200);
        finished(id).then().body("state", equalTo("CANCELLED"));
        officer()
                .post("/api/v1/imports/" + id + "/cancel")
                .then()
                .statusCode(409)
                .body("type", containsString("illegal-transition"));
    }

    @Test
    void shouldRefuseTooManyRows() {
        UUID id = send("stock", "", "site,item,quantity\n" + "x,y,1\n".repeat(200_001));
        finished(id).then().body("state", equalTo("REFUSED")).body("reason", containsString("200,000 rows"));
    }

    @Test
    void shouldGoOnWhereADeadProcessStopped() {
        String site = world.site(30, 114);
        String item = world.item();
        StringBuilder csv = new StringBuilder("site,item,quantity,reference\n");
        for (int i = 0; i < 20; i++) {
            csv.append("%s,%s,1,%s-%d\n".formatted(site, item, site, i));
        }
        UUID id = send("stock", "", csv.toString());
        expect(id, "DONE", 20, 0, 0);
        execute(
                "insert into import_file (job, content, mapping) select id, $2, $3::text::json from import_job where id = $1",
                Tuple.of(
                        id,
                        io.vertx.core.buffer.Buffer.buffer(csv.toString()),
                        dev.muster.exchange.mapping.Mappings.write(
                                dev.muster.exchange.mapping.Mappings.standard("stock"))));
        execute(
                "update import_job set state = 'APPLYING', ended_at = null, done = 10, accepted = 10, "
                        + "owner = gen_random_uuid(), lease_until = now() - interval '1 second' where id = $1",
                Tuple.of(id));
        expect(id, "DONE", 10, 10, 0);
        officer().get("/api/v1/stock?site=" + site).then().body("items[0].onHand", equalTo(20));
    }

    @Test
    void shouldAuditImports() {
        UUID id = send("stock", "", "site,item,quantity\nx,y,1\n");
        finished(id);
        List<String> actions = pool.preparedQuery("select action from audit_log where subject = $1 order by seq")
                .execute(Tuple.of(id.toString()))
                .map(rows ->
                        ImportStore.stream(rows).map(row -> row.getString(0)).toList())
                .await()
                .atMost(Duration.ofSeconds(5));
        assertThat(actions).containsExactly("import.start", "import.end");
    }

    @Test
    void shouldListImportsAndMappings() {
        UUID id = send("stock", "", "site,item,quantity\nx,y,1\n");
        officer().get("/api/v1/imports?limit=5").then().body("items.id", hasItem(id.toString()));
        officer().accept("text/csv").get("/api/v1/imports").then().body(startsWith("id,kind,state"));
        officer()
                .get("/api/v1/imports/mappings")
                .then()
                .body("items", hasItems("hubei-2020-requests", "standard-stock"));
        officer().get("/api/v1/imports/mappings/hubei-2020-requests").then().body("kind", equalTo("requests"));
        officer().get("/api/v1/imports/mappings/none").then().statusCode(404);
        officer().get("/api/v1/imports/" + UUID.randomUUID()).then().statusCode(404);
        officer().get("/api/v1/imports/x").then().statusCode(400);
    }

    @Test
    void shouldRefuseRolesThatMayNotImport() {
        for (String role : List.of("viewer", "keeper", "supplier", "auditor", "admin")) {
            given().auth()
                    .preemptive()
                    .basic(role, "muster-demo")
                    .contentType("text/csv")
                    .body("site,item,quantity\n")
                    .post("/api/v1/imports/stock")
                    .then()
                    .statusCode(403);
        }
    }

    private void execute(String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).await().atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification officer() {
        return given().auth().preemptive().basic("officer", "muster-demo");
    }

    private static UUID send(String kind, String query, String csv) {
        return send(kind, query, csv.getBytes(StandardCharsets.UTF_8), "text/csv");
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

    private static void post(String kind, String query, byte[] content, String type, int status, String problem) {
        officer()
                .contentType(type)
                .body(content)
                .post("/api/v1/imports/" + kind + query)
                .then()
                .statusCode(status)
                .body("type", containsString(problem));
    }

    private static io.restassured.response.Response finished(UUID id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> officer().get("/api/v1/imports/" + id).<String>path("endedAt") != null);
        return officer().get("/api/v1/imports/" + id);
    }

    private static void expect(UUID id, String state, int accepted, int unchanged, int rejected) {
        finished(id)
                .then()
                .body("state", equalTo(state))
                .body("accepted", equalTo(accepted))
                .body("unchanged", equalTo(unchanged))
                .body("rejected", equalTo(rejected));
    }

    private static String errors(UUID id) {
        return officer().get("/api/v1/imports/" + id + "/errors").asString();
    }
}
