package dev.muster.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

    private static final PasswordHash.Cost CHEAP = new PasswordHash.Cost(64, 1, 1);

    @Test
    void shouldMatchItsPasswordOnly() {
        String phc = PasswordHash.make("correct horse", CHEAP);
        assertThat(phc).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(PasswordHash.matches("correct horse", phc)).isTrue();
        assertThat(PasswordHash.matches("correct Horse", phc)).isFalse();
        assertThat(PasswordHash.matches("", phc)).isFalse();
    }

    @Test
    void shouldSaltEachHash() {
        assertThat(PasswordHash.make("same", CHEAP)).isNotEqualTo(PasswordHash.make("same", CHEAP));
    }

    /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32}. */
    @Test
    void shouldAgreeWithTheReferenceImplementation() {
        String phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(PasswordHash.matches("password", phc)).isTrue();
        assertThat(PasswordHash.matches("Password", phc)).isFalse();
    }

    @Test
    void shouldTakeCompatibleCharactersForEqual() {
        String phc = PasswordHash.make("ｆｕｌｌ width é", CHEAP);
        assertThat(PasswordHash.matches("full width é", phc)).isTrue();
    }

    @Test
    void shouldNoticeAnotherCost() {
        String phc = PasswordHash.make("x", CHEAP);
        assertThat(PasswordHash.isOutdated(phc, CHEAP)).isFalse();
        assertThat(PasswordHash.isOutdated(phc, new PasswordHash.Cost(64, 2, 1)))
                .isTrue();
    }

    @Test
    void shouldRefuseWhatIsNoHash() {
        assertThatThrownBy(() -> PasswordHash.matches("x", "$2a$10$abc")).isInstanceOf(IllegalArgumentException.class);
    }
}
