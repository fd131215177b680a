package dev.gradus.playground.build;

/**
 * Bytes as ASCII characters in base 85: five characters for four bytes. That is a sixteenth less than base 64 takes. The
 * characters have no meaning within quotes or in a script element of HTML. {@code bytesOf} in {@code worker.js} reads them.
 */
final class Letters {
    private static final int BASE = 85;

    private Letters() {}

    static String of(byte... bytes) {
        StringBuilder letters = new StringBuilder(bytes.length / 4 * 5 + 5);
        for (int from = 0; from < bytes.length; from += 4) {
            long word = 0;
            for (int i = from; i < from + 4; i++) {
                word = word << 8 | (i < bytes.length ? bytes[i] & 255 : 0);
            }
            int length = Math.min(4, bytes.length - from) + 1;
            for (long place = BASE * BASE * BASE * BASE; length > 0; length--, place /= BASE) {
                letters.append(letter((int) (word / place % BASE)));
            }
        }
        return letters.toString();
    }

    private static char letter(int digit) {
        char letter = (char) ('(' + digit);
        return letter == '<' ? '~' : letter == '\\' ? '!' : letter;
    }
}
