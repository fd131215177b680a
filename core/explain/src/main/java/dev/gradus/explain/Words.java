package dev.gradus.explain;

import java.util.ArrayList;
import java.util.List;

/** Spells names as words of ASCII letters and digits: {@code ŷ} is y hat, {@code σ} is sigma. */
final class Words {
    private Words() {}

    /** Returns the words of these parts. A part without any becomes {@code x}. */
    static List<String> of(String... parts) {
        List<String> words = new ArrayList<>();
        for (String part : parts) {
            for (String piece : spelled(part).split("(?:(?![₀-₉])[^\\p{L}\\p{M}\\p{Nd}])+", -1)) {
                Identifier identifier = Identifier.of(piece);
                add(words, ascii(identifier.base()));
                add(words, identifier.accentName());
                add(words, identifier.subscript());
            }
        }
        return words.isEmpty() ? List.of("x") : words;
    }

    private static String spelled(String name) {
        return name.replaceAll("ₜ?₊₁|′", " next")
                .replaceAll("ₜ?₋₁", " before")
                .replace("ₜ", "")
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
            if (letter.matches("[A-Za-z0-9]")) {
                ascii.append(letter);
            } else {
                ascii.append(greek.isEmpty() ? "u" + Integer.toHexString(point) : greek);
            }
        });
        return ascii.toString();
    }
}
