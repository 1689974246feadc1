package dev.muster.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table {@code access.txt} and the annotations in the code say the same. */
class AccessTableTest {

    @Test
    void shouldFindEndpoints() {
        assertThat(Endpoint.all()).containsKeys("POST /api/v1/session", "PUT /api/v1/accounts/{username}");
    }

    @Test
    void shouldHaveALineForEveryEndpointAndNoOther() throws Exception {
        assertThat(Endpoint.table().keySet())
                .as("lines of src/test/resources/access.txt")
                .isEqualTo(Endpoint.all().keySet());
    }

    @Test
    void shouldGrantInCodeWhatTheTableGrants() throws Exception {
        Map<String, Set<String>> code = new TreeMap<>();
        Endpoint.all().forEach((name, endpoint) -> code.put(name, endpoint.access()));
        Endpoint.table()
                .forEach((name, access) ->
                        assertThat(code.getOrDefault(name, Set.of())).as(name).isEqualTo(access));
    }

    @Test
    void shouldNameKnownRolesOnly() throws Exception {
        Endpoint.table()
                .forEach((name, access) -> assertThat(access)
                        .as(name)
                        .isNotEmpty()
                        .allMatch(
                                word -> Roles.ALL.contains(word) || word.equals("anyone") || word.equals("signed-in")));
    }
}
