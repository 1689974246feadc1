package dev.muster.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://db:5433/muster, db:5433/muster",
        "postgres://db/muster, db:5432/muster",
        "jdbc:postgresql://db/muster, db:5432/muster",
        "postgresql://[::1]:5433/muster, [::1]:5433/muster",
        "postgresql://db/muster?sslmode=require&application_name=a%20b, db:5432/muster?sslmode=require&application_name=a%20b",
        "postgresql://li:secret@db/muster, db:5432/muster"
    })
    void shouldNameTheSameDatabaseToBothDrivers(String url, String location) {
        assertThat(DatabaseAddress.parse(url, null, null).settings())
                .containsEntry("quarkus.datasource.reactive.url", "postgresql://" + location)
                .containsEntry("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + location);
    }

    @Test
    void shouldTakeUserAndPasswordOutOfTheUrl() {
        assertThat(DatabaseAddress.parse("postgresql://li:a%40b+c:d@db/muster", null, null)
                        .settings())
                .containsEntry("quarkus.datasource.username", "li")
                .containsEntry("quarkus.datasource.password", "a@b+c:d");
    }

    @Test
    void shouldPreferUserAndPasswordGivenApart() {
        assertThat(DatabaseAddress.parse("postgresql://li:one@db/muster", "wang", "two")
                        .settings())
                .containsEntry("quarkus.datasource.username", "wang")
                .containsEntry("quarkus.datasource.password", "two");
    }

    @Test
    void shouldMigrateAsTheOwner() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://li:one@db/muster", null, null)
                .ownedBy(new DatabaseAddress.Owner("owner", "secret"));
        assertThat(address.settings())
                .containsEntry("quarkus.datasource.username", "li")
                .containsEntry("quarkus.flyway.username", "owner")
                .containsEntry("quarkus.flyway.password", "secret");
        assertThat(address.toString() + address.owner()).doesNotContain("secret");
    }

    @Test
    void shouldLeaveOutWhatIsNotGiven() {
        assertThat(DatabaseAddress.parse("postgresql://db/muster", null, null).settings())
                .containsOnlyKeys("quarkus.datasource.reactive.url", "quarkus.datasource.jdbc.url");
    }

    @Test
    void shouldNotShowThePassword() {
        assertThat(DatabaseAddress.parse("postgresql://li:secret@db/muster", null, null))
                .asString()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://db/muster",
                "postgresql://db",
                "postgresql://db/",
                "db:5432/muster",
                "postgresql:///muster",
                "a b"
            })
    void shouldRefuseOtherForms(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> DatabaseAddress.parse(url, null, null));
    }
}
