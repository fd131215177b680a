package dev.gradus.explain;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A name split into the parts of its typesetting: a base with an accent, a subscript, superscripts.
 *
 * @param base the letters without accents
 * @param accent the combining mark over the base, or the empty string
 * @param subscript the text after the first underscore or in subscript digits, or the empty string
 */
record Identifier(String base, String accent, String subscript) {
    private static final Map<String, String> ACCENTS = Map.of(
            "\u0302", "hat", "\u0303", "tilde", "\u0304", "bar", "\u0305", "bar", "\u0307", "dot", "\u0308", "ddot",
            "\u20d7", "vec");
    private static final Pattern NUMBERED = Pattern.compile("\\p{L}[0-9]+");
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋ₜ";
    private static final String LOWERED = "0123456789+−t";
    private static final List<String> GREEK = List.of(
            "α alpha",
            "β beta",
            "γ gamma",
            "δ delta",
            "ε epsilon",
            "ζ zeta",
            "η eta",
            "θ theta",
            "ι iota",
            "κ kappa",
            "λ lambda",
            "μ mu",
            "ν nu",
            "ξ xi",
            "π pi",
            "ρ rho",
            "σ sigma",
            "τ tau",
            "υ upsilon",
            "φ phi",
            "χ chi",
            "ψ psi",
            "ω omega",
            "Γ Gamma",
            "Δ Delta",
            "Θ Theta",
            "Λ Lambda",
            "Ξ Xi",
            "Π Pi",
            "Σ Sigma",
            "Φ Phi",
            "Ψ Psi",
            "Ω Omega");

    static Identifier of(String name) {
        int underscore = name.indexOf('_', 1);
        String head = underscore > 0 && underscore < name.length() - 1 ? name.substring(0, underscore) : name;
        StringBuilder subscript = new StringBuilder(head.equals(name) ? "" : name.substring(underscore + 1));
        StringBuilder base = new StringBuilder();
        String accent = "";
        for (int point :
                Normalizer.normalize(head, Normalizer.Form.NFD).codePoints().toArray()) {
            String letter = Character.toString(point);
            if (ACCENTS.containsKey(letter) && accent.isEmpty()) {
                accent = letter;
            } else if (SUBSCRIPTS.contains(letter)) {
                subscript.append(LOWERED.charAt(SUBSCRIPTS.indexOf(letter)));
            } else {
                base.append(letter);
            }
        }
        return new Identifier(Normalizer.normalize(base, Normalizer.Form.NFC), accent, subscript.toString());
    }

    /** Parses a name and makes a number after a single letter a subscript: {@code W1} is W with a subscript 1. */
    static Identifier inMathematics(String name) {
        Identifier plain = of(name);
        boolean isNumbered =
                plain.subscript.isEmpty() && NUMBERED.matcher(plain.base).matches();
        int letter = plain.base.isEmpty() ? 0 : Character.charCount(plain.base.codePointAt(0));
        return isNumbered
                ? new Identifier(plain.base.substring(0, letter), plain.accent, plain.base.substring(letter))
                : plain;
    }

    boolean isOneLetter() {
        return base.codePointCount(0, base.length()) == 1;
    }

    String accentName() {
        return ACCENTS.getOrDefault(accent, "");
    }

    static String greek(String letter) {
        return GREEK.stream()
                .filter(pair -> pair.startsWith(letter + " "))
                .map(pair -> pair.substring(2))
                .findFirst()
                .orElse("");
    }
}
