package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Manifests and Dockerfiles name each other and the service's paths; nothing else would notice a slip before a cluster does. */
class DeploymentFilesTest {

    private static final Path MANIFESTS = Path.of("k8s");
    private static final Path IMAGES = Path.of("src/main/docker");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldListEveryManifest() throws IOException {
        List<String> listed = new ArrayList<>();
        manifest("kustomization").get("resources").forEach(resource -> listed.add(resource.asText()));

        try (Stream<Path> files = Files.list(MANIFESTS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(listed.stream(), Stream.of("kustomization.yaml"))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"startupProbe, /q/health/started", "readinessProbe, /q/health/ready", "livenessProbe, /q/health/live"})
    void shouldProbeTheHealthPaths(String probe, String path) throws IOException {
        JsonNode get = container().at("/" + probe + "/httpGet");

        assertThat(get.get("path").asText()).isEqualTo(path);
        assertThat(get.get("port").asText()).isEqualTo(port().get("name").asText());
    }

    @Test
    void shouldTakeThePasswordFromASecretAndTheRestFromTheConfigMap() throws IOException {
        JsonNode environment = container().get("env");
        List<String> fromSecret = StreamSupport.stream(environment.spliterator(), false)
                .filter(variable ->
                        variable.at("/valueFrom/secretKeyRef/name").asText().equals("muster-database"))
                .map(variable -> variable.get("name").asText() + "="
                        + variable.at("/valueFrom/secretKeyRef/key").asText())
                .toList();

        assertThat(fromSecret)
                .containsExactlyInAnyOrder(
                        "MUSTER_DATABASE_USERNAME=username",
                        "MUSTER_DATABASE_PASSWORD=password",
                        "MUSTER_DATABASE_OWNER_USERNAME=owner-username",
                        "MUSTER_DATABASE_OWNER_PASSWORD=owner-password");
        assertThat(container().at("/envFrom/0/configMapRef/name"))
                .isEqualTo(manifest("configmap").at("/metadata/name"));
        assertThat(manifest("configmap").at("/data/MUSTER_DATABASE_URL").asText())
                .startsWith("postgresql://")
                .doesNotContain("@");
        assertThat(Files.readString(Path.of("docs/operators.md"))).contains("create secret generic muster-database");
    }

    @Test
    void shouldServeWhatTheDeploymentRuns() throws IOException {
        JsonNode deployment = manifest("deployment");
        JsonNode labels = deployment.at("/spec/template/metadata/labels");

        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(deployment.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(manifest("service").at("/spec/selector")).isEqualTo(labels);
        assertThat(manifest("service").at("/spec/ports/0/targetPort")).isEqualTo(port().get("name"));
        assertThat(manifest("poddisruptionbudget").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(manifest("poddisruptionbudget").at("/spec/minAvailable").asInt())
                .isLessThan(3);
        assertThat(manifest("ingress").at("/spec/rules/0/http/paths/0/backend/service/name"))
                .isEqualTo(manifest("service").at("/metadata/name"));
        assertThat(deployment.at("/spec/template/spec/serviceAccountName"))
                .isEqualTo(manifest("serviceaccount").at("/metadata/name"));
    }

    @Test
    void shouldRunWithoutRights() throws IOException {
        JsonNode pod = manifest("deployment").at("/spec/template/spec");
        JsonNode rights = container().get("securityContext");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(rights.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(rights.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container().at("/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");
    }

    /** Ready goes first, then the stop: the pod must live long enough for both. */
    @Test
    void shouldOutliveItsShutdownDelay() throws IOException {
        String delay = manifest("configmap").at("/data/QUARKUS_SHUTDOWN_DELAY").asText();

        assertThat(manifest("deployment")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isGreaterThan(Integer.parseInt(delay.replace("s", "")) + 15);
    }

    @Test
    void shouldRunTheJarAsTheTestsDo() throws IOException {
        String image = Files.readString(IMAGES.resolve("Dockerfile.jvm"));

        assertThat(entrypoint(image)).isEqualTo(ServiceProcess.COMMAND);
        assertThat(instructions(image, "COPY")).contains("target/quarkus-app/*.jar /app/");
        assertThat(instructions(image, "WORKDIR")).containsExactly("/app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-micro"})
    void shouldRunImagesAsTheUserOfTheDeployment(String file) throws IOException {
        String image = Files.readString(IMAGES.resolve(file));
        JsonNode user = manifest("deployment").at("/spec/template/spec/securityContext");

        assertThat(instructions(image, "USER"))
                .containsExactly(user.get("runAsUser").asText() + ":"
                        + user.get("runAsGroup").asText());
        assertThat(instructions(image, "EXPOSE"))
                .containsExactly(port().get("containerPort").asText());
        assertThat(instructions(image, "FROM")).allMatch(from -> from.contains(":"), "a tag");
    }

    private static JsonNode container() throws IOException {
        return manifest("deployment").at("/spec/template/spec/containers/0");
    }

    private static JsonNode port() throws IOException {
        return container().at("/ports/0");
    }

    private static JsonNode manifest(String name) throws IOException {
        Object document = new Yaml().load(Files.readString(MANIFESTS.resolve(name + ".yaml")));
        return JSON.valueToTree(document);
    }

    private static List<String> entrypoint(String image) throws IOException {
        String words = instructions(image, "ENTRYPOINT").get(0);
        return JSON.readerForListOf(String.class).readValue(words);
    }

    private static List<String> instructions(String image, String name) {
        return image.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .toList();
    }
}
