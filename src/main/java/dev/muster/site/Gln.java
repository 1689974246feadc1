package dev.muster.site;

/** GS1 Global Location Numbers: 13 digits, the last a check digit (GS1 General Specifications, 7.9). */
final class Gln {

    private static final int LENGTH = 13;

    private Gln() {}

    static boolean isValid(String text) {
        if (text.length() != LENGTH || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += (text.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }
}
