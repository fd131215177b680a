package dev.gradus.playground.language;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelled word probably stands for. */
final class Spelling {
    private Spelling() {}

    /** The nearest of these names, if it differs by few letters; the last one of several equally near. */
    static Optional<String> nearest(String word, Collection<String> names) {
        int most = Math.max(1, word.length() / 3);
        Optional<String> nearest = Optional.empty();
        int least = most;
        for (String name : names) {
            int apart = apart(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            boolean isOther = apart < Math.max(word.length(), name.length());
            boolean isWorse = apart == least
                    && nearest.filter(other -> areSwapped(word, other)).isPresent()
                    && !areSwapped(word, name);
            if (apart <= least && isOther && !isWorse && !name.contains(".")) {
                nearest = Optional.of(name);
                least = apart;
            }
        }
        return nearest;
    }

    /** Whether words have the same letters. */
    static boolean areSwapped(String a, String b) {
        char[] mine = a.toCharArray();
        char[] others = b.toCharArray();
        Arrays.sort(mine);
        Arrays.sort(others);
        return Arrays.equals(mine, others);
    }

    /** The number of letters to change, insert, remove or swap with the next (Damerau and Levenshtein). */
    static int apart(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
