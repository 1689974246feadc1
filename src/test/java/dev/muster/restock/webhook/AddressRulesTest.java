package dev.muster.restock.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRules PUBLIC_ONLY = new AddressRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.7",
                "192.168.1.1",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "167772161",
                "2130706433"
            })
    void shouldNotCallWhatIsNotPublic(String address) throws Exception {
        assertThat(PUBLIC_ONLY.allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2400:3200::1",
                "::ffff:8.8.8.8"
            })
    void shouldCallPublicAddresses(String address) throws Exception {
        assertThat(PUBLIC_ONLY.allow(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void shouldCallNetworksThatAreNamedAndNoOthers() throws Exception {
        AddressRules rules = new AddressRules(List.of("10.1.0.0/16", "fd00::/8"));

        assertThat(rules.allow(InetAddress.getByName("10.1.255.1"))).isTrue();
        assertThat(rules.allow(InetAddress.getByName("::ffff:10.1.2.3"))).isTrue();
        assertThat(rules.allow(InetAddress.getByName("fdab::1"))).isTrue();
        assertThat(rules.allow(InetAddress.getByName("10.2.0.1"))).isFalse();
        assertThat(rules.allow(InetAddress.getByName("127.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/33", "::/129", "example.com/8", "10.0.0.0/-1"})
    void shouldRefuseWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRules(List.of(text)));
    }
}
