package dev.gradus.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Spells names as words of ASCII letters and digits: {@code ŷ} is y hat, {@code σ} is sigma. */
final class Words {
    private static final Pattern BETWEEN = Pattern.compile("(?:(?![₀-₉])[^\\p{L}\\p{M}\\p{Nd}])+");
    private static final Pattern NEXT = Pattern.compile("ₜ?₊₁|′");
    private static final Pattern BEFORE = Pattern.compile("ₜ?₋₁");

    private Words() {}

    /** Returns the words of these parts. A part without any becomes {@code x}. */
    static List<String> of(String... parts) {
        List<String> words = new ArrayList<>();
        for (String part : parts) {
            for (String piece : BETWEEN.split(spelled(part), -1)) {
                Identifier identifier = Identifier.of(piece);
                add(words, ascii(identifier.base()));
                add(words, identifier.accentName());
                add(words, identifier.subscript());
            }
        }
        return words.isEmpty() ? List.of("x") : words;
    }

    private static String spelled(String name) {
        String inWords = BEFORE.matcher(NEXT.matcher(name).replaceAll(" next")).replaceAll(" before");
        return inWords.replace("ₜ", "")
                .replace("ᵀ", " T")
                .replace("²", " squared")
                .replace("³", " cubed")
                .replace("√", " root ");
    }

    private static void add(List<String> words, String word) {
        if (!word.isEmpty()) {
            words.add(word);
        }
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints().forEach(point -> {
            String letter = Character.toString(point);
            String greek = Identifier.greek(letter);
            if (isAscii(point)) {
                ascii.append(letter);
            } else {
                ascii.append(greek.isEmpty() ? "u" + Integer.toHexString(point) : greek);
            }
        });
        return ascii.toString();
    }

    private static boolean isAscii(int point) {
        return point >= '0' && point <= '9' || point >= 'A' && point <= 'Z' || point >= 'a' && point <= 'z';
    }
}
