package dev.gradus.playground.build;

/**
 * Bytes as ASCII characters in base 85: five characters for four bytes. That is a sixteenth less than base 64 takes. The
 * characters have no meaning within quotes or in a script element of HTML.
 */
final class Letters {
    /** Defines {@code gradusBytes(letters)}, which returns the bytes. */
    static final String DECODER = """
            const gradusBytes = letters => {
                const bytes = new Uint8Array(Math.floor(letters.length * 4 / 5));
                for (let from = 0, to = 0; from < letters.length; from += 5) {
                    let word = 0;
                    for (let i = from; i < from + 5; i++) {
                        const code = i < letters.length ? letters.charCodeAt(i) : %1$d;
                        word = word * 85 + (code === %3$d ? %2$d : code === %5$d ? %4$d : code) - %6$d;
                    }
                    for (let shift = 24; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = word >>> shift;
                }
                return bytes;
            };
            """.formatted((int) '|', (int) '<', (int) '~', (int) '\\', (int) '!', (int) '(');

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
