package dev.muster.restock.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses in CIDR notation.
 *
 * @param base first address, 4 or 16 bytes
 * @param bits how many leading bits all its addresses share
 */
record Network(byte[] base, int bits) {

    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F:.]+/\\d{1,3}");

    /** @throws IllegalArgumentException if it is no range such as {@code 10.0.0.0/8} or {@code fc00::/7} */
    static Network parse(String cidr) {
        if (!FORM.matcher(cidr).matches()) {
            throw new IllegalArgumentException("Not a network such as 10.0.0.0/8: " + cidr);
        }
        String[] parts = cidr.split("/");
        try {
            byte[] base = InetAddress.getByName(parts[0]).getAddress();
            int bits = Integer.parseInt(parts[1]);
            if (bits > base.length * 8) {
                throw new IllegalArgumentException("Not a network such as 10.0.0.0/8: " + cidr);
            }
            return new Network(base, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not a network such as 10.0.0.0/8: " + cidr, e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != base.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((other[bit / 8] & mask) != (base[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
