package dev.muster.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directions of use in docs/developers.md as rules: features in layers, each using only what stands before it.
 *
 * @param root package of the features
 * @param layers from the bottom up; the features of one layer may use each other one way
 */
record Layering(String root, List<List<String>> layers) {

    static final List<List<String>> FEATURES = List.of(
            List.of("platform"),
            List.of("security"),
            List.of("site", "catalogue"),
            List.of("incident", "travel"),
            List.of("stock"),
            List.of("unit"),
            List.of("asset", "staff"),
            List.of("request"),
            List.of("allocation"),
            List.of("restock"),
            List.of("board", "report", "exchange", "demo"));

    /** What may show in the pure parts: the language, values of other features, and how a value looks as JSON. */
    private static final String[] PURE = {
        "java..", "org.jspecify..", "com.fasterxml.jackson.annotation..", "dev.muster.."
    };

    Stream<String> features() {
        return layers.stream().flatMap(List::stream);
    }

    List<ArchRule> all() {
        List<ArchRule> rules = new ArrayList<>();
        for (int i = 0; i < layers.size() - 1; i++) {
            rules.add(upwards(layers.get(i), layers.subList(i + 1, layers.size())));
        }
        rules.add(slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.add(nothingUses("board"));
        rules.add(nothingUses("demo"));
        rules.add(pure("allocation.engine"));
        rules.add(pure("allocation.plan"));
        rules.add(pure("restock.review"));
        return rules;
    }

    private ArchRule upwards(List<String> layer, List<List<String>> above) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(layer))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        packages(above.stream().flatMap(List::stream).toList()));
    }

    private ArchRule nothingUses(String feature) {
        return noClasses()
                .that(not(resideInAPackage(packageOf(feature))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf(feature));
    }

    private ArchRule pure(String feature) {
        return classes()
                .that(resideInAnyPackage(packageOf(feature)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PURE));
    }

    private String[] packages(List<String> features) {
        return features.stream().map(this::packageOf).toArray(String[]::new);
    }

    private String packageOf(String feature) {
        return root + "." + feature + "..";
    }
}
