package dev.muster.demo;

import dev.muster.demo.Province.Coding;
import dev.muster.demo.Province.Good;
import dev.muster.demo.Province.Kind;
import dev.muster.demo.Province.Norms;
import dev.muster.demo.Province.Pack;
import dev.muster.demo.Province.Place;
import dev.muster.demo.Province.Region;
import dev.muster.platform.Name;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads the province from the files under {@code demo/}; their README explains the columns. */
final class ProvinceFiles {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private ProvinceFiles() {}

    static Province read() {
        return new Province(
                rows("regions.csv", ProvinceFiles::region),
                rows("sites.csv", ProvinceFiles::place),
                rows("items.csv", ProvinceFiles::good));
    }

    private static <T> List<T> rows(String file, Function<CSVRecord, T> reader) {
        try (InputStream in = ProvinceFiles.class.getResourceAsStream("/demo/" + file)) {
            if (in == null) {
                throw new IllegalStateException("demo/" + file + " is missing");
            }
            return FORMAT.parse(new InputStreamReader(in, StandardCharsets.UTF_8)).stream()
                    .map(reader)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Region region(CSVRecord row) {
        String parent = row.get("parent");
        return new Region(
                row.get("code"),
                parent.isEmpty() ? null : parent,
                row.get("level"),
                name(row),
                (long) number(row, "population"),
                words(row, "neighbours"));
    }

    private static Place place(CSVRecord row) {
        return new Place(
                row.get("code"),
                Kind.valueOf(row.get("kind")),
                name(row),
                number(row, "latitude"),
                number(row, "longitude"),
                row.get("region"),
                Boolean.parseBoolean(row.get("keySite")),
                row.get("beds").isEmpty() ? null : Integer.valueOf(row.get("beds")),
                (int) number(row, "staff"),
                Boolean.parseBoolean(row.get("stocked")),
                number(row, "share"));
    }

    private static Good good(CSVRecord row) {
        String shelfLife = row.get("shelfLifeDays");
        return new Good(
                row.get("code"),
                row.get("kind"),
                name(row),
                row.get("category"),
                row.get("baseUnit"),
                words(row, "packs").stream().map(ProvinceFiles::pack).toList(),
                words(row, "codings").stream().map(ProvinceFiles::coding).toList(),
                row.get("storageClass"),
                shelfLife.isEmpty() ? null : Integer.valueOf(shelfLife),
                (int) number(row, "minRemainingLifeDays"),
                words(row, "substitutes"),
                Boolean.parseBoolean(row.get("hospitalStock")),
                new Norms(
                        number(row, "perPatientDay"),
                        number(row, "perSevereDay"),
                        number(row, "perStaffDay"),
                        number(row, "perGuestDay")),
                (long) number(row, "reserve"),
                number(row, "initialPercent") / 100);
    }

    private static Pack pack(String word) {
        String[] parts = word.split("=", 2);
        return new Pack(parts[0], Long.parseLong(parts[1]));
    }

    private static Coding coding(String word) {
        String[] parts = word.split(":", 2);
        return new Coding(parts[0], parts[1]);
    }

    private static Name name(CSVRecord row) {
        return new Name(row.get("nameZh"), row.get("nameEn"));
    }

    private static double number(CSVRecord row, String column) {
        String text = row.get(column);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static List<String> words(CSVRecord row, String column) {
        String text = row.get(column);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }
}
