package dev.gradus.playground.grade;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of wrong answers in a link, {@code tries=0shape.3rule.12transpose}: minutes since the student began, and the kind of
 * mistake.
 */
public final class Attempts {
    private static final Pattern ONE = Pattern.compile("[0-9]{1,6}([a-z][a-z0-9-]{0,40})");

    private Attempts() {}

    /** How often each kind of mistake was made, in the order of the first ones. */
    public static Map<String, Integer> kinds(String word) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (String part : word.split("\\.", -1)) {
            Matcher one = ONE.matcher(part);
            if (one.matches()) {
                kinds.merge(one.group(1), 1, Integer::sum);
            }
        }
        return kinds;
    }

    /** The number of all wrong answers. */
    public static int count(Map<String, Integer> kinds) {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }
}
