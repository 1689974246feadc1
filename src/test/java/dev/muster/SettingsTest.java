package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every setting stands in docs/operators.md, in a table headed {@code | setting `prefix.` | …}. */
class SettingsTest {

    private static final Path GUIDE = Path.of("docs/operators.md");
    private static final Pattern HEADING = Pattern.compile("\\| setting `(muster\\.[a-z.]+\\.)` .*");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9.-]+)`");

    @Test
    void shouldDocumentEverySetting() throws IOException {
        assertThat(documented()).containsAll(settings());
    }

    /** A setting that was renamed leaves its old name behind in the guide. */
    @Test
    void shouldDocumentNothingElse() throws IOException {
        Set<String> settings = settings();
        Set<String> prefixes = settings.stream()
                .map(name -> name.replaceAll("^(muster\\.[^.]+\\.).*", "$1"))
                .collect(Collectors.toSet());

        assertThat(documented().stream().filter(name -> prefixes.stream().anyMatch(name::startsWith)))
                .allMatch(settings::contains);
    }

    private static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        String prefix = "";
        for (String line : Files.readAllLines(GUIDE)) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                prefix = heading.group(1);
            } else if (!line.startsWith("|")) {
                prefix = "";
            } else if (!prefix.isEmpty()) {
                Matcher name = NAME.matcher(line.split("\\|")[1]);
                while (name.find()) {
                    names.add(prefix + name.group(1));
                }
            }
        }
        return names;
    }

    private static Set<String> settings() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.muster").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(type -> type.reflect())
                        .flatMap(type ->
                                names(type.getAnnotation(ConfigMapping.class).prefix(), type))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(String prefix, Class<?> mapping) {
        return Arrays.stream(mapping.getDeclaredMethods())
                .filter(method -> !method.isDefault() && !method.isSynthetic())
                .flatMap(method -> names(prefix, method));
    }

    private static Stream<String> names(String prefix, Method method) {
        String name = prefix + "." + StringUtil.skewer(method.getName());
        boolean group = method.getReturnType().isInterface()
                && method.getReturnType().getName().startsWith("dev.muster")
                && !method.isAnnotationPresent(WithDefault.class);
        return group ? names(name, method.getReturnType()) : Stream.of(name);
    }
}
