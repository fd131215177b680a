package dev.gradus.csv;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The different texts of a column. */
final class Categories {
    private static final int SHOWN = 10;

    private Categories() {}

    /** As numbers if all are numbers, else letter by letter. */
    static List<String> sorted(Collection<String> texts) {
        Comparator<String> byLetters = Comparator.naturalOrder();
        return texts.stream()
                .sorted(
                        texts.stream().allMatch(Table::isNumber)
                                ? Comparator.comparingDouble((String text) -> Double.parseDouble(text))
                                        .thenComparing(byLetters)
                                : byLetters)
                .toList();
    }

    static String listed(List<String> texts) {
        String first = texts.stream().limit(SHOWN).map(Texts::plain).collect(Collectors.joining(", "));
        return texts.size() <= SHOWN ? first : first + " and " + (texts.size() - SHOWN) + " more";
    }
}
