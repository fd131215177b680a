package dev.gradus.playground.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of an address that people read and write: words as {@code name=value}, separated by {@code &}. In a value a space is
 * written {@code +}, and signs with a meaning in addresses as {@code %3C}, as in a form that a browser sends.
 *
 * @param words in their order
 */
record AddressWords(List<Word> words) {
    /** Signs that would end a word or a link, in a mail for example. */
    private static final String ESCAPED = "%&+#<>\"`\\|^{}";

    /** Signs that a program which finds links in a text does not take for the last one of a link. */
    private static final String ENDS = ".,:;!?'()*";

    private static final String DIGITS = "0123456789ABCDEF";

    /**
     * A word of an address.
     *
     * @param value what stands behind the =, decoded
     */
    record Word(String name, String value) {}

    /** The words of a text; one without = has an empty value. */
    static AddressWords read(String text) {
        List<Word> words = new ArrayList<>();
        for (String word : text.split("&", -1)) {
            int equals = word.indexOf('=');
            if (!word.isBlank()) {
                words.add(new Word(
                        decoded(equals < 0 ? word : word.substring(0, equals)).strip(),
                        equals < 0 ? "" : decoded(word.substring(equals + 1)).strip()));
            }
        }
        return new AddressWords(words);
    }

    String text() {
        return String.join(
                "&",
                words.stream()
                        .map(word -> word.name() + "=" + encoded(word.value()))
                        .toList());
    }

    static String encoded(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isLast = i == value.length() - 1;
            if (c == ' ') {
                text.append('+');
            } else if (c < ' ' || c == 127 || ESCAPED.indexOf(c) >= 0 || isLast && ENDS.indexOf(c) >= 0) {
                text.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** The inverse of {@link #encoded}, also of all that browsers escape; a % without two digits stands for itself. */
    static String decoded(String text) {
        StringBuilder value = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isEscaped = c == '%' && i + 2 < text.length() && digit(text, i + 1) >= 0 && digit(text, i + 2) >= 0;
            if (isEscaped) {
                bytes.write(16 * digit(text, i + 1) + digit(text, i + 2));
                i += 2;
                continue;
            }
            value.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.reset();
            value.append(c == '+' ? ' ' : c);
        }
        return value.append(bytes.toString(StandardCharsets.UTF_8)).toString();
    }

    private static int digit(String text, int at) {
        return DIGITS.indexOf(Character.toUpperCase(text.charAt(at)));
    }
}
