package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.muster.architecture.wrong.platform.KnowsAFeature;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayeringTest {

    private static final Layering LAYERING = new Layering("dev.muster", Layering.FEATURES);
    private static final JavaClasses MUSTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.muster");

    static Stream<ArchRule> rules() {
        return LAYERING.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldUseOneWay(ArchRule rule) {
        rule.allowEmptyShould(true).check(MUSTER);
    }

    /** A rule about a package that is not there guards nothing, and a package without a place is not guarded. */
    @Test
    void shouldPlaceEveryPackageAndNoOther() {
        List<String> packages = MUSTER.getPackage("dev.muster").getSubpackages().stream()
                .map(JavaPackage::getRelativeName)
                .toList();
        assertThat(LAYERING.features()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void shouldFindThePureParts() throws ClassNotFoundException {
        assertThat(Class.forName("dev.muster.allocation.engine.package-info")).isNotNull();
        assertThat(Class.forName("dev.muster.allocation.plan.package-info")).isNotNull();
        assertThat(Class.forName("dev.muster.restock.review.package-info")).isNotNull();
    }

    /** The rules are worth something only if they fail on what they forbid. */
    @Test
    void shouldFailOnEveryKindOfWrongUse() {
        String root = KnowsAFeature.class.getPackageName().replace(".platform", "");
        JavaClasses wrong = new ClassFileImporter().importPackages(root);
        List<ArchRule> rules = new Layering(root, Layering.FEATURES).all();

        String failures = rules.stream()
                .map(rule -> rule.allowEmptyShould(true).evaluate(wrong))
                .flatMap(result -> result.getFailureReport().getDetails().stream())
                .collect(Collectors.joining("\n"));

        assertThat(failures)
                .contains("wrong.platform.KnowsAFeature")
                .contains("wrong.allocation.engine.NotPure")
                .contains("wrong.allocation.plan.NotPure")
                .contains("wrong.exchange.ReadsTheBoard")
                .contains("Cycle detected")
                .contains("wrong.site.UsesCatalogue", "wrong.catalogue.UsesSite");
    }

    @Test
    void shouldFailTheBuildNotOnlyReport() {
        String root = KnowsAFeature.class.getPackageName().replace(".platform", "");
        JavaClasses wrong = new ClassFileImporter().importPackages(root);
        ArchRule platform = new Layering(root, Layering.FEATURES).all().get(0);

        assertThatThrownBy(() -> platform.check(wrong)).isInstanceOf(AssertionError.class);
    }
}
